import { demap } from '../../../channels/digital/demap.ts';
import { BITS_PER_SYMBOL, type Modulation, mapBits } from '../../../channels/digital/qam.ts';
import { type ComplexSignal, scale, zeroSignal } from '../../../kernels/complex.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import { complexNormal } from '../../../kernels/random/normal.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { antipodal, bitErrorRate, differentialBpsk, noncoherentFsk } from '../closedForms/uncoded.ts';
import { errorRateCheck, inChunks, randomBits, runningMean } from './experiments.ts';

/** Symbols in one block. */
const BLOCK = 64;
const NAMES: Readonly<Record<Modulation, string>> = {
  bpsk: 'BPSK',
  qpsk: 'QPSK',
  '16-qam': '16-QAM',
  '64-qam': '64-QAM',
  '256-qam': '256-QAM',
};

/**
 * Bit errors of hard decisions in `trials` symbols. One bit of each symbol is looked at, its place going round, so that
 * trials are independent.
 */
function countQamErrors(bench: Bench, modulation: Modulation, gammaB: number, trials: number): number {
  const perSymbol = BITS_PER_SYMBOL[modulation];
  const noiseVar = 1 / (perSymbol * gammaB);
  const [source, noise] = [bench.stream('bits'), bench.stream('noise')];
  let errors = 0;
  inChunks(trials, bench.batch * BLOCK, (first, count) => {
    const bits = randomBits(count * perSymbol, source);
    const received = bench.channels.awgn(mapBits(bits, modulation), { noiseVar }, noise);
    const llr = demap(received, noiseVar, modulation, 'max-log');
    for (let i = 0; i < count; i++) {
      const place = i * perSymbol + ((first + i) % perSymbol);
      errors += (llr[place] < 0 ? 1 : 0) ^ bits[place];
    }
  });
  return errors;
}

/** Pairs of symbols that are equal or opposite; the decision is the sign of Re(y₁y₀*). */
function countDifferentialErrors(bench: Bench, gammaB: number, trials: number): number {
  return countPairErrors(bench, gammaB, trials, (bits, i, { re, im }) => {
    re[2 * i] = Math.SQRT1_2;
    im[2 * i] = Math.SQRT1_2;
    const sign = bits[i] ? -1 : 1;
    re[2 * i + 1] = sign * re[2 * i];
    im[2 * i + 1] = sign * im[2 * i];
    return ({ re: yRe, im: yIm }) => (yRe[2 * i] * yRe[2 * i + 1] + yIm[2 * i] * yIm[2 * i + 1] < 0 ? 1 : 0);
  });
}

/** Energy in one of two orthogonal tones, at a phase that the receiver does not know; the decision is the louder tone. */
function countFskErrors(bench: Bench, gammaB: number, trials: number): number {
  return countPairErrors(bench, gammaB, trials, (bits, i, { re, im }, trial) => {
    const phase = 2.4 * trial;
    re[2 * i + bits[i]] = Math.cos(phase);
    im[2 * i + bits[i]] = Math.sin(phase);
    const energy = ({ re: yRe, im: yIm }: ComplexSignal, k: number) => yRe[k] ** 2 + yIm[k] ** 2;
    return received => (energy(received, 2 * i + 1) > energy(received, 2 * i) ? 1 : 0);
  });
}

/** One bit in two complex dimensions: `send` fills them and returns the decision. */
function countPairErrors(
  bench: Bench,
  gammaB: number,
  trials: number,
  send: (
    bits: Uint8Array,
    i: number,
    signal: ComplexSignal,
    trial: number,
  ) => (received: ComplexSignal) => number,
): number {
  const [source, noise] = [bench.stream('bits'), bench.stream('noise')];
  let errors = 0;
  inChunks(trials, bench.batch * BLOCK, (first, count) => {
    const bits = randomBits(count, source);
    const signal = zeroSignal(2 * count);
    const decisions = Array.from(bits, (_bit, i) => send(bits, i, signal, first + i));
    const received = bench.channels.awgn(signal, { noiseVar: 1 / gammaB }, noise);
    decisions.forEach((decide, i) => {
      errors += decide(received) ^ bits[i];
    });
  });
  return errors;
}

function qamCheck(modulation: Modulation, ebN0Db: number, quick: boolean): Check {
  const gammaB = dbToLinear(ebN0Db);
  const about = {
    id: `awgn.${modulation.replace('-', '')}.${ebN0Db}dB`,
    title: `${NAMES[modulation]} at Eb/N0 = ${ebN0Db} dB, bit error rate`,
    formula: BITS_PER_SYMBOL[modulation] <= 2 ? 'Q(√(2γb))' : 'Cho–Yoon sum, all terms',
    expected: bitErrorRate(modulation, gammaB, antipodal),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => countQamErrors(bench, modulation, gammaB, trials));
}

