import { waterFilling } from '../../../channels/beamforming/powerAllocation/waterFilling.ts';
import { add, type ComplexSignal, scale, zeroSignal } from '../../../kernels/complex.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import { complexNormal } from '../../../kernels/random/normal.ts';
import type { Bench, Check, CheckSection, Measurement } from '../check.ts';
import {
  awgnCapacity,
  multipleAccessSum,
  rayleighCapacity,
  rayleighOutage,
  waterFillingCapacity,
} from '../closedForms/capacity.ts';
import { errorRateCheck, inChunks, inWords, runningMean } from './experiments.ts';

/** log2(1 + |h|²γ) of independent Rayleigh blocks. */
function forEachRate(bench: Bench, gamma: number, draws: number, visit: (rate: number) => void): void {
  const process = bench.channels.blockFading({ symbolsPerBlock: 1 }, bench.stream('gains'));
  inChunks(draws, bench.batch, (first, count) => {
    const { re, im } = process.gains(first, count);
    for (let i = 0; i < count; i++) visit(awgnCapacity((re[i] ** 2 + im[i] ** 2) * gamma));
  });
}

function ergodicCheck(snrDb: number, quick: boolean): Check {
  const gamma = dbToLinear(snrDb);
  return {
    id: `capacity.rayleigh.${snrDb}dB`,
    title: `ergodic capacity of Rayleigh fading at ${inWords(snrDb)} dB, bit per use`,
    formula: 'e^(1/γ) E₁(1/γ)/ln 2',
    expected: rayleighCapacity(gamma),
    quick,
    batched: true,
    measure(bench) {
      const mean = runningMean();
      forEachRate(bench, gamma, 100_000, mean.add);
      return mean.measurement();
    },
  };
}

function outageCheck(rate: number, snrDb: number, quick: boolean): Check {
  const gamma = dbToLinear(snrDb);
  const about = {
    id: `capacity.outage.${rate}bit.${snrDb}dB`,
    title: `outage of ${rate} bit per use over Rayleigh fading at ${inWords(snrDb)} dB`,
    formula: '1 − exp(−(2^R − 1)/γ)',
    expected: rayleighOutage(rate, gamma),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => {
    let outages = 0;
    forEachRate(bench, gamma, trials, capacity => {
      if (capacity < rate) outages++;
    });
    return outages;
  });
}

/** Gains over which the water is poured at once: so many that the level hardly moves from one lot to the next. */
const LOT = 4000;

function waterFillingCheck(snrDb: number, quick: boolean): Check {
  const gamma = dbToLinear(snrDb);
  return {
    id: `capacity.waterFilling.${snrDb}dB`,
    title: `water-filling over Rayleigh fading at ${inWords(snrDb)} dB, bit per use`,
    formula: 'E₁(γ₀/γ)/ln 2',
    expected: waterFillingCapacity(gamma),
    quick,
    batched: false,
    measure(bench) {
      const process = bench.channels.blockFading({ symbolsPerBlock: 1 }, bench.stream('gains'));
      const mean = runningMean();
      inChunks(100 * LOT, LOT, first => {
        const { re, im } = process.gains(first, LOT);
        const gains = Array.from(re, (x, i) => (x ** 2 + im[i] ** 2) * gamma);
        const powers = waterFilling(gains, LOT);
        mean.add(gains.reduce((sum, gain, i) => sum + awgnCapacity(gain * powers[i]), 0) / LOT);
      });
      return mean.measurement();
    },
  };
}

const UNIT_GAIN = { re: 0.6, im: 0.8 };
const NOISE_VAR = 0.1;
/** Symbols of a multiple-access check, and those of a block. */
const SYMBOLS = 64_000;
const BLOCK = 64;

