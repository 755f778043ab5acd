import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, meanPower, scale } from '../../kernels/complex.ts';
import { testMatrix } from '../../kernels/linear/fixture.ts';
import { type ComplexMatrix, complexMatrix, scaleSides } from '../../kernels/linear/matrix.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { mimoChannel } from '../arrays/mimo.ts';
import { rayleighMatrix } from '../arrays/rayleigh.ts';
import { jointRate, macMargin, waterFillingCapacity } from './capacity.ts';
import { lmmse, matchedFilter } from './linear.ts';
import { receiveSuccessively, successiveStages } from './successive.ts';

const NOISE_VAR = 0.2;
const rateOf = (noiseVars: readonly number[]) => noiseVars.reduce((sum, v) => sum + Math.log2(1 + 1 / v), 0);
const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap(item => permutations(items.filter(other => other !== item)).map(rest => [item, ...rest]));

describe('successive cancellation', () => {
  it('carries log2 det(I + HHᴴ/N0) in every order, which plain LMMSE and matched filters do not', () => {
    for (const [antennas, streams] of [
      [1, 2],
      [2, 2],
      [4, 3],
      [2, 4],
    ]) {
      const channel = testMatrix(antennas, streams, 1);
      const whole = jointRate(channel, NOISE_VAR);
      for (const order of [undefined, ...permutations([...Array(streams).keys()])]) {
        const stages = successiveStages(channel, { noiseVar: NOISE_VAR }, order);
        expect(rateOf(stages.map(({ noiseVar }) => noiseVar))).toBeCloseTo(whole, 9);
        if (order) expect(stages.map(({ stream }) => stream)).toEqual(order);
      }
      expect(rateOf(lmmse(channel, { noiseVar: NOISE_VAR }).noiseVars)).toBeLessThan(whole - 0.01);
      expect(rateOf(matchedFilter(channel, { noiseVar: NOISE_VAR }).noiseVars)).toBeLessThan(whole - 0.01);
    }
  });

  it('takes the best stream first', () => {
    const channel = scaleSides(testMatrix(3, 3, 2), { right: [0.1, 3, 1] });
    expect(successiveStages(channel, { noiseVar: NOISE_VAR }).map(({ stream }) => stream)).toEqual([1, 2, 0]);
  });

  const LENGTH = 20_000;
  const channel = testMatrix(2, 3, 3);
  const sent = [0, 1, 2].map(k => complexNormal(randomStream('sic', 's', k), LENGTH));
  const heard = mimoChannel(
    channel,
    sent,
    { noiseVar: NOISE_VAR },
    [0, 1].map(r => randomStream('sic', 'noise', r)),
  );
  const error = (estimate: ComplexSignal, k: number) =>
    meanPower(add(estimate, scale(sent[k], { re: -1, im: 0 })));
  const stages = successiveStages(channel, { noiseVar: NOISE_VAR });

  it('has errors of the variance it says when decisions are right, and larger ones when streams are left in', () => {
    const detections = receiveSuccessively(stages, channel, heard, stream => sent[stream]);
    detections.forEach(({ estimate, noiseVar, decided }, k) => {
      expect(Math.abs(error(estimate, k) / noiseVar - 1)).toBeLessThan(3.29 / Math.sqrt(LENGTH));
      expect(decided).toBe(sent[k]);
    });
    const left = receiveSuccessively(stages, channel, heard, () => undefined);
    const last = stages[2].stream;
    expect(error(left[last].estimate, last)).toBeGreaterThan(1.5 * left[last].noiseVar);
    expect(left[stages[0].stream].estimate).toEqual(detections[stages[0].stream].estimate);
  });

  it('tells the decider which stream it sees', () => {
    const seen: number[] = [];
    receiveSuccessively(stages, channel, heard, (stream, _, noiseVar) => {
      seen.push(stream);
      expect(noiseVar).toBe(stages[seen.length - 1].noiseVar);
      return undefined;
    });
    expect(seen).toEqual(stages.map(({ stream }) => stream));
  });

  it('refuses an order that leaves a stream out, and signals that do not fit', () => {
    expect(() => successiveStages(channel, { noiseVar: 1 }, [0, 0, 2])).toThrow(
      'order: 0, 0, 2 does not name each of 3 streams once',
    );
    expect(() => receiveSuccessively(stages, channel, heard.slice(1), () => undefined)).toThrow(
      '2 antennas, 1 signals',
    );
  });
});

