import type { SchemeName } from '../sim/results.ts';

export type MarkerShape = 'circle' | 'triangle' | 'square' | 'diamond';

/** How a scheme is called and drawn. Its colour is the CSS variable `--NAME` of the style sheet. */
export interface SchemeLook {
  readonly label: string;
  readonly note: string;
  readonly marker: MarkerShape;
  /** Area of the marker in square units; squares are larger so that a circle on top leaves them visible. */
  readonly markerArea: number;
}

/**
 * In the order of tables and legends. Figures draw in the opposite order, so that OMDMA lies on top of the Gaussian
 * ideal, which it is meant to coincide with.
 */
export const SCHEMES: Readonly<Record<SchemeName, SchemeLook>> = {
  omdma: { label: 'OMDMA', note: 'Everyone at once, one key per user', marker: 'circle', markerArea: 46 },
  superposed: {
    label: 'Superposed',
    note: 'Everyone at once, no keys',
    marker: 'triangle',
    markerArea: 56,
  },
  gaussian: {
    label: 'Gaussian',
    note: 'Gaussian noise of the same power in place of the other users',
    marker: 'square',
    markerArea: 92,
  },
  tdma: { label: 'TDMA', note: 'One user at a time', marker: 'diamond', markerArea: 56 },
};

export const SCHEME_NAMES = Object.keys(SCHEMES) as readonly SchemeName[];
