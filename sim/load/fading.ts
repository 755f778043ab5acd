import { blockFading } from '../../channels/fading/block.ts';
import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import { fadingSnr } from '../network/mobility.ts';
import type { Load } from './scenario.ts';

/** The channel of one user over time, as its scheduler and its receiver know it. */
export interface UserChannel {
  /** h of the receiver's samples first … first + count − 1. */
  gains(first: number, count: number): ComplexSignal;
  /** Bits per channel use that it would carry at an instant, log2(1 + |h|² P/N0). */
  rate(nowNs: number): number;
}

/** f·T_c of a coherence time T_c over which the autocorrelation J0(2πft) of Jakes' spectrum stays above a half, on the average: 0.423. */
const COHERENCE = 0.423;

/** T_c in nanoseconds, given or from the Doppler shift, 0.423/f. Source: Rappaport, "Wireless communications", 2nd ed. 2002, equation 5.40.c. */
function coherenceNs({ coherenceMs, dopplerHz }: NonNullable<Load['mobility']>): number {
  const seconds = coherenceMs === undefined ? COHERENCE / dopplerHz! : coherenceMs / 1e3;
  return Math.max(1, Math.round(seconds * 1e9));
}

/**
 * A flat gain that holds, or a fading one: the gain of the block ⌊t/T_c⌋ at the sample's instant t = i/B. Scheduler and air draw from one
 * stream, named by the user, so both see the same channel.
 */
export function userChannel(
  scenario: Load,
  { user, place }: { user: number; place: number },
  streamName: readonly NamePart[],
): UserChannel {
  const { mobility, snrDb, bandwidthHz, gains } = scenario;
  const meanDb = gains === 'unit' ? 0 : gains[place];
  const amplitude = Math.sqrt(dbToLinear(meanDb));
  if (!mobility) {
    const rate = Math.log2(1 + dbToLinear(snrDb + meanDb));
    let held = steady(amplitude, 0);
    return {
      gains(_, count) {
        if (held.length !== count) held = steady(amplitude, count);
        return held;
      },
      rate: () => rate,
    };
  }
  const rician = mobility.kFactorDb === undefined ? {} : { kFactor: dbToLinear(mobility.kFactorDb) };
  const holdNs = coherenceNs(mobility);
  const stream = () => randomStream(...streamName, 'fading', user);
  const process = blockFading({ ...rician, symbolsPerBlock: 1 }, stream());
  const snr = fadingSnr({ ...rician, meanSnrDb: snrDb + meanDb, coherenceNs: holdNs }, stream());
  const blockOf = (sample: number) => Math.floor((sample * 1e9) / bandwidthHz / holdNs);
  return {
    gains(first, count) {
      const signal = zeroSignal(count);
      for (let i = 0; i < count; ) {
        const block = blockOf(first + i);
        const { re, im } = process.gains(block, 1);
        for (; i < count && blockOf(first + i) === block; i++) {
          signal.re[i] = amplitude * re[0];
          signal.im[i] = amplitude * im[0];
        }
      }
      return signal;
    },
    rate: nowNs => Math.log2(1 + snr(nowNs)),
  };
}

function steady(amplitude: number, count: number): ComplexSignal {
  const signal = zeroSignal(count);
  signal.re.fill(amplitude);
  return signal;
}
