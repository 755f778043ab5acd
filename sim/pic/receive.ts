import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { BatchLimit } from '../batches.ts';
import { exchangeTrial, type LatentPlace, type Place } from '../cell/place.ts';
import type { CancellationCurve } from '../cell/results.ts';
import type { Scenario } from '../cell/scenario.ts';
import type { Reception } from '../cell/schemes.ts';
import type { SentPictures } from '../cell/sentPictures.ts';
import { average, estimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import { type Cancelled, cancelUsers, parallelTurns, successiveTurns } from './cancel.ts';
import { type JointFrame, listenTo } from './listening.ts';
import { reencoded } from './reencoded.ts';
import { gaussianTwin } from './stateEvolution.ts';

/** State evolution follows the first frames of a place, as many as hold this many users. */
const FOLLOWED_USERS = 32;

/** What the frames of a place need to be received. */
export interface ReceivingContext {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly pictures: SentPictures;
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  readonly limit: BatchLimit;
}

/**
 * All frames of a place in turn, as they are received and, where the scheme says so, after the users have been cancelled.
 *
 * @param take takes the users of one frame
 * @returns how the cancellation went, pass by pass; nothing where there is none
 */
export async function receiveTrials(
  place: LatentPlace,
  context: ReceivingContext,
  take: (trial: number, receptions: readonly Reception[]) => Promise<void>,
): Promise<CancellationCurve | undefined> {
  const { trials, cancellation: settings } = context.scenario;
  const { codec, limit } = context;
  const denoiser = settings.reencode ? reencoded(context.denoiser, codec) : context.denoiser;
  const cancelled: Cancelled[] = [];
  const predicted: Cancelled[] = [];
  const framesAtOnce = Math.max(1, Math.floor(limit.pictures / place.users));
  for (let first = 0; first < trials; first += framesAtOnce) {
    const count = Math.min(framesAtOnce, trials - first);
    const frames: (readonly Reception[])[] = [];
    for (let trial = first; trial < first + count; trial++) {
      await letOthersRun();
      frames.push(exchangeTrial(trial, place, context));
    }
    const joint = frames.flatMap(jointFrame);
    const turns = place.scheme === 'omdma-sic' ? successiveTurns : parallelTurns;
    const outcomes = await cancelUsers(
      joint.map(frame => ({ frame, listening: listenTo(frame), turns: turns(frame), role: 'probe' })),
      { denoiser, limit, settings },
    );
    const toFollow = joint.slice(0, Math.max(0, followedFrames(place) - predicted.length));
    predicted.push(
      ...(await cancelUsers(
        toFollow.map(frame => ({
          frame,
          listening: gaussianTwin(frame),
          turns: turns(frame),
          role: 'twin probe',
        })),
        { denoiser, limit, settings },
      )),
    );
    cancelled.push(...outcomes);
    for (const [i, receptions] of frames.entries())
      await take(first + i, outcomes[i]?.receptions() ?? receptions);
  }
  if (place.users === 1 || cancelled.length === 0) return undefined;
  return { place, passes: rounded(passesOf(cancelled.slice(0, predicted.length), predicted)) };
}

/** A frame whose users are to be cancelled; nothing for other schemes. */
function jointFrame(receptions: readonly Reception[]): JointFrame[] {
  const { superposition } = receptions[0];
  return superposition ? [{ receptions, superposition }] : [];
}

function followedFrames({ users }: Place): number {
  return Math.max(2, Math.ceil(FOLLOWED_USERS / users));
}

function passesOf(followed: readonly Cancelled[], predicted: readonly Cancelled[]) {
  const longest = Math.max(...[...followed, ...predicted].map(({ passMse }) => passMse.length));
  return Array.from({ length: longest }, (_, pass) => {
    const at = (frames: readonly Cancelled[]) =>
      frames.map(({ passMse }) => passMse[Math.min(pass, passMse.length - 1)]);
    return {
      mse: estimate(at(followed)),
      predicted: average(at(predicted)),
      active: average(followed.map(({ passMse }) => (pass < passMse.length ? 1 : 0))),
    };
  });
}