/** Sends `users` Gaussian signals of unit power, or silence, over the multiple-access channel; visits each part. */
function superpose(
  bench: Bench,
  users: number,
  silent: boolean,
  visit: (received: ComplexSignal, sent: readonly ComplexSignal[]) => void,
): void {
  const sources = Array.from({ length: users }, (_, k) => bench.stream(`source ${k}`));
  const noise = bench.stream('noise');
  inChunks(SYMBOLS, bench.batch * BLOCK, (_, count) => {
    const sent = sources.map(source => (silent ? zeroSignal(count) : complexNormal(source, count)));
    const onAir = sent.map(signal => ({ signal, gain: UNIT_GAIN, power: 1 }));
    visit(bench.channels.multipleAccess(onAir, { noiseVar: NOISE_VAR }, noise), sent);
  });
}

function receivedPowerCheck(users: number, silent: boolean): Check {
  return {
    id: `capacity.mac.${silent ? 'noise' : 'power'}.${users}users`,
    title: silent
      ? `noise that one receiver hears from ${users} silent users`
      : `power that one receiver hears from ${users} users of equal power`,
    formula: silent ? 'N0' : 'K P + N0',
    expected: (silent ? 0 : users) + NOISE_VAR,
    quick: true,
    batched: true,
    measure(bench) {
      const mean = runningMean();
      superpose(bench, users, silent, ({ re, im }) => {
        for (let i = 0; i < re.length; i++) mean.add(re[i] ** 2 + im[i] ** 2);
      });
      return mean.measurement();
    },
  };
}

/**
 * Successive cancellation: user after user is decoded, with those not yet decoded as noise, and subtracted. The rates
 * log2(power before / power after) telescope to the sum capacity, a corner point of the region.
 */
function cancellationCheck(users: number, quick: boolean): Check {
  return {
    id: `capacity.mac.sum.${users}users`,
    title: `sum rate of successive cancellation, ${users} users at 10 dB each, bit per use`,
    formula: 'log₂(1 + K γ)',
    expected: multipleAccessSum(users, 1 / NOISE_VAR),
    quick,
    batched: true,
    measure: bench => cancellationRate(bench, users),
  };
}

function cancellationRate(bench: Bench, users: number): Measurement {
  const powers = new Array<number>(users + 1).fill(0);
  // Symbol by symbol, so that sums round in the same way at any batch size.
  const measure = ({ length, re, im }: ComplexSignal, k: number) => {
    for (let i = 0; i < length; i++) powers[k] += re[i] ** 2 + im[i] ** 2;
  };
  superpose(bench, users, false, (received, sent) => {
    let left = received;
    measure(left, 0);
    sent.forEach((signal, k) => {
      left = add(left, scale(signal, { re: -UNIT_GAIN.re, im: -UNIT_GAIN.im }));
      measure(left, k + 1);
    });
  });
  let rate = 0;
  for (let k = 0; k < users; k++) rate += Math.log2(powers[k] / powers[k + 1]);
  // The logarithm of a mean power over n symbols has variance 1/n; only the first and the last one stay in the sum.
  const standardError = Math.sqrt(2 / SYMBOLS) / Math.LN2;
  return { kind: 'mean', mean: rate, standardError, count: SYMBOLS };
}

/** Rates that channels carry. */
export const CAPACITY_CHECKS: CheckSection = {
  id: 'capacity',
  title: 'Capacity, outage and multiple access',
  checks: [
    ...[-10, 0, 10, 20, 30].map(db => ergodicCheck(db, db === 0 || db === 10)),
    ...[-10, 0, 20].map(db => waterFillingCheck(db, db === 0)),
    outageCheck(1, 0, false),
    outageCheck(1, 10, true),
    outageCheck(1, 20, true),
    outageCheck(2, 10, false),
    outageCheck(2, 20, false),
    ...[1, 4, 16].map(users => receivedPowerCheck(users, true)),
    ...[2, 16].map(users => receivedPowerCheck(users, false)),
    cancellationCheck(2, true),
    cancellationCheck(8, false),
  ],
};
