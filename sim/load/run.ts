import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import { NETWORK_BATCH } from '../batches.ts';
import type { Trace } from '../network/traffic/trace.ts';
import { type Progress, progressMeter } from '../progress.ts';
import { receiver } from '../receiver.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { sharesDiffer } from './access.ts';
import { type CellRun, runCell } from './cell.ts';
import { type Demand, demandAt, loadsOf, queueTheoryMs } from './demand.ts';
import { differenceOf } from './difference.ts';
import { encodePool, picturePool } from './pool.ts';
import { measureQualityCurve, qualityCheck } from './qualityCheck.ts';
import type { LoadPlace, LoadPoint, LoadResult, Timeline } from './results.ts';
import type { Load } from './scenario.ts';
import { tally } from './tally.ts';
import { timelineOf } from './timeline.ts';
import { usersOf } from './users.ts';

/** Pictures on which the quality check is measured. */
const CHECK_PICTURES = 24;

export interface LoadOptions {
  readonly seed: number;
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  readonly source: ImageSource;
  /** Recorded arrivals, where the traffic is a trace. */
  readonly trace?: Trace | undefined;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'deviceUsed' | 'command'>;
  /** Most pictures per network call. Changes speed and memory, never a result. Default 64. */
  readonly batch?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs a cell under every access and load: the same users, pictures, noise and fades everywhere, more or less often.
 *
 * @throws ConfigError `picture-small`, `network`, and what reading pictures throws; NumericError `littles-law`, should a queue break it
 */
export async function runLoad(scenario: Load, options: LoadOptions): Promise<LoadResult> {
  const startedAt = performance.now();
  const { seed, codec, denoiser, source, trace } = options;
  const limit = { ...NETWORK_BATCH, ...(options.batch && { pictures: options.batch }) };
  const streamName = [seed, scenario.name];
  const channels = latentChannels(scenario.cbr);
  const networks = receiver(codec, denoiser, limit);
  const draw = (count: number, name: string) =>
    encodePool(source, codec, { count, channels, streamName: [...streamName, name] }, limit);
  const pool = picturePool(await draw(scenario.images.count, 'sent'), streamName);
  const qualityCurve = await measureQualityCurve(await draw(CHECK_PICTURES, 'check'), networks, {
    steps: scenario.denoiserSteps,
    seed,
  });
  const check = qualityCheck(qualityCurve, channels);

  const demands = loadsOf(scenario, pool.meanUses, trace).map(load =>
    demandAt(scenario, load, pool.meanUses, trace),
  );
  const shownLoad = timelineLoad(scenario, demands);
  const toldTo = (access: LoadPlace['access']) =>
    sharesDiffer(access, scenario, pool.isUniform) ? scenario.toldNoise : scenario.toldNoise.slice(0, 1);
  const places = scenario.access.flatMap(access =>
    demands.flatMap(demand =>
      toldTo(access).map(toldNoise => ({
        place: { access, offeredLoad: demand.offeredLoad, toldNoise },
        demand,
      })),
    ),
  );
  const expected = places.reduce((sum, { demand }) => sum + demand.pictures, 0);
  const progress = progressMeter({ points: places.length, pictures: expected }, options.onProgress);

  const points: LoadPoint[] = [];
  const timelines: Timeline[] = [];
  const told: { place: LoadPlace; run: CellRun }[] = [];
  for (const { place, demand } of places) {
    const run = await runCell({
      ...{ scenario, place, pool, check, networks, seed },
      users: usersOf(scenario, { ...demand, trace }, streamName),
      untilNs: demand.untilNs,
      batch: limit.pictures,
      onPicture: () => progress.pictureDone({ completesPoint: false }),
    });
    points.push(
      pointOf(run, place, { scenario, demand, meanUses: pool.meanUses, isUniform: pool.isUniform }),
    );
    // What the networks are told changes nothing on the air.
    if (place.offeredLoad === shownLoad && place.toldNoise === scenario.toldNoise[0])
      timelines.push(timelineOf(run, place, scenario));
    if (scenario.toldNoise.length > 1) told.push({ place, run });
  }
  return rounded({
    format: 'semlink-load-1',
    scenario,
    points,
    differences: told.flatMap(({ place, run }) =>
      told
        .filter(
          other =>
            other.place.access === place.access &&
            other.place.offeredLoad === place.offeredLoad &&
            place.toldNoise === 'perEntry' &&
            other.place.toldNoise === 'average',
        )
        .flatMap(other => differenceOf({ place, run }, other)),
    ),
    qualityCurve,
    timelines,
    provenance: {
      seed,
      versions: versions(),
      ...options.about,
      images: source.name,
      wallSeconds: (performance.now() - startedAt) / 1000,
    },
  });
}

function pointOf(
  run: CellRun,
  place: LoadPlace,
  { scenario, demand, ...pool }: { scenario: Load; demand: Demand; meanUses: number; isUniform: boolean },
): LoadPoint {
  const { network } = run;
  const { qualityThresholdDb, arq, deadlineMs } = scenario;
  const theory = queueTheoryMs(scenario, place, demand, pool.isUniform);
  const offered = network.users.reduce((sum, user) => sum + user.offered, 0);
  return {
    place,
    offeredPerS: (offered * 1e9) / Math.max(1, network.endedNs),
    usesPerPicture: pool.meanUses,
    ...tally(run, {
      qualityThresholdDb,
      acceptDb: arq?.minQualityDb ?? qualityThresholdDb,
      deadlineNs: deadlineMs === undefined ? Number.POSITIVE_INFINITY : deadlineMs * 1e6,
    }),
    ...(theory === undefined ? {} : { queueTheoryMs: theory }),
    unstable: network.unstable && {
      atS: network.unstable.atNs / 1e9,
      waiting: network.unstable.waiting,
      message: network.unstable.message,
    },
    seconds: network.endedNs / 1e9,
    fingerprint: network.fingerprint,
  };
}

/** The load whose second of air is kept: the one asked for, or the middle one. */
function timelineLoad({ timeline }: Load, demands: readonly Demand[]): number {
  const loads = demands.map(({ offeredLoad }) => offeredLoad);
  const asked = timeline.offeredLoad;
  if (asked === undefined) return loads[loads.length >> 1];
  return loads.reduce((best, load) => (Math.abs(load - asked) < Math.abs(best - asked) ? load : best));
}
