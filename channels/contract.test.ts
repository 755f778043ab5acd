import { describe, expect, it } from 'vitest';
import { add, type ComplexSignal, complexSignal, meanPower, scale, zeroSignal } from '../kernels/complex.ts';
import { noiseVariance } from '../kernels/power.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { type RandomStream, randomStream } from '../kernels/random/stream.ts';
import { awgn } from './awgn.ts';
import { broadcast } from './broadcast.ts';
import { blockFading, type FadingProcess } from './fading/block.ts';
import { fading } from './fading/channel.ts';
import { jakesFading } from './fading/jakes.ts';
import { multipath } from './multipath/channel.ts';
import { ofdm } from './multipath/ofdm.ts';
import { exponentialProfile } from './multipath/profile.ts';
import { drawTaps } from './multipath/taps.ts';
import { multipleAccess } from './multipleAccess.ts';

/** A channel in use: call after call, each a later part of the same transmission. */
interface Opened {
  /** Carries `signals`, one per user with unit power, to one receiver. */
  carry(signals: readonly ComplexSignal[], noiseVar: number, stream: RandomStream): ComplexSignal;
  /** Mean of |h|² over `length` symbols of each user: 1 in the mean over the channels. */
  readonly arrived: readonly number[];
}

/**
 * What every channel must keep to. A new one joins by adding a row: how it is opened for some users and for signals of up to
 * `length` symbols. Opened again it is in the same state, with the same gains.
 */
interface Row {
  readonly name: string;
  /** User counts that the channel takes. */
  readonly users: readonly number[];
  /** Bound on the standard deviation of |y|² over its mean: 1 (default) for a gain that stays, more for gains that vary. */
  readonly spread?: number;
  open(users: number, length: number): Opened;
}

const GAIN = { re: 0.6, im: 0.8 };
const unitGains = (users: number) => Array.from({ length: users }, () => 1);

/** Rows of flat fading differ in their processes only. */
function fadingRow(
  name: string,
  users: readonly number[],
  process: (stream: RandomStream) => FadingProcess,
): Row {
  return {
    name,
    users,
    spread: 2,
    open(count, length) {
      const processes = Array.from({ length: count }, (_, k) =>
        process(randomStream('contract', 'gains', k)),
      );
      let first = 0;
      return {
        arrived: processes.map(({ gains }) => meanPower(gains(0, length))),
        carry(signals, noiseVar, stream) {
          const air = signals.map((signal, k) => ({
            signal,
            gains: processes[k].gains(first, signal.length),
            power: 1,
          }));
          first += signals[0].length;
          return fading(air, { noiseVar }, stream);
        },
      };
    },
  };
}

const taps = drawTaps(
  exponentialProfile({ decayNs: 50, spacingNs: 50, taps: 8 }),
  20e6,
  randomStream('contract', 'taps'),
);
const tapPower = taps.length * meanPower(taps);

const channels: readonly Row[] = [
  {
    name: 'awgn',
    users: [1],
    open: count => ({
      arrived: unitGains(count),
      carry: ([signal], noiseVar, stream) => awgn(signal, { noiseVar }, stream),
    }),
  },
  {
    name: 'multipleAccess',
    users: [1, 2, 4, 8, 16],
    open: count => ({
      arrived: unitGains(count),
      carry: (signals, noiseVar, stream) =>
        multipleAccess(
          signals.map(signal => ({ signal, gain: GAIN, power: 1 })),
          { noiseVar },
          stream,
        ),
    }),
  },
  {
    name: 'broadcast, first of two listeners',
    users: [1, 2, 4],
    open: count => ({
      arrived: unitGains(count),
      carry: (signals, noiseVar, stream) =>
        broadcast(
          signals.map(signal => ({ signal, power: 1 })),
          [
            { gain: GAIN, noiseVar, stream },
            { gain: GAIN, noiseVar: 1, stream: randomStream('contract', 'other listener') },
          ],
        )[0],
    }),
  },
  fadingRow('fading, Rayleigh blocks', [1, 2, 4], stream => blockFading({ symbolsPerBlock: 25 }, stream)),
  fadingRow('fading, fast Rician', [1, 4], stream =>
    blockFading({ symbolsPerBlock: 1, kFactor: 3, losPhaseRad: 1 }, stream),
  ),
  fadingRow('fading, Jakes', [1, 2], stream =>
    jakesFading({ dopplerHz: 100, symbolRateHz: 1e4, sinusoids: 16 }, stream),
  ),
  {
    name: 'multipath',
    users: [1],
    spread: 2,
    open: () => {
      let before = zeroSignal(0);
      return {
        arrived: [tapPower],
        carry([signal], noiseVar, stream) {
          const received = multipath(signal, { taps, before }, { noiseVar }, stream);
          before = signal;
          return received;
        },
      };
    },
  },
  {
    name: 'multipath by OFDM',
    users: [1],
    spread: 2,
    open: () => {
      const { modulate, demodulate } = ofdm({ fftSize: 16, cyclicPrefix: 8 });
      return {
        arrived: [tapPower],
        carry: ([signal], noiseVar, stream) =>
          demodulate(multipath(modulate(signal), { taps }, { noiseVar }, stream)),
      };
    },
  },
];

/** Channels with faults seen in the wild. Each must fail one of the checks. */
const broken = {
  noisePerUser: always((signals, noiseVar, stream) =>
    signals.map(signal => awgn(signal, { noiseVar }, stream)).reduce(add),
  ),
  noiseFromBatchPower: always(([signal], noiseVar, stream) =>
    awgn(signal, { noiseVar: noiseVar * meanPower(signal) }, stream),
  ),
  powerFromBatch: always(([signal], noiseVar, stream) =>
    awgn(scale(signal, { re: 1 / Math.sqrt(meanPower(signal)), im: 0 }), { noiseVar }, stream),
  ),
  threeDbTooMuch: always(([signal], noiseVar, stream) =>
    awgn(scale(signal, { re: 10 ** 0.15, im: 0 }), { noiseVar }, stream),
  ),
};

