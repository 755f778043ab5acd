import { type Ofdm, type OfdmSettings, ofdm } from '../../channels/multipath/ofdm.ts';
import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import type { ChannelSettings } from './settings.ts';

/** How a frame lies on the air: pilots first, then the symbols; one after the other, or on subcarriers. */
export interface Framing {
  /** Gains that a receiver tells apart: one for each subcarrier, or one. */
  readonly carriers: number;
  /** Pilots of every carrier, all users' together; 0 without pilots. */
  readonly pilots: number;
  /** Samples of pilots ahead of the symbols. */
  readonly pilotUses: number;
  /** Samples of one frame: pilots, symbols, and prefixes. */
  uses(symbols: number): number;
  toSamples(pilots: ComplexSignal, symbols: ComplexSignal): ComplexSignal;
  /** Received samples as pilots and symbols; the symbols are followed by what filled their last OFDM symbol. */
  fromSamples(samples: ComplexSignal): { readonly pilots: ComplexSignal; readonly symbols: ComplexSignal };
  /** What each carrier meets behind a tapped delay line. */
  response(taps: ComplexSignal): ComplexSignal;
}

/**
 * @param senders users on the air at once. Their pilots are as many for each user as the channel asks for, and all at the same
 *   time: see `pilotsOf`.
 */
export function framing({ ofdm: carriers, pilots = 0 }: ChannelSettings, senders: number): Framing {
  const count = pilots * senders;
  if (!carriers) return singleCarrier(count);
  return onSubcarriers({ fftSize: carriers.subcarriers, cyclicPrefix: carriers.cyclicPrefix }, count);
}

function singleCarrier(pilots: number): Framing {
  return {
    carriers: 1,
    pilots,
    pilotUses: pilots,
    uses: symbols => pilots + symbols,
    toSamples: concatenate,
    fromSamples: samples => ({ pilots: part(samples, 0, pilots), symbols: part(samples, pilots) }),
    response: taps => part(taps, 0, 1),
  };
}

function onSubcarriers(settings: OfdmSettings, pilots: number): Framing {
  const modem: Ofdm = ofdm(settings);
  const perSymbol = settings.fftSize + settings.cyclicPrefix;
  const pilotUses = pilots * perSymbol;
  return {
    carriers: settings.fftSize,
    pilots,
    pilotUses,
    uses: symbols => pilotUses + modem.cost(symbols).channelUses,
    toSamples: (ahead, symbols) => modem.modulate(concatenate(ahead, symbols)),
    fromSamples(samples) {
      const received = modem.demodulate(samples);
      const split = pilots * settings.fftSize;
      return { pilots: part(received, 0, split), symbols: part(received, split) };
    },
    response: taps => modem.response(taps),
  };
}

/**
 * Pilots of sender k of K, unit power, orthogonal to those of the others: e^{2πjkt/K} at time t = 0 … pilots − 1 on every carrier,
 * times e^{−jπf²/N} on carrier f, which spreads their power evenly over the samples of an OFDM symbol (Chu, "Polyphase codes
 * with good periodic correlation properties", IEEE Trans. Inf. Theory 18(4), 1972).
 */
export function pilotsOf({ pilots, carriers }: Framing, k: number, senders: number): ComplexSignal {
  const signal = zeroSignal(pilots * carriers);
  for (let t = 0; t < pilots; t++)
    for (let f = 0; f < carriers; f++) {
      const phase = (2 * Math.PI * ((k * t) % senders)) / senders - (Math.PI * f * f) / carriers;
      signal.re[t * carriers + f] = Math.cos(phase);
      signal.im[t * carriers + f] = Math.sin(phase);
    }
  return signal;
}

function concatenate(first: ComplexSignal, second: ComplexSignal): ComplexSignal {
  const whole = zeroSignal(first.length + second.length);
  whole.re.set(first.re);
  whole.im.set(first.im);
  whole.re.set(second.re, first.length);
  whole.im.set(second.im, first.length);
  return whole;
}

function part(signal: ComplexSignal, from: number, to = signal.length): ComplexSignal {
  return { length: to - from, re: signal.re.subarray(from, to), im: signal.im.subarray(from, to) };
}
