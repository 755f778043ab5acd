import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, meanPower, scale } from '../../kernels/complex.ts';
import { invertPositive } from '../../kernels/linear/cholesky.ts';
import { testMatrix } from '../../kernels/linear/fixture.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  diagonalMatrix,
  entryOf,
  multiply,
  plus,
  rowGram,
  scaleSides,
  squaredNorm,
} from '../../kernels/linear/matrix.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { mimoChannel } from '../arrays/mimo.ts';
import { rayleighMatrix } from '../arrays/rayleigh.ts';
import { maximumRatioCombining } from './combining.ts';
import {
  type LinearReceiver,
  lmmse,
  lmmseSinrs,
  matchedFilter,
  receiveLinear,
  zeroForcing,
} from './linear.ts';

const designs = { matchedFilter, zeroForcing, lmmse };
const NOISE_VAR = 0.3;
const LENGTH = 20_000;
const streamsOf = (antennas: number, name: string) =>
  Array.from({ length: antennas }, (_, r) => randomStream('receivers', name, r));

/** Error power of every stream, measured by sending Gaussian symbols. */
function measuredErrors(channel: ComplexMatrix, receiver: LinearReceiver): number[] {
  const sent = Array.from({ length: channel.cols }, (_, k) =>
    complexNormal(randomStream('receivers', 's', k), LENGTH),
  );
  const heard = mimoChannel(channel, sent, { noiseVar: NOISE_VAR }, streamsOf(channel.rows, 'noise'));
  const minus = (a: ComplexSignal, b: ComplexSignal) => add(a, scale(b, { re: -1, im: 0 }));
  return receiveLinear(receiver, heard).map((estimate, k) => meanPower(minus(estimate, sent[k])));
}

describe.each(Object.entries(designs))('%s', (_, design) => {
  const channel = testMatrix(4, 3, 1);

  it('passes its stream with gain 1 and an error of the variance it says', () => {
    const receiver = design(channel, { noiseVar: NOISE_VAR });
    const through = multiply(receiver.filters, channel);
    for (let k = 0; k < 3; k++) {
      expect(entryOf(through, k, k).re).toBeCloseTo(1, 12);
      expect(entryOf(through, k, k).im).toBeCloseTo(0, 12);
    }
    measuredErrors(channel, receiver).forEach((error, k) => {
      expect(Math.abs(error / receiver.noiseVars[k] - 1)).toBeLessThan(3.29 / Math.sqrt(LENGTH));
    });
  });

  it('is maximum ratio combining for one stream', () => {
    const alone = testMatrix(3, 1, 2);
    const receiver = design(alone, { noiseVar: NOISE_VAR });
    const heard = mimoChannel(
      alone,
      [complexNormal(randomStream('receivers', 'one'), 50)],
      { noiseVar: NOISE_VAR },
      streamsOf(3, 'one'),
    );
    const branches = heard.map((signal, r) => ({ signal, gain: entryOf(alone, r, 0), noiseVar: NOISE_VAR }));
    const combined = maximumRatioCombining(branches);
    const [estimate] = receiveLinear(receiver, heard);
    expect(combined.noiseVar).toBeCloseTo(receiver.noiseVars[0], 12);
    expect(combined.noiseVar).toBeCloseTo(NOISE_VAR / squaredNorm(alone), 12);
    for (let i = 0; i < 50; i++) expect(estimate.re[i]).toBeCloseTo(combined.signal.re[i], 5);
  });

  it('refuses a stream of which nothing is heard, with the name of the draw', () => {
    const silent = scaleSides(channel, { right: [1, 1, 0] });
    expect(() => design(silent, { noiseVar: 1, draw: ['uplink', 3] })).toThrow(
      'channel[…][2]: all 4 entries of user 2 are 0, nothing is heard of it, in the channel drawn from randomStream("uplink",3)',
    );
    expect(() => design(channel, { noiseVar: -1 })).toThrow('noiseVar: -1 is not in (0, ∞)');
  });
});

