import { setImmediate as letOthersRun } from 'node:timers/promises';
import { latentChannels } from '../bandwidthRatio.ts';
import { type BatchLimit, NETWORK_BATCH } from '../batches.ts';
import { qualityScores } from '../cell/quality.ts';
import { estimate } from '../estimate.ts';
import { type Progress, type ProgressMeter, progressMeter } from '../progress.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { exchangeBy } from './exchange.ts';
import { chooseFrames, encodeFrames, type Frames } from './frames.ts';
import { galleryOf } from './gallery.ts';
import { kinshipOf } from './kinship.ts';
import { type CodecKind, makeCodecs, type PhaseOneProgress } from './phaseOne.ts';
import { reader } from './reader.ts';
import { ACCESSES, type Kinship, type PersonalPoint, type PersonalResult } from './results.ts';
import type { Personal } from './scenario.ts';
import type { StoredCodec, Tune } from './tuning.ts';
import type { UserPictures } from './userPictures.ts';
import { byUser, differencesOf, type ScoredWay } from './ways.ts';

export interface PersonalOptions {
  readonly seed: number;
  readonly universal: StoredCodec;
  /** One per user. */
  readonly pictures: readonly UserPictures[];
  readonly tune: Tune;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'deviceRequested' | 'deviceUsed' | 'command'>;
  /** Most pictures per network call. Changes speed and memory, never a result. Default 64. */
  readonly batch?: number;
  readonly onTraining?: (progress: PhaseOneProgress) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Makes the codecs, then sends the pictures of every frame with each of them in every way to be on the air. All of them meet the same pictures and
 * the same noise. The decoder reads what was received: a denoiser belongs to the latents of one codec.
 *
 * @throws ConfigError from pictures and training; NumericError when a measure is not finite
 */
export async function runPersonal(scenario: Personal, options: PersonalOptions): Promise<PersonalResult> {
  const startedAt = performance.now();
  const { seed, universal, pictures, about } = options;
  const { name, trials, users } = scenario;
  const limit = { ...NETWORK_BATCH, ...(options.batch && { pictures: options.batch }) };
  const kinds = await makeCodecs(scenario, {
    ...{ seed, universal, pictures, tune: options.tune },
    ...(options.onTraining && { onProgress: options.onTraining }),
  });
  const frames = await chooseFrames(pictures, { seed, scenario: name, trials });
  const progress = progressMeter(workload(scenario, kinds), options.onProgress);
  const course: Course = { scenario, seed, frames, limit, progress };
  const scored: ScoredPoint[] = [];
  for (const kind of kinds) scored.push(...(await sendBy(kind, course)));
  const kinships: Kinship[] = [];
  for (const kind of kinds)
    if (kind.name === 'personal' || kind.name === 'rotated')
      kinships.push(
        await kinshipOf({
          ...{ codec: kind.name, universal: universal.codec, own: kind.own, frames, seed, limit },
          ...{ scenario: name, snrDb: scenario.snrDb.at(-1)!, channels: latentChannels(scenario.cbr) },
        }),
      );
  return {
    format: 'semlink-personal-1',
    scenario,
    content: pictures.map(({ content }) => content),
    points: scored.map(pointOf),
    differences: scenario.snrDb.flatMap(snrDb => differencesOf(scored.filter(one => one.snrDb === snrDb))),
    costs: rounded(kinds.map(({ cost }) => cost)),
    kinships,
    gallery: await galleryOf(kinds, course),
    provenance: {
      seed,
      versions: versions(),
      models: [universal, ...kinds.flatMap(({ tuned }) => tuned)].map(({ provenance }) => provenance),
      ...about,
      images:
        scenario.images.sources?.join(', ') ?? `procedural dead leaves, a kind for each of ${users} users`,
      wallSeconds: rounded((performance.now() - startedAt) / 1000),
    },
  };
}

/** What all codecs meet. */
export interface Course {
  readonly scenario: Personal;
  readonly seed: number;
  readonly frames: Frames;
  readonly limit: BatchLimit;
  readonly progress: ProgressMeter;
}

interface ScoredPoint extends ScoredWay {
  readonly channelUses: number;
  readonly cbr: number;
}

/** Sends all frames with one kind of codec, in every way to be on the air and at every SNR. */
async function sendBy({ name, own }: CodecKind, course: Course): Promise<ScoredPoint[]> {
  const { scenario, seed, frames, limit, progress } = course;
  const { trials, users } = scenario;
  const channels = latentChannels(scenario.cbr);
  const latents = await encodeFrames(frames, user => own[user], limit);
  const networks = reader(limit);
  const points: ScoredPoint[] = [];
  for (const snrDb of scenario.snrDb)
    for (const access of ACCESSES) {
      const scores = qualityScores(trials, users);
      let [uses, values] = [0, 0];
      for (const [frame, pictures] of frames.entries()) {
        await letOthersRun();
        const streamName = [seed, scenario.name, snrDb, frame];
        const settings = { seed, frame, snrDb, channels, streamName };
        for (const [user, reception] of exchangeBy(access, latents[frame], settings).entries()) {
          uses += reception.channelUses;
          values += 3 * pictures[user].width * pictures[user].height;
          await networks.add(own[user], reception.estimate, received => {
            scores.record(frame, user, pictures[user], received);
            progress.pictureDone({ completesPoint: scores.complete });
          });
        }
      }
      points.push({
        ...{ way: { codec: name, access }, snrDb, scores },
        channelUses: uses / (trials * users),
        cbr: uses / values,
      });
    }
  await networks.finish();
  return points;
}

function pointOf({ way, snrDb, scores, channelUses, cbr }: ScoredPoint): PersonalPoint {
  const users = byUser(scores).map(values => estimate(values));
  return { way, snrDb, ...rounded({ channelUses, cbr, ...scores.estimates(), users }) };
}

function workload({ snrDb, trials, users }: Personal, kinds: readonly CodecKind[]) {
  const points = kinds.length * ACCESSES.length * snrDb.length;
  return { points, pictures: points * trials * users };
}
