import { mapBits } from '../../../channels/digital/qam.ts';
import { type ComplexSignal, zeroSignal } from '../../../kernels/complex.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { combined, selected } from '../closedForms/fading.ts';
import { errorRateCheck, inChunks, randomBits } from './experiments.ts';

/** Symbols that share their gains. */
const BLOCK = 4;

/** Symbols that arrived over one branch, and its gains. */
interface Branch {
  readonly received: ComplexSignal;
  readonly gains: ComplexSignal;
}

/** Decision variable of symbol i, positive for a 1. */
type Receiver = (branches: readonly Branch[], i: number) => number;

/** Maximum-ratio combining: Σ Re(h* y). */
const combine: Receiver = (branches, i) => branches.reduce((sum, branch) => sum + matched(branch, i), 0);

/** The branch with the largest |h|² alone. */
const select: Receiver = (branches, i) => {
  const power = ({ gains }: Branch) => gains.re[i] ** 2 + gains.im[i] ** 2;
  return matched(
    branches.reduce((best, branch) => (power(branch) > power(best) ? branch : best)),
    i,
  );
};

function matched({ received, gains }: Branch, i: number): number {
  return gains.re[i] * received.re[i] + gains.im[i] * received.im[i];
}

/** BPSK over independent Rayleigh branches, each with its own noise; one bit of each block is looked at. */
function countBranchErrors(
  bench: Bench,
  { branches, gamma, receive }: { branches: number; gamma: number; receive: Receiver },
  trials: number,
): number {
  const source = bench.stream('bits');
  const paths = Array.from({ length: branches }, (_, k) => ({
    process: bench.channels.blockFading({ symbolsPerBlock: BLOCK }, bench.stream(`gains ${k}`)),
    noise: bench.stream(`noise ${k}`),
  }));
  let errors = 0;
  inChunks(trials, bench.batch, (first, count) => {
    const bits = randomBits(count * BLOCK, source);
    const signal = mapBits(bits, 'bpsk');
    const arrived = paths.map(({ process, noise }): Branch => {
      const gains = process.gains(first * BLOCK, count * BLOCK);
      const received = bench.channels.fading([{ signal, gains, power: 1 }], { noiseVar: 1 / gamma }, noise);
      return { received, gains };
    });
    for (let b = 0; b < count; b++) {
      const i = b * BLOCK + ((first + b) % BLOCK);
      errors += (receive(arrived, i) > 0 ? 1 : 0) ^ bits[i];
    }
  });
  return errors;
}

/**
 * Alamouti's code for two sending antennas of half the power each and one receiving antenna: (s₀, s₁) goes out as s₀, −s₁*
 * from the first and s₁, s₀* from the second; ŝ₀ = h₁* y₀ + h₂ y₁*, ŝ₁ = h₂* y₀ − h₁ y₁*.
 */
function countAlamoutiErrors(bench: Bench, gamma: number, trials: number): number {
  const [source, noise] = [bench.stream('bits'), bench.stream('noise')];
  const processes = [0, 1].map(k =>
    bench.channels.blockFading({ symbolsPerBlock: BLOCK }, bench.stream(`gains ${k}`)),
  );
  let errors = 0;
  inChunks(trials, bench.batch, (first, count) => {
    const bits = randomBits(count * BLOCK, source);
    const { re: s } = mapBits(bits, 'bpsk');
    const [one, two] = [zeroSignal(s.length), zeroSignal(s.length)];
    for (let i = 0; i < s.length; i += 2) {
      one.re.set([s[i], -s[i + 1]], i);
      two.re.set([s[i + 1], s[i]], i);
    }
    const [h1, h2] = processes.map(process => process.gains(first * BLOCK, count * BLOCK));
    const onAir = [
      { signal: one, gains: h1, power: 0.5 },
      { signal: two, gains: h2, power: 0.5 },
    ];
    const { re, im } = bench.channels.fading(onAir, { noiseVar: 1 / gamma }, noise);
    for (let b = 0; b < count; b++) {
      const i = b * BLOCK + ((first + b) % BLOCK);
      const [y0, y1] = i % 2 === 0 ? [i, i + 1] : [i - 1, i];
      const decision =
        i % 2 === 0
          ? h1.re[i] * re[y0] + h1.im[i] * im[y0] + h2.re[i] * re[y1] + h2.im[i] * im[y1]
          : h2.re[i] * re[y0] + h2.im[i] * im[y0] - h1.re[i] * re[y1] - h1.im[i] * im[y1];
      errors += (decision > 0 ? 1 : 0) ^ bits[i];
    }
  });
  return errors;
}

function combiningCheck(branches: number, ebN0Db: number, quick: boolean): Check {
  const gamma = dbToLinear(ebN0Db);
  const about = {
    id: `diversity.mrc${branches}.${ebN0Db}dB`,
    title: `maximum-ratio combining of ${branches} branches, BPSK at ${ebN0Db} dB per branch, bit error rate`,
    formula: '((1−μ)/2)^L Σ C(L−1+k, k) ((1+μ)/2)^k',
    expected: combined(branches)(gamma),
    quick,
  };
  return errorRateCheck(about, (bench, trials) =>
    countBranchErrors(bench, { branches, gamma, receive: combine }, trials),
  );
}

function selectionCheck(ebN0Db: number, quick: boolean): Check {
  const gamma = dbToLinear(ebN0Db);
  const about = {
    id: `diversity.selection2.${ebN0Db}dB`,
    title: `the better one of two branches, BPSK at ${ebN0Db} dB per branch, bit error rate`,
    formula: '½ Σ (−1)^k C(L, k) √(γ/(k+γ))',
    expected: selected(2)(gamma),
    quick,
  };
  return errorRateCheck(about, (bench, trials) =>
    countBranchErrors(bench, { branches: 2, gamma, receive: select }, trials),
  );
}

function alamoutiCheck(ebN0Db: number, quick: boolean): Check {
  const gamma = dbToLinear(ebN0Db);
  const about = {
    id: `diversity.alamouti.${ebN0Db}dB`,
    title: `Alamouti’s code, two sending antennas, BPSK at ${ebN0Db} dB, bit error rate`,
    formula: 'combining of 2 branches at γ/2',
    expected: combined(2)(gamma / 2),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => countAlamoutiErrors(bench, gamma, trials));
}

/** Several antennas over flat Rayleigh fading. */
export const DIVERSITY_CHECKS: CheckSection = {
  id: 'diversity',
  title: 'Diversity over flat Rayleigh fading',
  checks: [
    ...[0, 5, 10].map(db => combiningCheck(2, db, db === 5)),
    ...[0, 5].map(db => combiningCheck(4, db, db === 0)),
    ...[0, 5, 10].map(db => selectionCheck(db, db === 5)),
    ...[0, 5, 10].map(db => alamoutiCheck(db, db === 5)),
  ],
};