describe('lmmse', () => {
  it('has SINR 1/[(I + HᴴH/N0)⁻¹]_kk − 1, above all other receivers', () => {
    for (const [antennas, streams] of [
      [4, 3],
      [3, 3],
      [2, 4],
    ]) {
      const channel = testMatrix(antennas, streams, 3);
      const { noiseVars } = lmmse(channel, { noiseVar: NOISE_VAR });
      const sinrs = lmmseSinrs(channel, { noiseVar: NOISE_VAR });
      noiseVars.forEach((noiseVar, k) => {
        expect(1 / noiseVar / sinrs[k]).toBeCloseTo(1, 10);
        expect(noiseVar).toBeLessThan(matchedFilter(channel, { noiseVar: NOISE_VAR }).noiseVars[k]);
        if (streams <= antennas)
          expect(noiseVar).toBeLessThan(zeroForcing(channel, { noiseVar: NOISE_VAR }).noiseVars[k]);
      });
    }
  });

  it('is zero-forcing where noise vanishes and the matched filter where it is all', () => {
    const channel = testMatrix(4, 3, 4);
    const distance = (a: LinearReceiver, b: LinearReceiver) =>
      Math.sqrt(squaredNorm(plus(a.filters, b.filters, -1)) / squaredNorm(b.filters));
    const [quiet, loud] = [{ noiseVar: 1e-9 }, { noiseVar: 1e9 }];
    expect(distance(lmmse(channel, quiet), zeroForcing(channel, quiet))).toBeLessThan(1e-7);
    expect(distance(lmmse(channel, loud), matchedFilter(channel, loud))).toBeLessThan(1e-7);
    expect(distance(matchedFilter(channel, loud), zeroForcing(channel, loud))).toBeGreaterThan(0.01);
  });
});

describe('zeroForcing', () => {
  it('lets no stream into another: v_k = N0 [(HᴴH)⁻¹]_kk', () => {
    const channel = testMatrix(5, 3, 5);
    const { filters, noiseVars } = zeroForcing(channel, { noiseVar: NOISE_VAR });
    const through = plus(multiply(filters, channel), diagonalMatrix([1, 1, 1]), -1);
    expect(Math.sqrt(squaredNorm(through))).toBeLessThan(1e-12);
    const inverse = invertPositive(rowGram(adjoint(channel)));
    noiseVars.forEach((noiseVar, k) => {
      expect(noiseVar).toBeCloseTo(NOISE_VAR * inverse.re[4 * k], 12);
    });
  });

  it('says what remains for more streams than antennas, and which draw was singular', () => {
    expect(() => zeroForcing(testMatrix(2, 3, 1), { noiseVar: 1 })).toThrow(
      '2 antennas cannot separate 3 streams; matched filter, LMMSE and successive cancellation remain',
    );
    const column = testMatrix(3, 1, 1);
    const twins = complexMatrix(3, 2, r => entryOf(column, r, 0));
    expect(() => zeroForcing(twins, { noiseVar: 1, draw: ['uplink', 8] })).toThrow(
      /pivot 2 of 2 .*drawn from randomStream\("uplink",8\)$/,
    );
  });
});

/** BPSK over L independent Rayleigh branches of mean SNR γ (Proakis 2001, equation 14.4-15). */
function diversityErrorRate(branches: number, snr: number): number {
  const mu = Math.sqrt(snr / (1 + snr));
  let choose = 1;
  let sum = 0;
  for (let k = 0; k < branches; k++) {
    sum += choose * ((1 + mu) / 2) ** k;
    choose *= (branches + k) / (k + 1);
  }
  return ((1 - mu) / 2) ** branches * sum;
}

