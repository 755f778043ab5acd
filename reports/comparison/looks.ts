import type { Curve } from '../../sim/comparison/results.ts';
import { type LineStyle, type Look, stepStyle } from '../figures/markers.ts';
import { isDigital, modulationOf } from './ways.ts';

/** How a curve is drawn: the colour and marker of what it is, dashes for its variant. */
export interface CurveLook {
  readonly look: Look;
  readonly style: LineStyle;
}

const NEURAL: Look = { name: 'neural', label: 'semlink', marker: 'circle', markerArea: 46 };

const HEADERS: Readonly<Record<'counted' | 'free', Look>> = {
  counted: { name: 'counted', label: 'headers counted', marker: 'triangle', markerArea: 52 },
  free: { name: 'free', label: 'headers free', marker: 'square', markerArea: 52 },
};

export const PUBLISHED: Look = {
  name: 'published',
  label: 'published result',
  marker: 'star',
  markerArea: 70,
};
export const ENVELOPE: Look = { name: 'envelope', label: 'envelope', marker: 'circle', markerArea: 30 };

const MODULATIONS: Readonly<Record<string, Look>> = {
  bpsk: { name: 'bpsk', label: 'BPSK', marker: 'cross', markerArea: 40 },
  qpsk: { name: 'qpsk', label: 'QPSK', marker: 'diamond', markerArea: 46 },
  '16-qam': { name: 'qam-16', label: '16-QAM', marker: 'triangle', markerArea: 46 },
  '64-qam': { name: 'qam-64', label: '64-QAM', marker: 'square', markerArea: 46 },
  '256-qam': { name: 'qam-256', label: '256-QAM', marker: 'star', markerArea: 56 },
};

export const SOLID: LineStyle = { dash: 'none', filled: true };
/** Of all capacity bounds; not the dashes of a codec without denoiser. */
const BOUND: LineStyle = { dash: '2 3', filled: false };

const RATE_DASHES: Readonly<Record<string, string>> = {
  '1/2': '2 3',
  '2/3': '6 4',
  '3/4': '9 3 2 3',
  '5/6': 'none',
};

/** The look of a curve in the figures of quality; `neural` are all neural curves, whose denoiser steps their dashes tell apart. */
export function lookOf(curve: Curve, neural: readonly Curve[]): CurveLook {
  if (isDigital(curve))
    return {
      look: HEADERS[curve.accounting.headers],
      style: curve.kind === 'capacity' ? BOUND : SOLID,
    };
  const steps = [...new Set(neural.map(stepsOf))].sort((a, b) => a - b);
  return { look: NEURAL, style: steps.length > 1 ? stepStyle(stepsOf(curve), steps) : SOLID };
}

/** The look of a single modulation and code rate: colour and marker of the modulation, dashes of the rate. */
export function modulationLook(curve: Curve): CurveLook & { readonly rate: string } {
  const [modulation, rate = ''] = modulationOf(curve).split(' ');
  const look = MODULATIONS[modulation] ?? { ...MODULATIONS.bpsk, label: modulation.toUpperCase() };
  return { look, rate, style: { dash: RATE_DASHES[rate] ?? 'none', filled: true } };
}

function stepsOf({ denoiserSteps = 0 }: Curve): number {
  return denoiserSteps;
}