describe('the multiple-access region', () => {
  it('of two users at 10 dB ends at 3.4594 each and 4.3923 together (Cover, Thomas 2006, section 15.3)', () => {
    const both = complexMatrix(1, 2, () => ({ re: Math.sqrt(10), im: 0 }));
    const one = complexMatrix(1, 1, () => ({ re: Math.sqrt(10), im: 0 }));
    expect(jointRate(one, 1)).toBeCloseTo(3.4594, 4);
    expect(jointRate(both, 1)).toBeCloseTo(4.3923, 4);
    expect(macMargin(both, 1, [3.4594, 4.3923 - 3.4594])).toBeCloseTo(0, 3);
    expect(macMargin(both, 1, [3.4594, 3.4594])).toBeLessThan(-2);
    expect(macMargin(both, 1, [1, 1])).toBeGreaterThan(2);
  });

  it('has a corner on its boundary for every order of cancellation, on one antenna and on several', () => {
    for (const antennas of [1, 3]) {
      const channel = testMatrix(antennas, 3, 4);
      const corners = permutations([0, 1, 2]).map(order => {
        const rates = [0, 0, 0];
        for (const { stream, noiseVar } of successiveStages(channel, { noiseVar: NOISE_VAR }, order))
          rates[stream] = Math.log2(1 + 1 / noiseVar);
        return rates;
      });
      for (const corner of corners) {
        expect(macMargin(channel, NOISE_VAR, corner)).toBeCloseTo(0, 9);
        expect(macMargin(channel, NOISE_VAR, [corner[0] + 0.01, corner[1], corner[2]])).toBeLessThan(-0.009);
      }
      // Between corners lies the face of the same sum, still on the boundary.
      const middle = [0, 1, 2].map(k => corners.reduce((sum, corner) => sum + corner[k], 0) / corners.length);
      expect(macMargin(channel, NOISE_VAR, middle)).toBeCloseTo(0, 9);
    }
  });

  it('refuses rates that do not fit the users', () => {
    expect(() => macMargin(testMatrix(1, 2, 1), 1, [1])).toThrow('macMargin: 1 rates for 2 users');
  });
});

describe('capacity of Rayleigh channels', () => {
  // Telatar 1999, theorem 2, integrated with SciPy in double precision.
  it.each([
    [2, 1, 5, 2.616],
    [1, 2, 10, 3.1663],
    [2, 2, 0, 1.685],
    [2, 2, 10, 5.5492],
    [4, 4, 10, 10.9414],
    [8, 8, 20, 43.9677],
  ])('%d × %d at %d dB is %d on average', (receiving, sending, snrDb, expected) => {
    const draws = 2500;
    const stream = randomStream('telatar', receiving, sending, snrDb);
    const amplitude = Math.sqrt(dbToLinear(snrDb) / sending);
    const scaled = (channel: ComplexMatrix, factor: number) =>
      scaleSides(channel, { left: new Float64Array(receiving).fill(factor) });
    const rates: number[] = [];
    let withFullPowerEach = 0;
    for (let i = 0; i < draws; i++) {
      const channel = rayleighMatrix(receiving, sending, stream);
      rates.push(jointRate(scaled(channel, amplitude), 1));
      withFullPowerEach += jointRate(scaled(channel, Math.sqrt(dbToLinear(snrDb))), 1) / draws;
    }
    const mean = rates.reduce((a, b) => a + b) / draws;
    const spread = Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (draws - 1));
    const halfWidth = (3.29 * spread) / Math.sqrt(draws);
    expect(Math.abs(mean - expected)).toBeLessThan(halfWidth);
    if (sending > 1) expect(Math.abs(withFullPowerEach - expected)).toBeGreaterThan(halfWidth);
  });

  it('with water-filling is never below equal power, and equal to it at high SNR', () => {
    const equal = (channel: ComplexMatrix, power: number) => jointRate(channel, channel.cols / power);
    for (let seed = 0; seed < 10; seed++) {
      const channel = testMatrix(3, 3, seed);
      for (const power of [0.1, 1, 10])
        expect(waterFillingCapacity(channel, power, 1)).toBeGreaterThan(equal(channel, power));
      expect(waterFillingCapacity(channel, 1e8, 1) - equal(channel, 1e8)).toBeLessThan(1e-3);
    }
  });

  it('of one receiving antenna is that of maximum ratio transmission', () => {
    const channel = testMatrix(1, 4, 1);
    const strength = channel.re.reduce((sum, x, i) => sum + x * x + channel.im[i] ** 2, 0);
    expect(waterFillingCapacity(channel, 5, 0.1)).toBeCloseTo(Math.log2(1 + 50 * strength), 10);
  });
});
