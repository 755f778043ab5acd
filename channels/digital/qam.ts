import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { configError, NumericError } from '../../kernels/errors.ts';

/** Names of the constellations with their bits per complex symbol. */
export const BITS_PER_SYMBOL = { bpsk: 1, qpsk: 2, '16-qam': 4, '64-qam': 6, '256-qam': 8 } as const;
export type Modulation = keyof typeof BITS_PER_SYMBOL;
export const MODULATIONS = Object.keys(BITS_PER_SYMBOL) as readonly Modulation[];

/** Evenly spaced levels of one real dimension; `levels[g]` belongs to the bits of g, most significant first. */
export interface Axis {
  readonly bits: number;
  readonly levels: Float64Array;
}

/**
 * The Gray-labelled levels of one real dimension: level i = 2i − (L − 1) carries the label i ⊕ ⌊i/2⌋, so that neighbours
 * differ in one bit. A symbol takes the first half of its bits in phase, the second in quadrature, and has unit mean
 * energy: the L levels are scaled by √(3 / (2(L² − 1))), those of BPSK, which uses one dimension only, to ±1. The smallest
 * label, all zeros, is the lowest level.
 *
 * @throws ConfigError `modulation` for a name that is not in `MODULATIONS`
 *
 * Source: Gray 1953; IEEE 802.11n-2009, 17.3.5.7, for bits and axes.
 */
export function grayAxis(modulation: Modulation): Axis {
  const perSymbol = BITS_PER_SYMBOL[modulation];
  if (perSymbol === undefined)
    throw configError(
      'modulation',
      'modulation',
      `no '${modulation}', expected one of ${MODULATIONS.join(', ')}`,
    );
  const bits = perSymbol === 1 ? 1 : perSymbol / 2;
  const count = 2 ** bits;
  const unit = perSymbol === 1 ? 1 : Math.sqrt(3 / (2 * (count ** 2 - 1)));
  const levels = new Float64Array(count);
  for (let i = 0; i < count; i++) levels[i ^ (i >> 1)] = unit * (2 * i - (count - 1));
  return { bits, levels };
}

/**
 * Bits, one per byte, as complex symbols of unit mean energy (over equally likely bits).
 *
 * @throws NumericError `bit-count` when the bits do not fill whole symbols; ConfigError `modulation`
 */
export function mapBits(bits: Uint8Array, modulation: Modulation): ComplexSignal {
  const axis = grayAxis(modulation);
  const perSymbol = BITS_PER_SYMBOL[modulation];
  if (bits.length % perSymbol !== 0)
    throw new NumericError('bit-count', `mapBits: ${bits.length} bits do not fill symbols of ${perSymbol}`);
  const signal = zeroSignal(bits.length / perSymbol);
  for (let i = 0; i < signal.length; i++) {
    signal.re[i] = axis.levels[label(bits, i * perSymbol, axis.bits)];
    if (perSymbol > 1) signal.im[i] = axis.levels[label(bits, i * perSymbol + axis.bits, axis.bits)];
  }
  return signal;
}

function label(bits: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let j = 0; j < count; j++) value = 2 * value + bits[start + j];
  return value;
}
