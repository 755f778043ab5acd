import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, complexSignal, meanPower, scale, zeroSignal } from '../kernels/complex.ts';
import { noiseVariance } from '../kernels/power.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { type RandomStream, randomStream } from '../kernels/random/stream.ts';
import { awgn } from './awgn.ts';
import { multipleAccess } from './multipleAccess.ts';

/**
 * What every channel must keep to. A new one joins by adding a row: how it carries `signals`, one per user with unit gain
 * and power, to one receiver.
 */
interface Row {
  readonly name: string;
  /** User counts that the channel takes. */
  readonly users: readonly number[];
  carry(signals: readonly ComplexSignal[], noiseVar: number, stream: RandomStream): ComplexSignal;
}

const channels: readonly Row[] = [
  { name: 'awgn', users: [1], carry: ([signal], noiseVar, stream) => awgn(signal, { noiseVar }, stream) },
  {
    name: 'multipleAccess',
    users: [1, 2, 4, 8, 16],
    carry: (signals, noiseVar, stream) =>
      multipleAccess(
        signals.map(signal => ({ signal, gain: { re: 0.6, im: 0.8 }, power: 1 })),
        { noiseVar },
        stream,
      ),
  },
];

/** Channels with faults seen in the wild. Each must fail one of the checks. */
const broken = {
  noisePerUser: (signals: readonly ComplexSignal[], noiseVar: number, stream: RandomStream) =>
    signals.map(signal => awgn(signal, { noiseVar }, stream)).reduce(add),
  noiseFromBatchPower: (signals: readonly ComplexSignal[], noiseVar: number, stream: RandomStream) =>
    awgn(signals[0], { noiseVar: noiseVar * meanPower(signals[0]) }, stream),
};

const LENGTH = 50_000;
const NOISE_VAR = 0.1;
/** 99.9 % half-width of the mean of |n|² over CN(0, N0): its standard deviation is N0. */
const HALF_WIDTH = (3.29 * NOISE_VAR) / Math.sqrt(LENGTH);

const stream = () => randomStream('contract', 'noise');
const source = (user: number, length = LENGTH) =>
  complexNormal(randomStream('contract', 'source', user), length);
const silence = (users: number) => Array.from({ length: users }, () => zeroSignal(LENGTH));
const slice = ({ re, im }: ComplexSignal, from: number, to: number) =>
  complexSignal(re.slice(from, to), im.slice(from, to));
const difference = (a: ComplexSignal, b: ComplexSignal) => add(a, scale(b, { re: -1, im: 0 }));

function noiseFloor(carry: Row['carry'], users: number): number {
  return meanPower(carry(silence(users), NOISE_VAR, stream()));
}

/** Noise that a signal of the given power receives, over what it should. */
function noiseBesideSignal(carry: Row['carry'], power: number): number {
  const signal = scale(source(0), { re: Math.sqrt(power), im: 0 });
  const clean = carry([signal], 0, stream());
  return meanPower(difference(carry([signal], NOISE_VAR, stream()), clean));
}

describe.each(channels)('$name', ({ carry, users }) => {
  it('has the same noise floor for any number of silent users', () => {
    for (const count of users)
      expect(Math.abs(noiseFloor(carry, count) - NOISE_VAR)).toBeLessThan(HALF_WIDTH);
  });

  it('gives each signal the noise it was asked for, whatever the signal carries', () => {
    for (const power of [1, 0.01])
      expect(Math.abs(noiseBesideSignal(carry, power) - NOISE_VAR)).toBeLessThan(HALF_WIDTH);
  });

  it('gives the same bits in one long call and in two short ones', () => {
    const signals = Array.from({ length: Math.max(...users) }, (_, user) => source(user, 1000));
    const whole = carry(signals, NOISE_VAR, stream());
    const shared = stream();
    const parts = [
      [0, 300],
      [300, 1000],
    ].map(([from, to]) =>
      carry(
        signals.map(signal => slice(signal, from, to)),
        NOISE_VAR,
        shared,
      ),
    );
    expect(slice(whole, 0, 300)).toEqual(parts[0]);
    expect(slice(whole, 300, 1000)).toEqual(parts[1]);
  });

  it('receives as much power as independent users send, plus noise', () => {
    for (const count of users) {
      const signals = Array.from({ length: count }, (_, user) => source(user));
      const expected = count + NOISE_VAR;
      const measured = meanPower(carry(signals, NOISE_VAR, stream()));
      expect(Math.abs(measured - expected)).toBeLessThan((3.29 * expected) / Math.sqrt(LENGTH));
    }
  });

  it('meets the SNR it was asked for', () => {
    const signal = source(0);
    const clean = carry([signal], 0, stream());
    for (const snrDb of [-5, 0, 10, 20]) {
      const noise = meanPower(difference(carry([signal], noiseVariance(snrDb), stream()), clean));
      const measuredDb = 10 * Math.log10(1 / noise);
      // 3.29/√50000 of relative error is 0.064 dB.
      expect(Math.abs(measuredDb - snrDb)).toBeLessThan(0.064);
    }
  });

  it('repeats itself and leaves its input alone', () => {
    const signals = Array.from({ length: Math.max(...users) }, (_, user) => source(user, 500));
    const once = carry(signals, NOISE_VAR, stream());
    expect(carry(signals, NOISE_VAR, stream())).toEqual(once);
    expect(signals).toEqual(Array.from({ length: signals.length }, (_, user) => source(user, 500)));
    expect(carry(signals, NOISE_VAR, randomStream('contract', 'another'))).not.toEqual(once);
  });
});

describe('the contract', () => {
  it('catches noise drawn once per user', () => {
    expect(Math.abs(noiseFloor(broken.noisePerUser, 4) - NOISE_VAR)).toBeGreaterThan(HALF_WIDTH);
  });

  it('catches noise scaled to the signal', () => {
    expect(Math.abs(noiseBesideSignal(broken.noiseFromBatchPower, 0.01) - NOISE_VAR)).toBeGreaterThan(
      HALF_WIDTH,
    );
  });
});
