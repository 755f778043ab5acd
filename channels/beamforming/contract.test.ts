import { describe, expect, it } from 'vitest';
import { testMatrix, testUnitary } from '../../kernels/linear/fixture.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  multiply,
  scaleSides,
  squaredNorm,
} from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { independentUsers, sentCorrelation } from './correlation.ts';
import { randomCorrelation } from './fixture.ts';
import {
  maximumRatioTransmission,
  type PrecoderSettings,
  regularisedZeroForcing,
  zeroForcingPrecoder,
} from './precoder.ts';
import { radiatedPower, receptions } from './reception.ts';
import { cooperativeWmmse, wmmse } from './wmmse.ts';

/** What every precoder must keep to. A new one joins by adding a row. */
interface Row {
  readonly name: string;
  precode(channel: ComplexMatrix, settings: PrecoderSettings): ComplexMatrix;
  /** Correlation of the symbols that it is made for. */
  readonly correlation?: (users: number) => Matrix;
}

const groupsOf = (users: number) => Array.from({ length: users }, (_, k) => k >> 1);
const alike = (users: number) => randomCorrelation(users, 1, randomStream('contract', 'correlation', users));
const allocations = ['equal', 'water-filling', 'max-min'] as const;
const linear = {
  'maximum ratio': maximumRatioTransmission,
  'zero-forcing': zeroForcingPrecoder,
  'regularised zero-forcing': regularisedZeroForcing,
};

const rows: readonly Row[] = [
  ...Object.entries(linear).flatMap(([name, precoder]) =>
    allocations.map(allocation => ({
      name: `${name}, ${allocation}`,
      precode: (channel: ComplexMatrix, settings: PrecoderSettings) =>
        precoder(channel, { ...settings, allocation }),
    })),
  ),
  { name: 'WMMSE', precode: (channel, settings) => wmmse(channel, settings).precoder },
  {
    name: 'correlation-aware WMMSE',
    precode: (channel, settings) =>
      cooperativeWmmse(
        channel,
        { correlation: alike(channel.rows), groups: groupsOf(channel.rows) },
        settings,
      ).precoder,
    correlation: users => sentCorrelation(alike(users), groupsOf(users)),
  },
];

/** Precoders with likely faults. Each must fail one of the checks. */
const broken = {
  withoutConjugate: (channel: ComplexMatrix, { power }: PrecoderSettings) => {
    const turned = complexMatrix(channel.cols, channel.rows, (r, c) => entryOf(channel, c, r));
    return scaleBy(turned, Math.sqrt(power / squaredNorm(turned)));
  },
  powerPerUser: (channel: ComplexMatrix, settings: PrecoderSettings) =>
    scaleBy(maximumRatioTransmission(channel, settings), Math.sqrt(channel.rows)),
  byFirstAntenna: (channel: ComplexMatrix, { power }: PrecoderSettings) =>
    complexMatrix(channel.cols, channel.rows, m => ({
      re: m === 0 ? Math.sqrt(power / channel.rows) : 0,
      im: 0,
    })),
};

function scaleBy(a: ComplexMatrix, factor: number): ComplexMatrix {
  return scaleSides(a, { left: new Float64Array(a.rows).fill(factor) });
}

const SETTINGS = { power: 20, noiseVar: 0.7 };
const shapes = [
  [1, 4],
  [2, 2],
  [3, 4],
  [4, 6],
] as const;
const draws = shapes.flatMap(([users, antennas]) => [1, 2].map(seed => testMatrix(users, antennas, seed)));

function snrs(
  { correlation = independentUsers, precode }: Omit<Row, 'name'>,
  channel: ComplexMatrix,
  settings = SETTINGS,
) {
  const gains = multiply(channel, precode(channel, settings));
  return receptions(gains, correlation(channel.rows), settings.noiseVar).map(({ snr }) => snr);
}

/** Largest relative change of an SNR, as seen from the rates; iterative precoders agree as far as their tolerance goes. */
function change(before: readonly number[], after: readonly number[]): number {
  return Math.max(...before.map((snr, k) => Math.abs(Math.log1p(after[k]) / Math.log1p(snr) - 1)));
}