describe('error rates over Rayleigh fading', () => {
  const one = complexNormal(randomStream('one'), 1);
  one.re[0] = 1;
  one.im[0] = 0;
  const minusOne = scale(one, { re: -1, im: 0 });

  /** Errors of BPSK on stream 0, a new channel for every symbol. */
  function errors(
    [antennas, streams]: readonly [number, number],
    snrDb: number,
    trials: number,
    receive: (channel: ComplexMatrix, heard: readonly ComplexSignal[], noiseVar: number) => ComplexSignal,
  ): number {
    const noiseVar = 1 / dbToLinear(snrDb);
    const name = ['error rates', antennas, streams, snrDb];
    const stream = randomStream(...name);
    const noise = Array.from({ length: antennas }, (_, r) => randomStream(...name, 'noise', r));
    let wrong = 0;
    for (let trial = 0; trial < trials; trial++) {
      const channel = rayleighMatrix(antennas, streams, stream);
      const bits = Array.from({ length: streams }, () => (stream.uint32() & 1 ? one : minusOne));
      const estimate = receive(channel, mimoChannel(channel, bits, { noiseVar }, noise), noiseVar);
      if (Math.sign(estimate.re[0]) !== bits[0].re[0]) wrong++;
    }
    return wrong;
  }

  const within = (count: number, trials: number, rate: number) => {
    const { low, high } = binomialInterval(count, trials, 0.999);
    return low <= rate && rate <= high;
  };

  it('closed form: the published values', () => {
    // Computed once with SciPy in double precision.
    for (const [branches, snrDb, rate] of [
      [1, 10, 2.3269e-2],
      [2, 0, 5.8058e-2],
      [2, 5, 1.1829e-2],
      [2, 10, 1.5991e-3],
      [4, 0, 1.1102e-2],
      [4, 5, 5.0725e-4],
    ])
      expect(diversityErrorRate(branches, dbToLinear(snrDb)) / rate).toBeCloseTo(1, 4);
    expect(diversityErrorRate(3, 10)).toBeCloseTo(1.2163e-4, 8);
  });

  const combine = (channel: ComplexMatrix, heard: readonly ComplexSignal[], noiseVar: number) =>
    maximumRatioCombining(heard.map((signal, r) => ({ signal, gain: entryOf(channel, r, 0), noiseVar })))
      .signal;

  it.each([
    [1, 10, 20_000],
    [2, 5, 40_000],
    [4, 0, 40_000],
  ])('maximum ratio combining of %d branches at %d dB', (branches, snrDb, trials) => {
    const count = errors([branches, 1], snrDb, trials, combine);
    expect(count).toBeGreaterThan(400);
    expect(within(count, trials, diversityErrorRate(branches, dbToLinear(snrDb)))).toBe(true);
  });

  it.each([
    [2, 2, 10, 20_000],
    [3, 2, 5, 40_000],
  ])(
    'zero-forcing with %d antennas and %d streams has Nr − K + 1 branches, at %d dB',
    (antennas, streams, snrDb, trials) => {
      const expected = diversityErrorRate(antennas - streams + 1, dbToLinear(snrDb));
      const shape = [antennas, streams] as const;
      const count = errors(
        shape,
        snrDb,
        trials,
        (channel, heard, noiseVar) => receiveLinear(zeroForcing(channel, { noiseVar }), heard)[0],
      );
      expect(count).toBeGreaterThan(400);
      expect(within(count, trials, expected)).toBe(true);
      const wrong = errors(
        shape,
        snrDb,
        5000,
        (channel, heard, noiseVar) => receiveLinear(matchedFilter(channel, { noiseVar }), heard)[0],
      );
      expect(within(wrong, 5000, expected)).toBe(false);
    },
  );

  it('would notice combining without weights', () => {
    const equal = (_: ComplexMatrix, heard: readonly ComplexSignal[]) => heard.reduce(add);
    expect(within(errors([2, 1], 5, 5000, equal), 5000, diversityErrorRate(2, dbToLinear(5)))).toBe(false);
  });
});

describe('maximumRatioCombining', () => {
  it('adds SNRs of branches whose noise differs', () => {
    const gains = [
      { re: 1, im: 1 },
      { re: 0, im: -2 },
    ];
    const noiseVars = [0.5, 2];
    const sent = complexNormal(randomStream('combine', 's'), LENGTH);
    const branches = gains.map((gain, l) => ({
      gain,
      noiseVar: noiseVars[l],
      signal: add(scale(sent, gain), complexNormal(randomStream('combine', l), LENGTH, noiseVars[l])),
    }));
    const { signal, noiseVar } = maximumRatioCombining(branches);
    expect(1 / noiseVar).toBeCloseTo(2 / 0.5 + 4 / 2, 12);
    const error = meanPower(add(signal, scale(sent, { re: -1, im: 0 })));
    expect(Math.abs(error / noiseVar - 1)).toBeLessThan(3.29 / Math.sqrt(LENGTH));
  });

  it('refuses no branch, no noise and no gain', () => {
    const signal = complexNormal(randomStream('x'), 2);
    expect(() => maximumRatioCombining([])).toThrow('no branch');
    expect(() => maximumRatioCombining([{ signal, gain: { re: 0, im: 0 }, noiseVar: 1 }])).toThrow(
      'the gains of all 1 branches are 0',
    );
    expect(() => maximumRatioCombining([{ signal, gain: { re: 1, im: 0 }, noiseVar: 0 }])).toThrow(
      'branches[0].noiseVar: 0 is not in (0, ∞)',
    );
  });
});
