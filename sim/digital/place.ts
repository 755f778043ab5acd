import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type SourceCoder, type SourceSettings, sourceCoder } from '../../channels/digital/source/rate.ts';
import type { Image } from '../../kernels/image.ts';
import { byteCache } from '../../models/data/byteCache.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { toPicture } from '../cell/gallery.ts';
import { type DigitalPlace, latencyMs, type Place, placesOf, pointAt, trialOf } from '../cell/place.ts';
import { qualityScores } from '../cell/quality.ts';
import type { ReceivedPlace } from '../cell/receivedPlace.ts';
import { type FileCounts, isDigital } from '../cell/results.ts';
import type { Scenario } from '../cell/scenario.ts';
import { frameUses } from '../cell/schemes.ts';
import type { SentPictures } from '../cell/sentPictures.ts';
import { average } from '../estimate.ts';
import { finitePsnr } from '../metrics/score.ts';
import type { ProgressMeter } from '../progress.ts';
import { rounded } from '../rounding.ts';
import { ascending, spreadOf } from '../spread.ts';
import { type Adaptation, linkAdaptation } from './adaptation.ts';
import { exchangeFiles, type FileReception } from './frame.ts';
import { type MeanPictures, meanPictures } from './meanPicture.ts';
import { PACKET, packetFormats } from './pairs.ts';

const CACHE_BYTES = 256 * 2 ** 20;
/** Pictures whose mean a receiver shows of one that did not arrive. */
const AVERAGED = 256;

/** What the coded pictures of a campaign are sent with. */
export interface FileSending {
  readonly adaptation: Adaptation;
  readonly fallback: MeanPictures;
  /** Coder of what a user sends in a trial; kept from place to place while there is room. */
  coder(trial: number, user: number, picture: Image): SourceCoder;
}

/** Nothing where the scenario has no digital scheme. Throws as `meanPictures`. */
export async function fileSending(scenario: Scenario, images: ImageSource): Promise<FileSending | undefined> {
  const digitalPlaces = placesOf(scenario).filter(({ scheme }) => isDigital(scheme)).length;
  if (digitalPlaces === 0) return undefined;
  const coders = byteCache<SourceCoder>(CACHE_BYTES);
  const mostUsers = Math.max(...scenario.users);
  const source: SourceSettings = { ...scenario.digital, downscale: 1 };
  return {
    adaptation: linkAdaptation(packetFormats(PACKET)),
    fallback: await meanPictures(images, AVERAGED),
    coder(trial, user, picture) {
      const index = trial * mostUsers + user;
      const known = coders.get(index) ?? sourceCoder(picture, source);
      // A coder keeps the picture and what its receivers saw, about one decoded picture for each place.
      coders.set(index, known, picture.data.byteLength * (1 + digitalPlaces));
      return known;
    },
  };
}

export interface FileContext {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly pictures: SentPictures;
  readonly progress: ProgressMeter;
  readonly files: FileSending;
}

/** Exchanges all frames of a place whose scheme sends coded pictures. */
export async function receiveFiles(place: DigitalPlace, context: FileContext): Promise<ReceivedPlace> {
  const { scenario, pictures, progress } = context;
  const point = pointAt(place, 0);
  const quality = qualityScores(scenario.trials, place.users);
  const receptions: FileReception[] = [];
  const uses: number[] = [];
  const cbr: number[] = [];
  for (let trial = 0; trial < scenario.trials; trial++) {
    await letOthersRun();
    const originals = await originalsOf(trial, place, pictures);
    const frame = await exchangeTrial(trial, originals, place, context);
    for (const [user, { picture }] of frame.entries()) {
      quality.record(trial, user, originals[user], picture);
      progress.pictureDone({ completesPoint: quality.complete });
    }
    receptions.push(...frame);
    uses.push(frame[0].uses);
    cbr.push(frame[0].uses / (3 * originals[0].width * originals[0].height));
  }

  return {
    place,
    points: () => [
      {
        point,
        ...rounded({
          channelUses: average(uses),
          cbr: average(cbr),
          latencyMs: latencyMs(place, scenario, uses),
          ...quality.estimates(),
        }),
        files: countsOf(receptions),
        ...(place.channel === undefined
          ? {}
          : rounded({ overheadUses: 0, pictures: { psnrDb: spreadOf(quality.picturePsnrDb()) } })),
      },
    ],
    frames: () => [{ point, psnrDb: quality.framePsnrDb() }],
    distributions: () => [{ point, psnrDb: rounded(ascending(quality.picturePsnrDb())), effectiveSnrDb: [] }],
    async show() {
      const original = await pictures.picture(0, 0);
      const received = receptions[0].picture;
      const row = await Promise.all([
        toPicture('original', original),
        toPicture('received', received, finitePsnr(original, received)),
      ]);
      return { ...place, user: 1, pictures: row };
    },
  };
}

function originalsOf(trial: number, { users }: Place, pictures: SentPictures): Promise<Image[]> {
  return Promise.all(Array.from({ length: users }, (_, user) => pictures.picture(trial, user)));
}

function exchangeTrial(
  trial: number,
  originals: readonly Image[],
  place: DigitalPlace,
  { scenario, seed, pictures, files }: FileContext,
): Promise<FileReception[]> {
  const { gains, ...air } = trialOf(trial, place, { scenario, seed });
  const latents = originals.map((_, user) => pictures.latent(trial, user));
  const senders = originals.map((picture, user) => ({
    user,
    gain: gains[user],
    coder: files.coder(trial, user, picture),
  }));
  const [{ width, height }] = originals;
  return exchangeFiles(senders, {
    ...air,
    scheme: place.scheme,
    layerPowers: scenario.digital.powers,
    uses: frameUses(latents, air.channels),
    adaptation: files.adaptation,
    fallback: files.fallback.of(width, height),
  });
}

function countsOf(receptions: readonly FileReception[]): FileCounts {
  const settings: Record<string, number> = {};
  for (const { setting } of receptions)
    if (setting !== undefined) settings[setting] = (settings[setting] ?? 0) + 1;
  return {
    pictures: receptions.length,
    unsent: receptions.filter(({ failed }) => failed === 'budget').length,
    lost: receptions.filter(({ failed }) => failed === 'channel').length,
    settings: Object.fromEntries(Object.entries(settings).sort(([, a], [, b]) => b - a)),
  };
}
