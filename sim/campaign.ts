import { linearToDb } from '../kernels/power.ts';
import type { Codec, Denoiser } from '../models/codec/codec.ts';
import type { ImageSource } from '../models/data/source.ts';
import { NETWORK_BATCH } from './batches.ts';
import { type FrameScores, pairedDifferences } from './differences.ts';
import { average } from './estimate.ts';
import { galleryRow } from './gallery.ts';
import { type ReceivingContext, receiveTrials } from './pic/receive.ts';
import { latencyMs, type Place, placesOf } from './place.ts';
import { type Progress, type ProgressMeter, progressMeter } from './progress.ts';
import { type QualityScores, qualityScores } from './quality.ts';
import { type Receiver, receiver } from './receiver.ts';
import { ResidualAccumulator } from './residual.ts';
import type {
  CancellationCurve,
  GalleryRow,
  PictureDistribution,
  PointResult,
  Provenance,
  ResidualShape,
  RunResult,
} from './results.ts';
import { rounded } from './rounding.ts';
import type { Scenario } from './scenario.ts';
import type { Reception } from './schemes.ts';
import { encodePictures } from './sentPictures.ts';
import { ascending, spreadOf } from './spread.ts';
import { versions } from './versions.ts';

export interface CampaignOptions {
  readonly seed: number;
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  readonly images: ImageSource;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'deviceUsed' | 'command'>;
  /** Most pictures per network call. Changes speed and memory, never a result. Default 64. */
  readonly batch?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs every point of a scenario's grid: users × SNR × channels × schemes × denoiser steps. All schemes get the same pictures and the
 * same noise; a point with denoiser reads the same receptions as the point without.
 *
 * @throws ConfigError from the pictures; NumericError when a measure is not finite
 */
export async function runCampaign(scenario: Scenario, options: CampaignOptions): Promise<RunResult> {
  const startedAt = performance.now();
  const { seed, codec, denoiser, images } = options;
  const limit = { ...NETWORK_BATCH, ...(options.batch && { pictures: options.batch }) };
  const choice = {
    seed,
    scenario: scenario.name,
    trials: scenario.trials,
    users: Math.max(...scenario.users),
  };
  const pictures = await encodePictures(images, codec, choice, limit);
  const networks = receiver(codec, denoiser, limit);
  const progress = progressMeter(workload(scenario), options.onProgress);
  const campaign: Campaign = { scenario, seed, pictures, codec, denoiser, limit, networks, progress };

  const places: PlaceResult[] = [];
  for (const place of placesOf(scenario)) places.push(await receivePlace(place, campaign));
  await networks.finish();

  const shown = places.filter(({ place }) => isShown(place, scenario));
  const gallery: GalleryRow[] = [];
  for (const result of shown) gallery.push(await showPlace(result, campaign));
  const cancellation = places.flatMap(({ cancelled }) => cancelled ?? []);

  return {
    format: 'semlink-run-1',
    scenario,
    points: places.flatMap(result => pointResults(result, scenario)),
    differences: pairedDifferences(places.flatMap(result => frameScores(result, scenario))),
    residualShapes: shown.map(result => shapeOf(result, scenario)),
    ...(scenario.channel
      ? { distributions: shown.flatMap(result => distributionsOf(result, scenario)) }
      : {}),
    ...(cancellation.length > 0 ? { cancellation } : {}),
    gallery,
    provenance: {
      seed,
      versions: versions(),
      ...options.about,
      images: images.name,
      wallSeconds: rounded((performance.now() - startedAt) / 1000),
    },
  };
}

interface Campaign extends ReceivingContext {
  readonly networks: Receiver;
  readonly progress: ProgressMeter;
}

/** Exchanges all frames of a place and hands what was received to the networks. The scores fill as these get to it. */
async function receivePlace(place: Place, campaign: Campaign): Promise<PlaceResult> {
  const { scenario, pictures, networks, progress } = campaign;
  const residual = new ResidualAccumulator();
  const usage: ChannelUsage[] = [];
  const effectiveSnrDb: number[] = [];
  const qualities = scenario.denoiserSteps.map(() => qualityScores(scenario.trials, place.users));
  const first: Reception[] = [];
  const cancelled = await receiveTrials(place, campaign, async (trial, receptions) => {
    if (trial === 0) first.push(receptions[0]);
    residual.addFrame(receptions);
    usage.push(usageOf(receptions[0]));
    effectiveSnrDb.push(...receptions.map(({ predictedVariance }) => -linearToDb(predictedVariance)));
    for (const [i, steps] of scenario.denoiserSteps.entries())
      for (const { user, estimate } of receptions)
        await networks.add({
          estimate,
          steps,
          async finish(received) {
            qualities[i].record(trial, user, await pictures.picture(trial, user), received);
            progress.pictureDone({ completesPoint: qualities[i].complete });
          },
        });
  });
  return { place, residual, qualities, usage, effectiveSnrDb, shown: first[0], cancelled };
}

/** The first user of the first frame. */
async function showPlace({ place, shown: reception }: PlaceResult, campaign: Campaign): Promise<GalleryRow> {
  const { scenario, seed, pictures, networks } = campaign;
  const original = await pictures.picture(0, reception.user);
  const steps = scenario.denoiserSteps.filter(count => count > 0);
  return galleryRow({ place, seed, reception, original, steps }, networks);
}

interface PlaceResult {
  readonly place: Place;
  readonly residual: ResidualAccumulator;
  /** One for each number of denoiser steps. */
  readonly qualities: readonly QualityScores[];
  /** One for each frame. */
  readonly usage: readonly ChannelUsage[];
  /** One for each reception. */
  readonly effectiveSnrDb: readonly number[];
  /** The first user of the first frame. */
  readonly shown: Reception;
  readonly cancelled: CancellationCurve | undefined;
}

type ChannelUsage = Pick<Reception, 'channelUses' | 'overheadUses'> & Pick<PointResult, 'cbr'>;

function pointResults(result: PlaceResult, scenario: Scenario): PointResult[] {
  const { place, residual, qualities, usage, effectiveSnrDb } = result;
  const channelUses = usage.map(frame => frame.channelUses);
  const received = rounded({
    channelUses: average(channelUses),
    cbr: average(usage.map(frame => frame.cbr)),
    latencyMs: latencyMs(place, scenario, channelUses),
    residual: residual.statistics(),
  });
  return scenario.denoiserSteps.map((steps, i) => ({
    point: pointAt(place, steps),
    ...received,
    ...rounded(qualities[i].estimates()),
    ...(place.channel === undefined
      ? {}
      : rounded({
          overheadUses: average(usage.map(frame => frame.overheadUses)),
          pictures: {
            psnrDb: spreadOf(qualities[i].picturePsnrDb()),
            effectiveSnrDb: spreadOf(effectiveSnrDb),
          },
        })),
  }));
}

function distributionsOf(
  { place, qualities, effectiveSnrDb }: PlaceResult,
  scenario: Scenario,
): PictureDistribution[] {
  return scenario.denoiserSteps.map((steps, i) => ({
    point: pointAt(place, steps),
    psnrDb: rounded(ascending(qualities[i].picturePsnrDb())),
    effectiveSnrDb: rounded(ascending(effectiveSnrDb)),
  }));
}

function frameScores({ place, qualities }: PlaceResult, { denoiserSteps }: Scenario): FrameScores[] {
  return denoiserSteps.map((steps, i) => ({
    point: pointAt(place, steps),
    psnrDb: qualities[i].framePsnrDb(),
  }));
}

function shapeOf({ place, residual }: PlaceResult, scenario: Scenario): ResidualShape {
  const point = pointAt(place, scenario.denoiserSteps[0]);
  return { ...rounded(residual.shape(point)), point };
}

function pointAt({ scheme, snrDb, users, channel }: Place, denoiserSteps: number): PointResult['point'] {
  return { scheme, denoiserSteps, snrDb, users, ...(channel === undefined ? {} : { channel }) };
}

function usageOf({ channelUses, overheadUses, sent }: Reception): ChannelUsage {
  return { channelUses, overheadUses, cbr: channelUses / (3 * sent.width * sent.height) };
}

function isShown({ scheme, snrDb, users }: Place, { gallery }: Scenario): boolean {
  return gallery.schemes.includes(scheme) && gallery.snrDb === snrDb && gallery.users === users;
}

function workload(scenario: Scenario): { points: number; pictures: number } {
  const places = placesOf(scenario);
  const steps = scenario.denoiserSteps.length;
  const pictures = places.reduce((sum, { users }) => sum + users * scenario.trials * steps, 0);
  return { points: places.length * steps, pictures };
}
