import { multipleAccess, type Transmission } from '../../channels/multipleAccess.ts';
import { type Complex, type ComplexSignal, complexSignal } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import type { Belief } from '../link.ts';
import { interferenceVariance, type SymbolBudget, unwantedVariances } from '../noiseShare.ts';
import { type Air, sendFrame } from './air.ts';
import { framing } from './framing.ts';
import { drawWay } from './ways.ts';

/** One user on the air; the number names its fades. */
export interface Sending extends Transmission {
  readonly user: number;
}

/** What a receiver has of those who sent at the same time. */
export interface Received {
  readonly signal: ComplexSignal;
  /** What it believes of the symbols of sending k, the others being interference. */
  belief(k: number): Belief;
  /** What it believes of each sending's gains, and of its own noise per complex symbol: all that a receiver of everyone needs. */
  readonly budgets: readonly SymbolBudget[];
  readonly noiseVar: number;
}

/** What carries the symbols of users who send at the same time to their receiver. */
export interface Medium {
  /** Channel uses that this many symbols of each user take, everything counted. */
  uses(symbols: number): number;
  /** @param firstUse channel uses since the start of the frame */
  listen(sendings: readonly Sending[], firstUse: number, stream: RandomStream): Received;
}

/** Flat gains that never change, and noise. */
export function flatMedium(noiseVar: number): Medium {
  return {
    uses: symbols => symbols,
    listen: (sendings, _, stream) => ({
      signal: multipleAccess(sendings, { noiseVar }, stream),
      belief: k => ({
        link: sendings[k],
        variance: interferenceVariance(
          sendings[k],
          sendings.filter((_, j) => j !== k),
          noiseVar,
        ),
      }),
      budgets: sendings.map(({ gain, power }) => ({ gains: one(gain), errorVar: 0, distortion: 0, power })),
      noiseVar,
    }),
  };
}

/**
 * A channel with fades, echoes, pilots and front ends, as its settings say.
 *
 * @param senders users who send at the same time
 */
export function airMedium(air: Air, senders: number, noiseVar: number): Medium {
  const frame = framing(air.settings, senders);
  return {
    uses: frame.uses,
    listen(sendings, firstUse, stream) {
      const onTheirWay = sendings.map(sending => ({
        ...sending,
        way: drawWay(air.settings, air.bandwidthHz, air.frameName, sending.user),
      }));
      const heard = sendFrame(onTheirWay, { air, frame, firstUse, noiseVar }, stream);
      return {
        signal: heard.signal,
        belief(k) {
          const others = heard.budgets.filter((_, j) => j !== k);
          const budget = heard.budgets[k];
          return { budget, unwantedVar: unwantedVariances(budget, others, heard.noiseVar) };
        },
        budgets: heard.budgets,
        noiseVar: heard.noiseVar,
      };
    },
  };
}

function one({ re, im }: Complex): ComplexSignal {
  return complexSignal(Float32Array.of(re), Float32Array.of(im));
}