function differentialCheck(ebN0Db: number, quick: boolean): Check {
  const gammaB = dbToLinear(ebN0Db);
  const about = {
    id: `awgn.dbpsk.${ebN0Db}dB`,
    title: `differential BPSK at Eb/N0 = ${ebN0Db} dB, bit error rate`,
    formula: '½ e^(−γb)',
    expected: differentialBpsk(gammaB),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => countDifferentialErrors(bench, gammaB, trials));
}

function fskCheck(ebN0Db: number, quick: boolean): Check {
  const gammaB = dbToLinear(ebN0Db);
  const about = {
    id: `awgn.fsk.${ebN0Db}dB`,
    title: `non-coherent binary FSK at Eb/N0 = ${ebN0Db} dB, bit error rate`,
    formula: '½ e^(−γb/2)',
    expected: noncoherentFsk(gammaB),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => countFskErrors(bench, gammaB, trials));
}

const NOISE_VAR = 0.1;

/** Noise variance of one real dimension, which must be N0/2 whether or not the other dimension carries anything. */
function axisCheck(axis: 're' | 'im'): Check {
  return {
    id: `awgn.noise.${axis}`,
    title: `noise beside a real signal, variance of the ${axis === 're' ? 'real' : 'imaginary'} part`,
    formula: 'N0/2',
    expected: NOISE_VAR / 2,
    quick: true,
    batched: true,
    measure(bench) {
      const [source, noise] = [bench.stream('bits'), bench.stream('noise')];
      const mean = runningMean();
      inChunks(100_000, bench.batch * BLOCK, (_, count) => {
        const sent = mapBits(randomBits(count, source), 'bpsk');
        const received = bench.channels.awgn(sent, { noiseVar: NOISE_VAR }, noise);
        for (let i = 0; i < count; i++) mean.add((received[axis][i] - sent[axis][i]) ** 2);
      });
      return mean.measurement();
    },
  };
}

/** Blocks of power 1 and of power 0.01 in turns: each must receive the noise that it was asked for. */
function blockPowerCheck(weak: boolean): Check {
  const amplitude = (block: number) => (block % 2 === 0 ? 1 : 0.1);
  return {
    id: `awgn.blockPower.${weak ? 'weak' : 'strong'}`,
    title: `noise of the ${weak ? 'weak' : 'strong'} blocks, weak and strong ones in turns, 20 dB apart`,
    formula: 'N0',
    expected: NOISE_VAR,
    quick: true,
    batched: true,
    measure(bench) {
      const [source, noise] = [bench.stream('source'), bench.stream('noise')];
      const mean = runningMean();
      inChunks(2000, bench.batch, (first, count) => {
        const sent = zeroSignal(count * BLOCK);
        for (let b = 0; b < count; b++) {
          const block = scale(complexNormal(source, BLOCK), { re: amplitude(first + b), im: 0 });
          sent.re.set(block.re, b * BLOCK);
          sent.im.set(block.im, b * BLOCK);
        }
        const received = bench.channels.awgn(sent, { noiseVar: NOISE_VAR }, noise);
        for (let i = 0; i < sent.length; i++)
          if ((first + Math.floor(i / BLOCK)) % 2 === (weak ? 1 : 0))
            mean.add((received.re[i] - sent.re[i]) ** 2 + (received.im[i] - sent.im[i]) ** 2);
      });
      return mean.measurement();
    },
  };
}

/** Uncoded transmission in white Gaussian noise. */
export const AWGN_CHECKS: CheckSection = {
  id: 'awgn',
  title: 'Uncoded transmission in Gaussian noise',
  checks: [
    ...[0, 2, 4, 6].map(db => qamCheck('bpsk', db, db !== 2)),
    qamCheck('bpsk', 8, false),
    qamCheck('qpsk', 4, true),
    qamCheck('qpsk', 6, false),
    ...[4, 8, 10, 12].map(db => qamCheck('16-qam', db, db === 4 || db === 8)),
    ...[4, 8, 12, 14].map(db => qamCheck('64-qam', db, db === 8 || db === 12)),
    ...[6, 10, 14, 16].map(db => qamCheck('256-qam', db, db === 10 || db === 14)),
    ...[0, 4, 6, 8].map(db => differentialCheck(db, db === 4 || db === 6)),
    ...[4, 8, 10, 12].map(db => fskCheck(db, db === 4 || db === 8)),
    axisCheck('re'),
    axisCheck('im'),
    blockPowerCheck(false),
    blockPowerCheck(true),
  ],
};