describe.each(rows)('$name', row => {
  it('radiates P', () => {
    const { correlation = independentUsers } = row;
    for (const channel of draws)
      expect(radiatedPower(row.precode(channel, SETTINGS), correlation(channel.rows)) / 20).toBeCloseTo(
        1,
        11,
      );
  });

  it('is maximum ratio for one user: |h·w|² = P‖h‖²', () => {
    for (const antennas of [1, 2, 8]) {
      const channel = testMatrix(1, antennas, antennas);
      const [snr] = snrs(row, channel);
      expect(snr / ((SETTINGS.power * squaredNorm(channel)) / SETTINGS.noiseVar)).toBeCloseTo(1, 9);
    }
  });

  it('does not notice turned antennas', () => {
    for (const channel of draws) {
      const turned = multiply(channel, testUnitary(channel.cols, 3));
      expect(change(snrs(row, channel), snrs(row, turned))).toBeLessThan(1e-4);
    }
  });

  it("does not notice the phase of a user's channel", () => {
    for (const channel of draws) {
      const phases = complexMatrix(channel.rows, channel.rows, (r, c) =>
        r === c ? { re: Math.cos(2 * r + 1), im: Math.sin(2 * r + 1) } : { re: 0, im: 0 },
      );
      expect(change(snrs(row, channel), snrs(row, multiply(phases, channel)))).toBeLessThan(1e-4);
    }
  });

  it('scales: a channel c times as strong with noise c² times as strong is the same', () => {
    for (const channel of draws) {
      const scaled = snrs(row, scaleBy(channel, 30), { ...SETTINGS, noiseVar: 900 * SETTINGS.noiseVar });
      expect(change(snrs(row, channel), scaled)).toBeLessThan(1e-4);
    }
  });

  it('repeats itself and leaves its input alone', () => {
    const channel = testMatrix(4, 6, 9);
    const once = row.precode(channel, SETTINGS);
    expect(row.precode(channel, SETTINGS)).toEqual(once);
    expect(channel).toEqual(testMatrix(4, 6, 9));
    expect([once.rows, once.cols]).toEqual([6, 4]);
  });

  it('refuses a channel with a silent user, with NaN, no noise and no power, with the name of the draw', () => {
    const settings = { ...SETTINGS, draw: [7, 'channel', 12] };
    const zero = scaleSides(testMatrix(2, 3, 1), { left: [1, 0] });
    expect(() => row.precode(zero, settings)).toThrow(
      'channel[1]: all 3 entries of user 1 are 0, nothing reaches it, in the channel drawn from randomStream(7,"channel",12)',
    );
    const wrong = scaleSides(testMatrix(2, 3, 1), { left: [1, Number.NaN] });
    expect(() => row.precode(wrong, settings)).toThrow('channel[1][0]: NaN + NaNi is not finite');
    const channel = testMatrix(2, 3, 1);
    expect(() => row.precode(channel, { ...SETTINGS, noiseVar: 0 })).toThrow('noiseVar: 0 is not in (0, ∞)');
    expect(() => row.precode(channel, { ...SETTINGS, power: -1 })).toThrow('power: -1 is not in (0, ∞)');
  });
});

describe('the contract', () => {
  it('catches a precoder that forgets to conjugate', () => {
    const channel = testMatrix(1, 8, 8);
    const [snr] = snrs({ precode: broken.withoutConjugate }, channel);
    expect(snr / ((SETTINGS.power * squaredNorm(channel)) / SETTINGS.noiseVar)).toBeLessThan(0.99);
  });

  it('catches one that gives every user all of the power', () => {
    const precoder = broken.powerPerUser(testMatrix(4, 6, 1), SETTINGS);
    expect(radiatedPower(precoder, independentUsers(4)) / 20).toBeCloseTo(4, 10);
  });

  it('catches one that depends on how antennas are numbered', () => {
    const channel = testMatrix(3, 4, 1);
    const turned = multiply(channel, testUnitary(4, 3));
    const row = { precode: broken.byFirstAntenna };
    expect(change(snrs(row, channel), snrs(row, turned))).toBeGreaterThan(1e-2);
  });
});

