import { groupBySimilarity } from '../../channels/grouping/groups.ts';
import { type SideInformation, sideInformation } from '../../channels/grouping/sideInformation.ts';
import { cosineSimilarity } from '../../channels/grouping/similarity.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { keepChannels } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { average, estimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import type { BeamPlace, Likeness, LikenessHistogram } from './results.ts';
import type { Beamforming } from './scenario.ts';

/** How alike the users of one frame are. */
export interface FrameLikeness {
  /** R_kj = ⟨z_k, z_j⟩/2n of the entries that are sent. */
  readonly correlation: Matrix;
  readonly groups: readonly number[];
  /** Object of every user. */
  readonly objects: readonly number[];
}

/** Measures R on the kept entries and groups the users by it. */
export function likenessOf(
  latents: readonly Latent[],
  {
    channels,
    grouping,
    usersPerObject,
  }: Pick<Beamforming, 'grouping' | 'usersPerObject'> & { channels: number },
): FrameLikeness {
  const correlation = cosineSimilarity(latents.map(latent => keepChannels(latent, channels).values));
  const objects = latents.map((_, user) => Math.floor(user / usersPerObject));
  return { correlation, groups: groupBySimilarity(correlation, grouping), objects };
}

/** What the frames of a place have in common. */
export function likenessResult(place: BeamPlace, frames: readonly FrameLikeness[]): Likeness {
  const within = frames.map(frame => average(pairsOf(frame, true)));
  const between = frames.map(frame => average(pairsOf(frame, false)));
  const sides = frames.map(({ groups }) => sideInformation(groups));
  const side = meanSide(sides);
  const sideUses = side.totalBits / Math.log2(1 + dbToLinear(place.snrDb));
  return {
    place,
    ...rounded({
      ...(within.some(Number.isNaN) ? {} : { within: estimate(within) }),
      ...(between.some(Number.isNaN) ? {} : { between: estimate(between) }),
      recovered: average(frames.map(({ groups, objects }) => Number(groups.join() === objects.join()))),
      groups: estimate(frames.map(({ groups }) => new Set(groups).size)),
      side,
      sideUses,
    }),
  };
}

const BINS = 40;

/** R of all pairs in bins of 0.05 over −1…1. */
export function likenessHistogram(frames: readonly FrameLikeness[]): LikenessHistogram {
  const edges = Array.from({ length: BINS + 1 }, (_, i) => rounded((2 * i) / BINS - 1));
  const counts = (ofObject: boolean) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const value of frames.flatMap(frame => pairsOf(frame, ofObject)))
      bins[Math.min(BINS - 1, Math.floor(((value + 1) / 2) * BINS))]++;
    return bins;
  };
  return { edges, within: counts(true), between: counts(false) };
}

/** R of every two users of one object, or of different ones. */
function pairsOf({ correlation, objects }: FrameLikeness, ofObject: boolean): number[] {
  const users = objects.length;
  const values: number[] = [];
  for (let k = 0; k < users; k++)
    for (let j = 0; j < k; j++)
      if ((objects[k] === objects[j]) === ofObject) values.push(correlation.data[k * users + j]);
  return values;
}

function meanSide(sides: readonly SideInformation[]): SideInformation {
  const mean = (part: keyof SideInformation) => average(sides.map(side => side[part]));
  return {
    labelBits: mean('labelBits'),
    keyBits: mean('keyBits'),
    gainBits: mean('gainBits'),
    totalBits: mean('totalBits'),
  };
}
