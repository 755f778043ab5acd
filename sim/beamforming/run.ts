import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { ViewSource } from '../../models/data/views/source.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import { NETWORK_BATCH } from '../batches.ts';
import { shareOfChannels } from '../cell/schemes.ts';
import { type Progress, type ProgressMeter, progressMeter } from '../progress.ts';
import { type Receiver, receiver } from '../receiver.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { differencesAt } from './differences.ts';
import { firstFrameOf } from './firstFrame.ts';
import { encodeFrames, type SentFrame } from './frames.ts';
import { type FrameLikeness, likenessHistogram, likenessResult } from './likeness.ts';
import { absencesAt, basePlace, placeKey, placesOf } from './places.ts';
import type { BeamformingResult, BeamPlace, BeamScheme, FirstFrame } from './results.ts';
import type { Beamforming } from './scenario.ts';
import { type BeamTally, beamTally, SERVED_SNR } from './tally.ts';
import { prepareFrame, sendByAll } from './transmit.ts';

export interface BeamformingOptions {
  readonly seed: number;
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  /** The pictures, for each correlation that cross-faded ones are asked for. */
  readonly viewsOf: (correlation: number | undefined) => ViewSource;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'deviceUsed' | 'command'>;
  /** Most pictures per network call. Changes speed and memory, never a result. Default 64. */
  readonly batch?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Sends the pictures of every frame over a downlink of many antennas, by every scheme and under every condition. Schemes meet the same
 * pictures, channels and noise; conditions that differ in SNR or correlation the same channels.
 *
 * @throws ConfigError from the pictures; NumericError when a measure is not finite, and from the precoders
 */
export async function runBeamforming(
  scenario: Beamforming,
  options: BeamformingOptions,
): Promise<BeamformingResult> {
  const startedAt = performance.now();
  const { seed, codec, denoiser, viewsOf } = options;
  const limit = { ...NETWORK_BATCH, ...(options.batch && { pictures: options.batch }) };
  const places = placesOf(scenario);
  const base = basePlace(scenario);
  const absences = places.flatMap(place => absencesAt(place, scenario));
  const experiment: Experiment = {
    scenario,
    seed,
    networks: receiver(codec, denoiser, limit),
    progress: progressMeter(workload(places, scenario), options.onProgress),
  };
  const choice = {
    seed,
    trials: scenario.trials,
    users: Math.max(...places.map(({ users }) => users)),
    usersPerObject: scenario.usersPerObject,
  };

  const results: PlaceResult[] = [];
  let firstFrame: FirstFrame | undefined;
  let made: { correlation: number | undefined; frames: SentFrame[] } | undefined;
  for (const place of places) {
    if (made?.correlation !== place.correlation || made === undefined)
      made = {
        correlation: place.correlation,
        frames: await encodeFrames(viewsOf(place.correlation), codec, choice, limit),
      };
    results.push(await receivePlace(place, made.frames, experiment));
    await experiment.networks.finish();
    if (placeKey(place) === placeKey(base)) firstFrame = await showFirst(place, made.frames, experiment);
  }

  const atBase = results.find(({ place }) => placeKey(place) === placeKey(base))!;
  return {
    format: 'semlink-beamforming-1',
    scenario,
    base,
    servedSnr: SERVED_SNR,
    points: results.flatMap(({ tallies }) => [...tallies.values()].flatMap(tally => tally.points())),
    absences,
    likeness: results.map(({ place, likeness }) => likenessResult(place, likeness)),
    differences: results.flatMap(({ place, tallies }) =>
      differencesAt(place, tallies, scenario.denoiserSteps),
    ),
    receptions: [...atBase.tallies.values()].flatMap(tally => tally.receptions()),
    histogram: likenessHistogram(atBase.likeness),
    firstFrame: firstFrame!,
    provenance: {
      seed,
      versions: versions(),
      ...options.about,
      images: viewsOf(base.correlation).name,
      wallSeconds: rounded((performance.now() - startedAt) / 1000),
    },
  };
}

interface Experiment {
  readonly scenario: Beamforming;
  readonly seed: number;
  readonly networks: Receiver;
  readonly progress: ProgressMeter;
}

interface PlaceResult {
  readonly place: BeamPlace;
  readonly tallies: ReadonlyMap<BeamScheme, BeamTally>;
  readonly likeness: readonly FrameLikeness[];
}

/** Sends all frames of a place and hands what was received to the networks. The scores fill as these get to it. */
async function receivePlace(
  place: BeamPlace,
  frames: readonly SentFrame[],
  experiment: Experiment,
): Promise<PlaceResult> {
  const { scenario, networks, progress } = experiment;
  const { denoiserSteps, trials } = scenario;
  const schemes = schemesAt(place, scenario);
  const tallies = new Map(
    schemes.map(scheme => [scheme, beamTally(place, scheme, denoiserSteps, trials)] as const),
  );
  const likeness: FrameLikeness[] = [];
  for (let trial = 0; trial < trials; trial++) {
    await letOthersRun();
    const prepared = prepareFrame(trial, place, { ...experiment, frames });
    likeness.push(prepared.likeness);
    for (const [scheme, { plan, receptions }] of sendByAll(schemes, prepared, place, experiment)) {
      const tally = tallies.get(scheme)!;
      tally.receive(receptions, plan.inTurns ? turnShare(scenario, place.users) : 1);
      for (const [i, steps] of denoiserSteps.entries())
        for (const [user, { estimate }] of receptions.entries())
          await networks.add({
            estimate,
            steps,
            finish(received) {
              tally.qualities[i].record(trial, user, frames[trial].pictures[user], received);
              progress.pictureDone({ completesPoint: tally.qualities[i].complete });
            },
          });
    }
  }
  return { place, tallies, likeness };
}

async function showFirst(
  place: BeamPlace,
  frames: readonly SentFrame[],
  experiment: Experiment,
): Promise<FirstFrame> {
  const { scenario, networks } = experiment;
  const prepared = prepareFrame(0, place, { ...experiment, frames });
  const sent = sendByAll(schemesAt(place, scenario), prepared, place, experiment);
  const denoiserSteps = Math.max(...scenario.denoiserSteps);
  const pictures = frames[0].pictures.slice(0, place.users);
  return firstFrameOf({ prepared, sent, pictures, shown: scenario.gallery, denoiserSteps }, networks);
}

function schemesAt(place: BeamPlace, scenario: Beamforming): BeamScheme[] {
  const absent = absencesAt(place, scenario).map(({ scheme }) => scheme);
  return scenario.schemes.filter(scheme => !absent.includes(scheme));
}

/** Share of the frame's uses that one of K users who take turns has. */
function turnShare({ cbr }: Beamforming, users: number): number {
  const channels = latentChannels(cbr);
  return shareOfChannels(channels, users) / channels;
}

function workload(places: readonly BeamPlace[], scenario: Beamforming): { points: number; pictures: number } {
  const { denoiserSteps, trials } = scenario;
  const sum = (of: (place: BeamPlace) => number) =>
    places.reduce((total, place) => total + of(place) * schemesAt(place, scenario).length, 0);
  return {
    points: denoiserSteps.length * sum(() => 1),
    pictures: denoiserSteps.length * trials * sum(({ users }) => users),
  };
}
