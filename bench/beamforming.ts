import { complex, inv, type MathCollection, matrix, multiply as multiplyByMathjs } from 'mathjs';
import { rayleighMatrix } from '../channels/arrays/rayleigh.ts';
import { independentUsers } from '../channels/beamforming/correlation.ts';
import {
  maximumRatioTransmission,
  type Precoder,
  zeroForcingPrecoder,
} from '../channels/beamforming/precoder.ts';
import { sumRate } from '../channels/beamforming/reception.ts';
import {
  type Cooperation,
  cooperativeWmmse,
  type OptimisedPrecoder,
  wmmse,
} from '../channels/beamforming/wmmse.ts';
import { invertPositive } from '../kernels/linear/cholesky.ts';
import { type ComplexMatrix, multiply, rowGram } from '../kernels/linear/matrix.ts';
import { dbToLinear } from '../kernels/power.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { median } from '../kernels/statistics/median.ts';

const USERS = 8;
const ANTENNAS = 16;
const DRAWS = 40;
const ROUNDS = 5;

/** Precoders found per second of processor time on one core. */
export interface BeamformingRate {
  readonly name: string;
  readonly unit: 'solves/CPU s';
  readonly min: number;
  readonly median: number;
  /** Mean over the draws of a round, all starts together. */
  readonly iterations: number;
  /** Solves that ran out of iterations. */
  readonly unfinished: number;
}

/** Time of 8 × 8 complex products and Hermitian inverses, by our loops and by mathjs. */
export interface AlgebraCost {
  readonly name: string;
  readonly unit: 'CPU µs';
  readonly own: number;
  readonly mathjs: number;
  readonly ratio: number;
}

/**
 * A solve goes from a new Rayleigh channel to a precoder: for WMMSE two starts, for the correlation-aware one these two and three more, each
 * until an iteration raises Σ ln(1 + γ) by less than 1e-8 of itself.
 */
export function beamformingRates(): BeamformingRate[] {
  const alike: Cooperation = { correlation: allAlike(USERS, 0.7), groups: [0, 0, 0, 0, 1, 1, 1, 1] };
  return [0, 10, 20, 30].flatMap(snrDb => {
    const settings = { power: dbToLinear(snrDb), noiseVar: 1 };
    const contestants: Record<string, (channel: ComplexMatrix) => OptimisedPrecoder> = {
      WMMSE: channel => wmmse(channel, settings),
      'correlation-aware WMMSE': channel => cooperativeWmmse(channel, alike, settings),
    };
    return Object.entries(contestants).map(([name, solve]) => ({
      name: `${name}, ${USERS} users, ${ANTENNAS} antennas, ${snrDb} dB`,
      ...rateOf(solve),
    }));
  });
}

function rateOf(solve: (channel: ComplexMatrix) => OptimisedPrecoder): Omit<BeamformingRate, 'name'> {
  const channels = Array.from({ length: DRAWS }, (_, i) =>
    rayleighMatrix(USERS, ANTENNAS, randomStream('bench', 'beamforming', i)),
  );
  const warm = channels.map(solve);
  const rates = Array.from({ length: ROUNDS }, () => DRAWS / cpuSeconds(() => channels.forEach(solve)));
  return {
    unit: 'solves/CPU s',
    min: Math.round(Math.min(...rates)),
    median: Math.round(median(rates)),
    iterations: Math.round(warm.reduce((sum, { iterations }) => sum + iterations, 0) / DRAWS),
    unfinished: warm.filter(({ converged }) => !converged).length,
  };
}

/** Mean sum rate with and without shared keys. */
export interface CooperationGain {
  readonly antennas: number;
  readonly snrDb: number;
  readonly correlation: number;
  /** Bits per channel use of four users together, means over the draws. */
  readonly maximumRatio: number;
  readonly zeroForcing: number;
  readonly wmmse: number;
  readonly cooperative: number;
}

/** Four users in two groups of two, 4 and 8 antennas: the table of docs/beamforming.md. */
export function cooperationGains(): CooperationGain[] {
  const groups = [0, 0, 1, 1];
  const mean = (rates: readonly number[]) =>
    Number((rates.reduce((a, b) => a + b, 0) / rates.length).toFixed(2));
  return [4, 8].flatMap(antennas => {
    const channels = Array.from({ length: 100 }, (_, i) =>
      rayleighMatrix(groups.length, antennas, randomStream('bench', 'cooperation', antennas, i)),
    );
    return [0, 10, 20].flatMap(snrDb => {
      const settings = { power: dbToLinear(snrDb), noiseVar: 1 };
      const alone = independentUsers(groups.length);
      const linear = (precoder: Precoder) =>
        mean(channels.map(channel => sumRate(multiply(channel, precoder(channel, settings)), alone, 1)));
      const conventional = {
        maximumRatio: linear(maximumRatioTransmission),
        zeroForcing: linear(zeroForcingPrecoder),
        wmmse: mean(channels.map(channel => wmmse(channel, settings).sumRate)),
      };
      return [0.3, 0.7, 1].map(correlation => {
        const cooperation = { correlation: allAlike(groups.length, correlation), groups };
        const rates = channels.map(channel => cooperativeWmmse(channel, cooperation, settings).sumRate);
        return { antennas, snrDb, correlation, ...conventional, cooperative: mean(rates) };
      });
    });
  });
}

export function smallAlgebraCosts(): AlgebraCost[] {
  const own = rowGram(rayleighMatrix(USERS, ANTENNAS, randomStream('bench', 'algebra')));
  const theirs = matrix(
    Array.from({ length: USERS }, (_, r) =>
      Array.from({ length: USERS }, (_, c) => complex(own.re[r * USERS + c], own.im[r * USERS + c])),
    ) as unknown as MathCollection,
  );
  return [
    cost(
      'product',
      () => multiply(own, own),
      () => multiplyByMathjs(theirs, theirs),
    ),
    cost(
      'inverse',
      () => invertPositive(own),
      () => inv(theirs),
    ),
  ];
}

function cost(name: string, own: () => unknown, mathjs: () => unknown): AlgebraCost {
  const microseconds = (run: () => unknown, times: number) => {
    const once = () => {
      for (let i = 0; i < times; i++) run();
    };
    once();
    return (1e6 * Math.min(...Array.from({ length: ROUNDS }, () => cpuSeconds(once)))) / times;
  };
  const [ours, theirs] = [microseconds(own, 20_000), microseconds(mathjs, 500)];
  return {
    name: `complex ${name}, ${USERS} × ${USERS}`,
    unit: 'CPU µs',
    own: Number(ours.toFixed(2)),
    mathjs: Number(theirs.toFixed(1)),
    ratio: Math.round(theirs / ours),
  };
}

function cpuSeconds(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function allAlike(users: number, correlation: number) {
  const data = new Float64Array(users * users).fill(correlation);
  for (let k = 0; k < users; k++) data[k * users + k] = 1;
  return { rows: users, cols: users, data };
}