describe('zero-forcing', () => {
  it('leaves no interference', () => {
    const channel = testMatrix(4, 6, 2);
    const gains = multiply(channel, zeroForcingPrecoder(channel, SETTINGS));
    const own = diagonalMatrix([0, 1, 2, 3].map(k => gains.re[k * 5]));
    expect(Math.sqrt(squaredNorm({ ...gains, re: gains.re.map((x, i) => x - own.re[i]) }))).toBeLessThan(
      1e-12,
    );
  });

  it('says which precoders remain for more users than antennas', () => {
    expect(() => zeroForcingPrecoder(testMatrix(5, 3, 1), SETTINGS)).toThrow(
      'precoder: zero-forcing needs an antenna for every user: 3 antennas cannot serve 5 users; maximum ratio, regularised zero-forcing and WMMSE remain',
    );
  });

  it('names the draw in which two users have the same channel', () => {
    const row = testMatrix(1, 3, 1);
    const channel = complexMatrix(2, 3, (_, c) => entryOf(row, 0, c));
    expect(() => zeroForcingPrecoder(channel, { ...SETTINGS, draw: ['cell', 4] })).toThrow(
      /^precoder: cholesky: the matrix is not positive definite, pivot 2 of 2 is .*, in the channel drawn from randomStream\("cell",4\)$/,
    );
    expect(snrs({ precode: regularisedZeroForcing }, channel).every(snr => snr > 0 && snr < 1)).toBe(true);
  });

  it('is where regularised zero-forcing goes at high SNR, and maximum ratio at low', () => {
    const channel = testMatrix(3, 5, 4);
    const distance = (a: ComplexMatrix, b: ComplexMatrix) =>
      squaredNorm({ ...a, re: a.re.map((x, i) => x - b.re[i]), im: a.im.map((x, i) => x - b.im[i]) });
    const [high, low] = [1e-9, 1e9].map(noiseVar => ({ power: 1, noiseVar }));
    expect(distance(regularisedZeroForcing(channel, high), zeroForcingPrecoder(channel, high))).toBeLessThan(
      1e-12,
    );
    expect(
      distance(regularisedZeroForcing(channel, low), maximumRatioTransmission(channel, low)),
    ).toBeLessThan(1e-12);
    expect(
      distance(maximumRatioTransmission(channel, low), zeroForcingPrecoder(channel, low)),
    ).toBeGreaterThan(0.01);
  });
});

describe('max-min allocation', () => {
  it('gives all users the same SINR, above that of the weakest under equal power', () => {
    const channel = testMatrix(4, 6, 5);
    for (const precoder of Object.values(linear)) {
      const fair = snrs({ precode: (h, s) => precoder(h, { ...s, allocation: 'max-min' }) }, channel);
      const equal = snrs({ precode: precoder }, channel);
      for (const snr of fair) expect(snr / fair[0]).toBeCloseTo(1, 9);
      expect(fair[0]).toBeGreaterThan(Math.min(...equal));
    }
  });

  it('costs sum rate, which water-filling gains under zero-forcing', () => {
    const rate = (channel: ComplexMatrix, allocation: (typeof allocations)[number]) =>
      snrs({ precode: (h, s) => zeroForcingPrecoder(h, { ...s, allocation }) }, channel).reduce(
        (sum, snr) => sum + Math.log2(1 + snr),
        0,
      );
    for (const channel of draws.slice(2)) {
      const [equal, filled, fair] = allocations.map(allocation => rate(channel, allocation));
      expect(filled).toBeGreaterThanOrEqual(equal);
      expect(equal).toBeGreaterThan(fair);
    }
  });
});

describe('adjoint and channel', () => {
  it('agree that row k of H is h_kᴴ: maximum ratio sends column k of Hᴴ', () => {
    const channel = testMatrix(2, 3, 6);
    const precoder = maximumRatioTransmission(channel, { power: 2, noiseVar: 1 });
    const column = adjoint(channel);
    const length = Math.hypot(...[0, 2, 4].flatMap(i => [column.re[i], column.im[i]]));
    for (const i of [0, 2, 4]) {
      expect(precoder.re[i]).toBeCloseTo(column.re[i] / length, 12);
      expect(precoder.im[i]).toBeCloseTo(column.im[i] / length, 12);
    }
  });
});
