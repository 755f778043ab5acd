import { demap } from '../../../channels/digital/demap.ts';
import { BITS_PER_SYMBOL, type Modulation, mapBits } from '../../../channels/digital/qam.ts';
import type { BlockFadingSettings } from '../../../channels/fading/block.ts';
import { zeroForcing } from '../../../channels/fading/equalise.ts';
import { type Complex, squaredMagnitude } from '../../../kernels/complex.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { rayleigh, rician, ricianPowerVariance } from '../closedForms/fading.ts';
import { bitErrorRate } from '../closedForms/uncoded.ts';
import { errorRateCheck, inChunks, randomBits, runningMean } from './experiments.ts';

/** Symbols that share a gain. A channel that takes the noise from the received block has to show it with one block. */
const BLOCK = 4;

/** Phase of the line of sight, so that it lies on neither axis. */
const LOS_PHASE_RAD = 0.7;

/** Block fading with K-factor `kFactor`, 0 for Rayleigh. */
function blocks(kFactor: number): BlockFadingSettings {
  return { symbolsPerBlock: BLOCK, kFactor, losPhaseRad: LOS_PHASE_RAD };
}

/** Bit errors with perfect channel knowledge: one bit of each block is looked at, its place going round. */
function countErrors(
  bench: Bench,
  { kFactor, modulation, gammaB }: { kFactor: number; modulation: Modulation; gammaB: number },
  trials: number,
): number {
  const bitsPerBlock = BLOCK * BITS_PER_SYMBOL[modulation];
  const noiseVar = 1 / (BITS_PER_SYMBOL[modulation] * gammaB);
  const [source, noise] = [bench.stream('bits'), bench.stream('noise')];
  const process = bench.channels.blockFading(blocks(kFactor), bench.stream('gains'));
  let errors = 0;
  inChunks(trials, bench.batch, (first, count) => {
    const bits = randomBits(count * bitsPerBlock, source);
    const gains = process.gains(first * BLOCK, count * BLOCK);
    const signal = mapBits(bits, modulation);
    const received = bench.channels.fading([{ signal, gains, power: 1 }], { noiseVar }, noise);
    const equalised = zeroForcing(received, { gains, power: 1, unwantedVar: noiseVar });
    const llr = demap(equalised.signal, noiseVar, modulation, 'max-log');
    for (let b = 0; b < count; b++) {
      const place = b * bitsPerBlock + ((first + b) % bitsPerBlock);
      errors += (llr[place] < 0 ? 1 : 0) ^ bits[place];
    }
  });
  return errors;
}

function errorsOf(
  modulation: Modulation,
  kFactor: number,
  ebN0Db: number,
  quick: boolean,
): Omit<Parameters<typeof errorRateCheck>[0], 'id' | 'title' | 'formula'> & {
  readonly count: (bench: Bench, trials: number) => number;
} {
  const gammaB = dbToLinear(ebN0Db);
  return {
    expected: bitErrorRate(modulation, gammaB, kFactor === 0 ? rayleigh : rician(kFactor)),
    quick,
    count: (bench, trials) => countErrors(bench, { kFactor, modulation, gammaB }, trials),
  };
}

function rayleighErrors(modulation: Modulation, ebN0Db: number, quick: boolean): Check {
  const { count, ...about } = errorsOf(modulation, 0, ebN0Db, quick);
  const name = modulation.toUpperCase();
  return errorRateCheck(
    {
      id: `rayleigh.${modulation.replace('-', '')}.${ebN0Db}dB`,
      title: `${name} at mean Eb/N0 = ${ebN0Db} dB, bit error rate`,
      formula: modulation === 'bpsk' ? '½(1 − √(γ/(1+γ)))' : 'Cho–Yoon sum, each Q averaged over the fading',
      ...about,
    },
    count,
  );
}

function ricianErrors(kFactor: number, ebN0Db: number, quick: boolean): Check {
  const { count, ...about } = errorsOf('bpsk', kFactor, ebN0Db, quick);
  return errorRateCheck(
    {
      id: `rician.bpsk.K${kFactor}.${ebN0Db}dB`,
      title: `BPSK, K = ${kFactor}, at mean Eb/N0 = ${ebN0Db} dB, bit error rate`,
      formula: 'integral of the moment-generating function',
      ...about,
    },
    count,
  );
}

/** Blocks of the moments' checks. */
const GAINS = 100_000;

