import type { SchemeName } from '../../sim/cell/results.ts';
import type { Look } from '../figures/markers.ts';

/** How a scheme is called and drawn. */
export interface SchemeLook extends Look {
  readonly name: SchemeName;
  readonly note: string;
  /** Whether coded pictures are sent, for which there is no denoiser. */
  readonly isDigital?: true;
}

/**
 * In the order of tables and legends. Figures draw in the opposite order, so that OMDMA lies on top of the Gaussian
 * ideal, which it is meant to coincide with.
 */
export const SCHEMES: Readonly<Record<SchemeName, SchemeLook>> = {
  omdma: {
    name: 'omdma',
    label: 'OMDMA',
    note: 'Everyone at once, one key per user',
    marker: 'circle',
    markerArea: 46,
  },
  'omdma-pic': {
    name: 'omdma-pic',
    label: 'OMDMA-PIC',
    note: 'As OMDMA, and the receiver, which holds all keys, cancels all users at once, again and again',
    marker: 'star',
    markerArea: 60,
  },
  'omdma-sic': {
    name: 'omdma-sic',
    label: 'OMDMA-SIC',
    note: 'The same, one user after the other, the strongest first',
    marker: 'cross',
    markerArea: 50,
  },
  superposed: {
    name: 'superposed',
    label: 'Superposed',
    note: 'Everyone at once, no keys',
    marker: 'triangle',
    markerArea: 56,
  },
  gaussian: {
    name: 'gaussian',
    label: 'Gaussian',
    note: 'Gaussian noise of the same power in place of the other users',
    marker: 'square',
    markerArea: 92,
  },
  tdma: {
    name: 'tdma',
    label: 'TDMA',
    note: 'One user at a time',
    marker: 'diamond',
    markerArea: 56,
  },
  'noma-sic': {
    name: 'noma-sic',
    label: 'NOMA-SIC',
    note: 'Everyone at once with coded pictures, in layers that are decoded and taken away one after the other',
    marker: 'wye',
    markerArea: 56,
    isDigital: true,
  },
  digital: {
    name: 'digital',
    label: 'Digital',
    note: 'One user at a time with coded pictures',
    marker: 'triangle-down',
    markerArea: 52,
    isDigital: true,
  },
};

export const SCHEME_NAMES = Object.keys(SCHEMES) as readonly SchemeName[];
