import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { NETWORK_BATCH } from '../batches.ts';
import { type FileSending, fileSending, receiveFiles } from '../digital/place.ts';
import { type Progress, progressMeter } from '../progress.ts';
import { receiver } from '../receiver.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { pairedDifferences } from './differences.ts';
import { type LatentContext, receiveLatents } from './latentPlace.ts';
import { leftOutOf, type Place, placesOf, sendsFiles, stepsOf } from './place.ts';
import type { ReceivedPlace } from './receivedPlace.ts';
import type { GalleryRow, RunResult } from './results.ts';
import type { Scenario } from './scenario.ts';
import { encodePictures } from './sentPictures.ts';

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
 * same noise; a point with denoiser reads the same receptions as the point without. Points whose scheme cannot serve so many users are left
 * out, and named in the result.
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
  const files = await fileSending(scenario, images);
  const campaign: Campaign = {
    ...{ scenario, seed, pictures, codec, denoiser, limit, networks, progress },
    ...(files && { files }),
  };

  const places: ReceivedPlace[] = [];
  for (const place of placesOf(scenario)) places.push(await receivePlace(place, campaign));
  await networks.finish();

  const shown = places.filter(({ place }) => isShown(place, scenario));
  const gallery: GalleryRow[] = [];
  for (const place of shown) gallery.push(await place.show());
  const cancellation = places.flatMap(({ cancelled }) => cancelled ?? []);
  const leftOut = leftOutOf(scenario);

  return {
    format: 'semlink-run-1',
    scenario,
    points: places.flatMap(place => place.points()),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    differences: pairedDifferences(places.flatMap(place => place.frames())),
    residualShapes: shown.flatMap(place => place.shape?.() ?? []),
    ...(scenario.channel ? { distributions: shown.flatMap(place => place.distributions()) } : {}),
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

interface Campaign extends LatentContext {
  /** Where a scheme sends coded pictures. */
  readonly files?: FileSending;
}

function receivePlace(place: Place, { files, ...campaign }: Campaign): Promise<ReceivedPlace> {
  if (!sendsFiles(place)) return receiveLatents(place, campaign);
  return receiveFiles(place, { ...campaign, files: files! });
}

function isShown({ scheme, snrDb, users }: Place, { gallery }: Scenario): boolean {
  return gallery.schemes.includes(scheme) && gallery.snrDb === snrDb && gallery.users === users;
}

function workload(scenario: Scenario): { points: number; pictures: number } {
  const steps = placesOf(scenario).map(place => ({ place, count: stepsOf(place, scenario).length }));
  return {
    points: steps.reduce((sum, { count }) => sum + count, 0),
    pictures: steps.reduce((sum, { place, count }) => sum + place.users * scenario.trials * count, 0),
  };
}