/** Mean of `of` over the gains of independent blocks. */
function momentCheck(
  about: Pick<Check, 'id' | 'title' | 'formula' | 'expected'>,
  kFactor: number,
  of: (gain: Complex) => number,
): Check {
  return {
    ...about,
    quick: true,
    batched: true,
    measure(bench) {
      const process = bench.channels.blockFading(blocks(kFactor), bench.stream('gains'));
      const mean = runningMean();
      inChunks(GAINS, bench.batch, (first, count) => {
        const { re, im } = process.gains(first * BLOCK, count * BLOCK);
        for (let b = 0; b < count; b++) mean.add(of({ re: re[b * BLOCK], im: im[b * BLOCK] }));
      });
      return mean.measurement();
    },
  };
}

/** E|h|² and Var|h|² about its known mean. */
function powerMoments(section: string, kFactor: number): Check[] {
  const suffix = kFactor === 0 ? '' : `.K${kFactor}`;
  const who = kFactor === 0 ? 'gains' : `gains with K = ${kFactor}`;
  return [
    momentCheck(
      { id: `${section}.power${suffix}`, title: `mean power of ${who}`, formula: 'E|h|² = 1', expected: 1 },
      kFactor,
      squaredMagnitude,
    ),
    momentCheck(
      {
        id: `${section}.powerVariance${suffix}`,
        title: `variance of the power of ${who}`,
        formula: 'Var|h|² = (1+2K)/(1+K)²',
        expected: ricianPowerVariance(kFactor),
      },
      kFactor,
      gain => (squaredMagnitude(gain) - 1) ** 2,
    ),
  ];
}

/** Mean product of a gain and the gain that many blocks later. */
function nextBlockCheck(): Check {
  return {
    id: 'rayleigh.blocks',
    title: 'correlation of neighbouring blocks, real part',
    formula: 'E[h h′*] = 0',
    expected: 0,
    quick: true,
    batched: true,
    measure(bench) {
      const process = bench.channels.blockFading(blocks(0), bench.stream('gains'));
      const mean = runningMean();
      inChunks(GAINS, bench.batch, (first, count) => {
        // Pairs of blocks that share none with another pair.
        const { re, im } = process.gains(2 * first * BLOCK, 2 * count * BLOCK);
        for (let b = 0; b < count; b++) {
          const [i, j] = [2 * b * BLOCK, (2 * b + 1) * BLOCK];
          mean.add(re[i] * re[j] + im[i] * im[j]);
        }
      });
      return mean.measurement();
    },
  };
}

/** Flat Rayleigh fading, one receive antenna, perfect channel knowledge. */
export const RAYLEIGH_CHECKS: CheckSection = {
  id: 'rayleigh',
  title: 'Flat Rayleigh fading',
  checks: [
    ...powerMoments('rayleigh', 0),
    momentCheck(
      {
        id: 'rayleigh.phase',
        title: 'mean square of the gain, real part',
        formula: 'E[Re h²] = 0',
        expected: 0,
      },
      0,
      ({ re, im }) => re * re - im * im,
    ),
    momentCheck(
      {
        id: 'rayleigh.axes',
        title: 'correlation of the two axes',
        formula: 'E[Re h · Im h] = 0',
        expected: 0,
      },
      0,
      ({ re, im }) => re * im,
    ),
    nextBlockCheck(),
    ...[0, 5, 10, 15, 20].map(db => rayleighErrors('bpsk', db, db === 0 || db === 10)),
    ...[5, 10, 15, 20].map(db => rayleighErrors('16-qam', db, db === 10)),
    ...[10, 15, 20].map(db => rayleighErrors('64-qam', db, db === 10)),
  ],
};

/** Flat Rician fading, perfect channel knowledge. */
export const RICIAN_CHECKS: CheckSection = {
  id: 'rician',
  title: 'Flat Rician fading',
  checks: [
    ...powerMoments('rician', 3),
    ...powerMoments('rician', 10),
    momentCheck(
      {
        id: 'rician.lineOfSight.K3',
        title: 'mean gain with K = 3 along the line of sight',
        formula: '√(K/(K+1))',
        expected: Math.sqrt(3 / 4),
      },
      3,
      ({ re, im }) => re * Math.cos(LOS_PHASE_RAD) + im * Math.sin(LOS_PHASE_RAD),
    ),
    ...[0, 5, 10, 15].map(db => ricianErrors(3, db, db === 5)),
    ...[0, 5, 10].map(db => ricianErrors(10, db, db === 5)),
    ricianErrors(1000, 5, false),
  ],
};
