import { awgn } from '../../channels/awgn.ts';
import { leastSquares, shrink } from '../../channels/csi/estimate.ts';
import { fade } from '../../channels/fading/channel.ts';
import { delayLine } from '../../channels/multipath/channel.ts';
import {
  accumulate,
  type Complex,
  type ComplexSignal,
  complexSignal,
  scale,
  squaredMagnitude,
  zeroSignal,
} from '../../kernels/complex.ts';
import { type NamePart, type RandomStream, randomStream } from '../../kernels/random/stream.ts';
import type { SymbolBudget } from '../noiseShare.ts';
import { type Framing, pilotsOf } from './framing.ts';
import { converted, type Transmitter, transmitter, turned } from './frontEnds.ts';
import type { ChannelSettings } from './settings.ts';
import { gainPrior, type Way } from './ways.ts';

/** A channel as the frames of a cell meet it. */
export interface Air {
  readonly settings: ChannelSettings;
  /** Samples or symbols per second. */
  readonly bandwidthHz: number;
  /** Names the gains of this frame. It holds no SNR and no channel: fades are the same at every SNR. */
  readonly frameName: readonly NamePart[];
}

/** One user on the air. */
export interface OnTheWay {
  /** s: symbols of unit mean power. */
  readonly signal: ComplexSignal;
  /** Mean gain from the user to the receiver; the way comes on top. */
  readonly gain: Complex;
  readonly way: Way;
  /** P: mean transmit power per complex sample, ≥ 0. */
  readonly power: number;
}

/** What the receiver has after a frame. */
export interface Arrival {
  /** One per symbol sent, or one per subcarrier of the OFDM symbols that were sent. */
  readonly signal: ComplexSignal;
  /** What it believes of each sending. */
  readonly budgets: readonly SymbolBudget[];
  /** What it believes of its own noise: N0, and what its converter adds. */
  readonly noiseVar: number;
}

/** The frame that the users share. */
export interface Turn {
  readonly air: Air;
  readonly frame: Framing;
  /** Samples since the start of the users' common frame. */
  readonly firstUse: number;
  /** N0 per complex sample. */
  readonly noiseVar: number;
}

/**
 * Sends one frame of samples through the channel: every user's pilots and symbols as samples, faded or with their echoes, added
 * up, and noise on top, drawn once. What the receiver believes of the gains comes from the pilots where there are any.
 *
 * @param stream the receiver's noise
 */
export function sendFrame(sendings: readonly OnTheWay[], turn: Turn, stream: RandomStream): Arrival {
  const { air, frame, firstUse, noiseVar } = turn;
  const { impairments = {} } = air.settings;
  const antenna = transmitter(impairments);
  const pilots = sendings.map((_, k) => pilotsOf(frame, k, sendings.length));
  const samples = sendings.map(({ signal }, k) => antenna.send(frame.toSamples(pilots[k], signal)));
  const sum = zeroSignal(samples[0].length);
  sendings.forEach(({ way, gain, power }, k) => {
    const amplitude = Math.sqrt(power);
    const arrived = throughWay(way, samples[k], firstUse);
    accumulate(sum, arrived, { re: amplitude * gain.re, im: amplitude * gain.im });
  });
  const oscillators = randomStream(...air.frameName, 'oscillators', firstUse);
  const rotating = turned(sum, impairments, { symbolRateHz: air.bandwidthHz, firstUse }, oscillators);
  const digital = converted(awgn(rotating, { noiseVar }, stream), impairments);
  const received = frame.fromSamples(digital.samples);
  const believedNoise = noiseVar + digital.noiseVar;
  const budgets = sendings.map((sending, k) =>
    frame.pilots > 0
      ? estimated(received.pilots, pilots[k], sending, { turn, antenna, noiseVar: believedNoise })
      : known(sending, turn, antenna, received.symbols.length),
  );
  return { signal: received.symbols, budgets, noiseVar: believedNoise };
}

function throughWay(way: Way, samples: ComplexSignal, firstUse: number): ComplexSignal {
  switch (way.kind) {
    case 'steady':
      return scale(samples, way.gain);
    case 'changing':
      return fade(samples, way.process.gains(firstUse, samples.length));
    case 'echoes':
      return delayLine(samples, { taps: way.taps });
  }
}

/** The gains as they are. */
function known(
  { way, gain, power }: OnTheWay,
  { frame, firstUse }: Turn,
  antenna: Transmitter,
  symbols: number,
): SymbolBudget {
  const met = () => {
    switch (way.kind) {
      case 'steady':
        return signalOf([way.gain]);
      case 'changing':
        return way.process.gains(firstUse, symbols);
      case 'echoes':
        return frame.response(way.taps);
    }
  };
  const gains = scale(met(), { re: gain.re * antenna.gain, im: gain.im * antenna.gain });
  return { gains, errorVar: 0, distortion: antenna.distortion, power };
}

/**
 * The gains as pilots tell: the least-squares estimate of each carrier, drawn towards what is known of its gain beforehand, the
 * line of sight and the mean power. Each carrier by itself: that neighbours are alike is not used.
 */
function estimated(
  received: ComplexSignal,
  sent: ComplexSignal,
  { gain, power }: OnTheWay,
  { turn, antenna, noiseVar }: { turn: Turn; antenna: Transmitter; noiseVar: number },
): SymbolBudget {
  const { carriers } = turn.frame;
  const prior = gainPrior(turn.air.settings);
  const pilotPower = power * antenna.pilotGain ** 2;
  const correction = antenna.gain;
  let errorVar = 0;
  const gains = Array.from({ length: carriers }, (_, f): Complex => {
    const pilots = everyNth(sent, carriers, f);
    const found = leastSquares(everyNth(received, carriers, f), { pilots, power: pilotPower, noiseVar });
    const centre = { re: prior.mean * gain.re, im: prior.mean * gain.im };
    const scattered = { re: found.gain.re - centre.re, im: found.gain.im - centre.im };
    const shrunk = shrink({ ...found, gain: scattered }, prior.variance * squaredMagnitude(gain));
    errorVar = shrunk.errorVar * correction ** 2;
    return {
      re: correction * (centre.re + shrunk.gain.re),
      im: correction * (centre.im + shrunk.gain.im),
    };
  });
  return { gains: signalOf(gains), errorVar, distortion: antenna.distortion, power };
}

function everyNth({ re, im }: ComplexSignal, n: number, first: number): ComplexSignal {
  const pick = (plane: Float32Array) => plane.filter((_, i) => i % n === first);
  return complexSignal(pick(re), pick(im));
}

function signalOf(values: readonly Complex[]): ComplexSignal {
  return complexSignal(
    Float32Array.from(values, ({ re }) => re),
    Float32Array.from(values, ({ im }) => im),
  );
}
