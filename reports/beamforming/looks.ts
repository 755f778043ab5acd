import type { BeamScheme } from '../../sim/beamforming/results.ts';
import type { LineStyle, Look } from '../figures/markers.ts';

/** How a scheme is called, drawn and explained. */
export interface SchemeLook {
  readonly look: Look;
  readonly style: LineStyle;
  readonly label: string;
  readonly note: string;
}

const SOLID: LineStyle = { dash: 'none', filled: true };
const DASHED: LineStyle = { dash: '6 4', filled: false };

const LOOKS: Readonly<Record<BeamScheme, SchemeLook>> = {
  mrt: {
    look: { name: 'sgd', label: 'MRT', marker: 'cross', markerArea: 46 },
    style: SOLID,
    label: 'MRT',
    note: 'maximum ratio transmission, equal powers, a key for every user',
  },
  zf: {
    look: { name: 'ink', label: 'ZF', marker: 'square', markerArea: 46 },
    style: SOLID,
    label: 'ZF',
    note: 'zero-forcing, equal powers, a key for every user',
  },
  rzf: {
    look: { name: 'gaussian', label: 'RZF', marker: 'diamond', markerArea: 52 },
    style: SOLID,
    label: 'RZF',
    note: 'regularised zero-forcing, equal powers, a key for every user',
  },
  'rzf-shared': {
    look: { name: 'gaussian', label: 'RZF', marker: 'diamond', markerArea: 52 },
    style: DASHED,
    label: 'RZF, shared keys',
    note: 'the beams of RZF, turned in phase for group mates, who share a key',
  },
  wmmse: {
    look: { name: 'superposed', label: 'WMMSE', marker: 'triangle', markerArea: 52 },
    style: SOLID,
    label: 'WMMSE',
    note: 'most sum rate, a key for every user',
  },
  cooperative: {
    look: { name: 'omdma', label: 'Cooperative', marker: 'circle', markerArea: 46 },
    style: SOLID,
    label: 'Cooperative',
    note: 'most sum rate with group mates who share a key',
  },
  gaussian: {
    look: { name: 'omdma', label: 'Cooperative', marker: 'circle', markerArea: 46 },
    style: DASHED,
    label: 'Cooperative, Gaussian residual',
    note: 'the same beams, with true Gaussian noise of equal power in place of everything beside the wanted latent: an ideal',
  },
  tdma: {
    look: { name: 'tdma', label: 'TDMA', marker: 'star', markerArea: 60 },
    style: SOLID,
    label: 'TDMA',
    note: 'one user at a time with all of the power and 1/K of the uses, maximum ratio',
  },
};

export function schemeLook(scheme: BeamScheme): SchemeLook {
  return LOOKS[scheme];
}

/** All schemes, in the order of the legend. */
export const SCHEMES = Object.keys(LOOKS) as BeamScheme[];

/** Schemes of a result in the order of the legend. */
export function inOrder(schemes: Iterable<BeamScheme>): BeamScheme[] {
  const present = new Set(schemes);
  return SCHEMES.filter(scheme => present.has(scheme));
}

/** "denoiser of 1 step", "without denoiser". */
export function stepsLabel(steps: number): string {
  return steps === 0 ? 'without denoiser' : `denoiser of ${steps} ${steps === 1 ? 'step' : 'steps'}`;
}