function always(carry: Opened['carry']): Row['open'] {
  return count => ({ carry, arrived: unitGains(count) });
}

const LENGTH = 50_000;
const NOISE_VAR = 0.1;
/** 99.9 % half-width of the mean of |n|² over CN(0, N0): its standard deviation is N0. */
const HALF_WIDTH = (3.29 * NOISE_VAR) / Math.sqrt(LENGTH);

const stream = () => randomStream('contract', 'noise');
const source = (user: number, length = LENGTH) =>
  complexNormal(randomStream('contract', 'source', user), length);
const sources = (count: number, length = LENGTH) =>
  Array.from({ length: count }, (_, user) => source(user, length));
const silence = (users: number) => Array.from({ length: users }, () => zeroSignal(LENGTH));
const slice = ({ re, im }: ComplexSignal, from: number, to: number) =>
  complexSignal(re.slice(from, to), im.slice(from, to));
const difference = (a: ComplexSignal, b: ComplexSignal) => add(a, scale(b, { re: -1, im: 0 }));

/** What arrives of signals in a channel that is opened for them. */
function receive(open: Row['open'], signals: readonly ComplexSignal[], noiseVar: number, noise = stream()) {
  return open(signals.length, signals[0].length).carry(signals, noiseVar, noise);
}

function noiseFloor(open: Row['open'], users: number): number {
  return meanPower(receive(open, silence(users), NOISE_VAR));
}

/** Noise that arrives beside a signal. */
function noiseBeside(open: Row['open'], signal: ComplexSignal, noiseVar: number): number {
  return meanPower(difference(receive(open, [signal], noiseVar), receive(open, [signal], 0)));
}

/** Noise that a signal of the given power receives. */
function noiseBesidePower(open: Row['open'], power: number): number {
  return noiseBeside(open, scale(source(0), { re: Math.sqrt(power), im: 0 }), NOISE_VAR);
}

/** Received power over what should arrive, less 1, in half-widths of a 99.9 % interval. */
function powerError(open: Row['open'], users: number, spread: number): number {
  const { carry, arrived } = open(users, LENGTH);
  const expected = arrived.reduce((sum, power) => sum + power, NOISE_VAR);
  const measured = meanPower(carry(sources(users), NOISE_VAR, stream()));
  return Math.abs(measured / expected - 1) / ((3.29 * spread) / Math.sqrt(LENGTH));
}

/** Whether a transmission in two calls arrives bit by bit as in one. */
function sameInParts(open: Row['open'], users: number): boolean {
  const [length, cut] = [1024, 320];
  const signals = sources(users, length);
  const whole = receive(open, signals, NOISE_VAR);
  const { carry } = open(users, length);
  const shared = stream();
  return [
    [0, cut],
    [cut, length],
  ].every(([from, to]) => {
    const part = carry(
      signals.map(signal => slice(signal, from, to)),
      NOISE_VAR,
      shared,
    );
    return (
      part.re.every((x, i) => x === whole.re[from + i]) && part.im.every((x, i) => x === whole.im[from + i])
    );
  });
}

describe.each(channels)('$name', ({ open, users, spread = 1 }) => {
  it('has the same noise floor for any number of silent users', () => {
    for (const count of users) expect(Math.abs(noiseFloor(open, count) - NOISE_VAR)).toBeLessThan(HALF_WIDTH);
  });

  it('gives each signal the noise it was asked for, whatever the signal carries', () => {
    for (const power of [1, 0.01])
      expect(Math.abs(noiseBesidePower(open, power) - NOISE_VAR)).toBeLessThan(HALF_WIDTH);
  });

  it('gives the same bits in one long call and in two short ones', () => {
    for (const count of users) expect(sameInParts(open, count)).toBe(true);
  });

  it('receives as much power as independent users send, plus noise', () => {
    for (const count of users) expect(powerError(open, count, spread)).toBeLessThan(1);
  });

  it('meets the SNR it was asked for', () => {
    for (const snrDb of [-5, 0, 10, 20]) {
      const measuredDb = 10 * Math.log10(1 / noiseBeside(open, source(0), noiseVariance(snrDb)));
      // 3.29/√50000 of relative error is 0.064 dB.
      expect(Math.abs(measuredDb - snrDb)).toBeLessThan(0.064);
    }
  });

  it('repeats itself and leaves its input alone', () => {
    const most = Math.max(...users);
    const signals = sources(most, 512);
    const once = receive(open, signals, NOISE_VAR);
    expect(receive(open, signals, NOISE_VAR)).toEqual(once);
    expect(signals).toEqual(sources(most, 512));
    expect(receive(open, signals, NOISE_VAR, randomStream('contract', 'another'))).not.toEqual(once);
  });
});

describe('the contract', () => {
  it('catches noise drawn once per user', () => {
    expect(Math.abs(noiseFloor(broken.noisePerUser, 4) - NOISE_VAR)).toBeGreaterThan(HALF_WIDTH);
  });

  it('catches noise scaled to the signal', () => {
    expect(Math.abs(noiseBesidePower(broken.noiseFromBatchPower, 0.01) - NOISE_VAR)).toBeGreaterThan(
      HALF_WIDTH,
    );
  });

  it('catches power normalised over a call', () => {
    expect(sameInParts(broken.powerFromBatch, 1)).toBe(false);
  });

  it('catches 3 dB of gain, also where gains vary', () => {
    expect(powerError(broken.threeDbTooMuch, 1, 2)).toBeGreaterThan(1);
  });
});
