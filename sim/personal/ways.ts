import type { QualityScores } from '../cell/quality.ts';
import { pairedEstimate } from '../estimate.ts';
import type { Estimate } from '../results.ts';
import { rounded } from '../rounding.ts';
import type { CodecName, Way, WayDifference } from './results.ts';

/** Names a way, for maps. */
export function wayKey({ codec, access }: Way): string {
  return `${codec} ${access}`;
}

/** What was received by one way at one SNR. */
export interface ScoredWay {
  readonly way: Way;
  readonly snrDb: number;
  readonly scores: QualityScores;
}

/**
 * The differences that a run reports, at one SNR: of one way to be on the air every two codecs; of one codec keys against no keys and against
 * Gaussian noise; and the later system against the first, a universal codec with keys against other features without.
 */
export function differencesOf(ways: readonly ScoredWay[]): WayDifference[] {
  return ways.flatMap((of, i) =>
    ways.flatMap((against, j) =>
      isCompared(of.way, against.way, i > j)
        ? [{ ...{ of: of.way, against: against.way, snrDb: of.snrDb }, ...rounded(gainsOf(of, against)) }]
        : [],
    ),
  );
}

function isCompared(of: Way, against: Way, isLater: boolean): boolean {
  if (of.access === against.access) return isLater && of.codec !== against.codec;
  if (of.access !== 'keys') return false;
  if (of.codec === against.codec) return against.access !== 'alone';
  return isOneForAll(of.codec) && !isOneForAll(against.codec) && against.access === 'no-keys';
}

function isOneForAll(codec: CodecName): boolean {
  return codec === 'universal' || codec === 'adapted';
}

function gainsOf(of: ScoredWay, against: ScoredWay): { psnrDb: Estimate; users: Estimate[] } {
  const [own, others] = [of, against].map(({ scores }) => scores.framePsnrDb());
  const [ownUsers, otherUsers] = [of, against].map(({ scores }) => byUser(scores));
  return {
    psnrDb: pairedEstimate(own, others),
    users: ownUsers.map((values, user) => pairedEstimate(values, otherUsers[user])),
  };
}

/** PSNR in dB [user][frame]. */
export function byUser(scores: QualityScores): number[][] {
  const frames = scores.framePsnrDb().length;
  const all = scores.picturePsnrDb();
  const users = all.length / frames;
  return Array.from({ length: users }, (_, user) =>
    Array.from({ length: frames }, (_, frame) => all[frame * users + user]),
  );
}
