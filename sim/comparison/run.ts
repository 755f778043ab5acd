import { cut, tilesOf } from '../../channels/digital/source/mosaic.ts';
import { configError } from '../../kernels/errors.ts';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { batches, NETWORK_BATCH } from '../batches.ts';
import { checkPictureSize } from '../cell/sentPictures.ts';
import { meanPictures } from '../digital/meanPicture.ts';
import { PACKET, packetFormats } from '../digital/pairs.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { conditionsOf } from './conditions.ts';
import { digitalWay } from './digital.ts';
import { galleryRows } from './gallery.ts';
import { neuralWay } from './neural.ts';
import { type ComparisonProgress, exchangeMeter } from './progress.ts';
import type { ComparisonResult } from './results.ts';
import { type Comparison, makesFiles, noFiles } from './scenario.ts';
import type { Sent, Way } from './way.ts';

/** Longer sides are cut into tiles: the networks take some 1.4 GB for a picture of this size, and memory grows with its area. */
const LARGEST_SIDE = 1024;
/** Pictures whose files are coded side by side. */
const AT_ONCE = { pictures: 4, pixels: 2 ** 20 };

export interface ComparisonOptions {
  readonly seed: number;
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  readonly images: ImageSource;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'deviceUsed' | 'command'>;
  /** Most pictures per network call. Changes speed and memory, never a result. Default 64. */
  readonly batch?: number;
  /** Pixels of a side beyond which pictures are sent in tiles. Default 1024. */
  readonly largestSide?: number;
  readonly onProgress?: (progress: ComparisonProgress) => void;
}

/**
 * Sends the same pictures every way, with the same channel uses and the same energy: the neural codec, image codec with error-correcting
 * code and QAM, and image codec at capacity. A picture with a side beyond 1,024 pixels is cut into tiles of equal size that every way
 * sends as pictures of their own. Large pictures are held one at a time.
 *
 * @throws ConfigError `comparison-pictures`, `picture-small`, `mosaic-size`, `mosaic-pictures` and from the pictures; NumericError when a
 *   measure is not finite
 */
export async function runComparison(
  comparison: Comparison,
  options: ComparisonOptions,
): Promise<ComparisonResult> {
  const startedAt = performance.now();
  const { seed, images, largestSide = LARGEST_SIDE } = options;
  const pictures = Math.min(comparison.images.count, images.count);
  checkCount(pictures, comparison, images);
  const fallback = await meanPictures(images);
  const conditions = conditionsOf(comparison);
  const meter = exchangeMeter(pictures, options.onProgress);
  const common = { conditions, streamName: [seed, comparison.name], onExchanges: meter.exchanged };
  const neural = neuralWay({
    ...common,
    codec: options.codec,
    denoiser: options.denoiser,
    denoiserSteps: comparison.denoiserSteps,
    limit: { ...NETWORK_BATCH, pictures: options.batch ?? NETWORK_BATCH.pictures },
  });
  const { codecs, mosaic, headers, curves } = comparison.digital;
  const digital = { ...common, headers, singles: curves === 'all', formats: packetFormats(PACKET), fallback };
  const digitals = codecs.flatMap(codec =>
    mosaic.map(size => digitalWay({ ...digital, codec, mosaic: size })),
  );
  const ways = [neural, ...digitals];
  meter.expect(ways);

  const queue = batches<Sent>(AT_ONCE, group => sendGroup(group, neural, digitals));
  for (let trial = 0; trial < pictures; trial++)
    await queue.add(await readPicture(images, pictures, trial, largestSide));
  await queue.finish();
  for (const way of ways) await way.finish();

  return {
    format: 'semlink-comparison-1',
    scenario: comparison,
    curves: ways.flatMap(way => way.curves()),
    anchors: comparison.anchors,
    gallery: comparison.gallery
      ? await galleryRows(
          comparison,
          conditions,
          ways,
          (await readPicture(images, pictures, 0, largestSide)).tiles[0],
        )
      : [],
    failureShows: fallback.name,
    provenance: {
      seed,
      versions: versions(),
      ...options.about,
      images: images.name,
      wallSeconds: rounded((performance.now() - startedAt) / 1000),
    },
  };
}

/** The networks take pictures one after the other, so that their batches are the same in every run; the image codecs share the machine. */
async function sendGroup(group: readonly Sent[], neural: Way, digitals: readonly Way[]): Promise<void> {
  for (const sent of group) await neural.add(sent);
  await Promise.all(group.flatMap(sent => digitals.map(way => way.add(sent))));
}

function checkCount(pictures: number, { digital }: Comparison, { name, count }: ImageSource): void {
  if (pictures < 2)
    throw configError(
      'comparison-pictures',
      name,
      `holds ${count === 1 ? 'one picture' : 'no picture'}; a comparison needs two or more, so that every mean has an interval`,
    );
  const odd = digital.mosaic.find(size => !makesFiles(pictures, size));
  if (odd !== undefined) throw configError('mosaic-size', 'digital.mosaic', noFiles(pictures, odd));
}

/** Picture `trial` of those that are spread evenly over the source, whose neighbours may be alike. */
async function readPicture(
  source: ImageSource,
  pictures: number,
  trial: number,
  largestSide: number,
): Promise<Sent> {
  const index = Math.floor((trial * source.count) / pictures);
  const picture = await source.read(index);
  checkPictureSize(source, index, picture);
  const { width, height } = picture;
  const tiles = tilesOf(width, height, largestSide).map(tile => cut(picture, tile));
  return { trial, width, height, tiles };
}
