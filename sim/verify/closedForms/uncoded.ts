import { BITS_PER_SYMBOL, type Modulation } from '../../../channels/digital/qam.ts';
import { qFunction } from '../../../kernels/special/erfc.ts';

/**
 * Mean bit error probability of a coherent receiver that sees one binary decision at a given energy: Q(√(2γ)) in plain
 * noise, its mean over the fading otherwise. γ is linear, > 0.
 */
export type BinaryError = (gamma: number) => number;

/** Antipodal signals in white Gaussian noise: Q(√(2γ)), γ = Eb/N0. Source: Proakis, Salehi 2008, equation 4.2-6. */
export const antipodal: BinaryError = gamma => qFunction(Math.sqrt(2 * gamma));

/**
 * Bit error rate of a Gray-labelled constellation with hard decisions, averaged over bit positions:
 *
 *     P = Σ w·f(a·γb), over the terms (w, a) of the constellation
 *
 * For BPSK and QPSK one term (1, 1). For square M-QAM all terms of the sum of Cho and Yoon, with n = √M levels per axis:
 * P_k = (2/n) Σ_{i=0}^{(1−2^{−k})n−1} (−1)^⌊i·2^{k−1}/n⌋ (2^{k−1} − ⌊i·2^{k−1}/n + ½⌋) Q((2i+1)√(3 log2 M γb/(M−1))),
 * averaged over k = 1…log2 n. The sum is linear in Q, so fading averages it term by term.
 *
 * @param gammaB Eb/N0 (its mean, under fading), linear
 * @param binary what fading makes of one term
 *
 * Source: Cho, Yoon, "On the general BER expression of one- and two-dimensional amplitude modulations", IEEE Trans. Commun.
 * 50(7), 2002, equations 14 and 16.
 */
export function bitErrorRate(modulation: Modulation, gammaB: number, binary: BinaryError): number {
  return termsOf(modulation).reduce((sum, { weight, factor }) => sum + weight * binary(factor * gammaB), 0);
}

interface Term {
  readonly weight: number;
  readonly factor: number;
}

function termsOf(modulation: Modulation): Term[] {
  const bits = BITS_PER_SYMBOL[modulation];
  if (bits <= 2) return [{ weight: 1, factor: 1 }];
  const axisBits = bits / 2;
  const levels = 2 ** axisBits;
  const terms: Term[] = [];
  for (let k = 1; k <= axisBits; k++)
    for (let i = 0; i < (1 - 2 ** -k) * levels; i++) {
      const place = (i * 2 ** (k - 1)) / levels;
      const sign = Math.floor(place) % 2 === 0 ? 1 : -1;
      const weight = ((2 / levels) * sign * (2 ** (k - 1) - Math.floor(place + 0.5))) / axisBits;
      terms.push({ weight, factor: ((2 * i + 1) ** 2 * 3 * bits) / (2 * (levels ** 2 - 1)) });
    }
  return terms;
}

/** Differentially detected BPSK: ½e^(−γb). Source: Proakis, Salehi 2008, equation 4.5-36. */
export function differentialBpsk(gammaB: number): number {
  return Math.exp(-gammaB) / 2;
}

/** Orthogonal binary FSK with envelope detection: ½e^(−γb/2). Source: Proakis, Salehi 2008, equation 4.5-47. */
export function noncoherentFsk(gammaB: number): number {
  return Math.exp(-gammaB / 2) / 2;
}
