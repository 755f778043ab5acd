import { CODE_RATES } from '../../channels/digital/ldpc/code.ts';
import type { CodeRate } from '../../channels/digital/ldpc/prototypes.ts';
import { type PacketSettings, packetFormat } from '../../channels/digital/packet.ts';
import { MODULATIONS, type Modulation } from '../../channels/digital/qam.ts';
import { channelUses } from '../../channels/digital/segmentation.ts';
import { cut, type Mosaic, mosaic } from '../../channels/digital/source/mosaic.ts';
import { type SourceCoder, type SourceSettings, sourceCoder } from '../../channels/digital/source/rate.ts';
import { configError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import type { NamePart } from '../../kernels/random/stream.ts';
import { binomialInterval } from '../../kernels/statistics/binomial.ts';
import { average, estimate } from '../estimate.ts';
import { ssimAndMsSsim } from '../metrics/msSsim.ts';
import { psnr } from '../metrics/psnr.ts';
import type { Estimate } from '../results.ts';
import { type DigitalLink, type DigitalReception, exchange, exchangeAtCapacity } from './transmit.ts';

/** One setting of the transmitter: how many coded bits per symbol, and how many of them are information. */
export interface ModulationAndRate {
  readonly modulation: Modulation;
  readonly rate: CodeRate;
}

/** All pairs, by bits per symbol, then by rate. */
export const ALL_PAIRS: readonly ModulationAndRate[] = MODULATIONS.flatMap(modulation =>
  CODE_RATES.map(rate => ({ modulation, rate })),
);

export interface CurveSettings {
  readonly source: SourceSettings;
  /** Everything about the packets but modulation and rate. */
  readonly packet: Omit<PacketSettings, 'modulation' | 'rate'>;
  /** Complex channel uses over 3·H·W, the same for every picture. */
  readonly cbr: number;
  readonly snrsDb: readonly number[];
  /**
   * Pictures per file: 1 is per-image accounting; n tiles n pictures into one big picture, whose n-fold channel uses and
   * header they share, and which fails as a whole.
   */
  readonly mosaic: number;
  readonly fallback: Image;
  /** Names the random streams: seed and scenario. */
  readonly streamName: readonly NamePart[];
}

/** How often something happened, with the exact 95 % interval of its probability. */
export interface Frequency {
  readonly count: number;
  readonly trials: number;
  readonly low: number;
  readonly high: number;
}

/** Quality at one SNR. `pair` is absent for the capacity bound. */
export interface DigitalPoint {
  readonly snrDb: number;
  readonly pair?: ModulationAndRate;
  /** Complex channel uses per picture. */
  readonly uses: number;
  /** Mean bits of coded picture that were sent, per picture. */
  readonly bits: number;
  readonly psnrDb: Estimate;
  readonly msSsim: Estimate;
  /** Files that failed, for either reason. */
  readonly failures: Frequency;
}

/**
 * Quality of a list of pictures against SNR for every pair of modulation and rate: each one's own curve with its cliff.
 * All pairs, SNRs and schemes take the same channel uses at the same energy, and at one SNR the same noise.
 *
 * @param pictures all of one size, at least two files of them
 * @returns points in the order of `pairs`, each in the order of SNRs
 * @throws ConfigError `mosaic-size` when the pictures do not make two or more whole mosaics; as `transmitDigitally`
 */
export async function digitalCurves(
  pictures: readonly Image[],
  settings: CurveSettings,
  pairs: readonly ModulationAndRate[] = ALL_PAIRS,
): Promise<DigitalPoint[]> {
  const files = filesOf(pictures, settings);
  const points: DigitalPoint[] = [];
  for (const pair of pairs) {
    const packet = packetFormat(files[0].uses, { ...settings.packet, ...pair });
    for (const snrDb of settings.snrsDb) {
      const point = await measure(files, settings, snrDb, (coder, link) => exchange(coder, packet, link));
      points.push({ ...point, pair });
    }
  }
  return points;
}

/** The same pictures at capacity: ⌊uses·log2(1 + SNR)⌋ bits without errors. */
export async function capacityCurve(
  pictures: readonly Image[],
  settings: CurveSettings,
): Promise<DigitalPoint[]> {
  const files = filesOf(pictures, settings);
  const points: DigitalPoint[] = [];
  for (const snrDb of settings.snrsDb) points.push(await measure(files, settings, snrDb, exchangeAtCapacity));
  return points;
}

/**
 * Adaptive modulation and coding: at each SNR the pair with the highest mean PSNR over all pictures, in the order of SNRs.
 * The transmitter is taken to know the SNR, not the noise.
 */
export function envelope(points: readonly DigitalPoint[]): DigitalPoint[] {
  const best = new Map<number, DigitalPoint>();
  for (const point of points) {
    const known = best.get(point.snrDb);
    if (!known || point.psnrDb.mean > known.psnrDb.mean) best.set(point.snrDb, point);
  }
  return [...best.values()].sort((a, b) => a.snrDb - b.snrDb);
}

/** Pictures that share a file, ready to be sent. */
interface File {
  readonly pictures: readonly Image[];
  readonly tiles: Mosaic['tiles'];
  readonly coder: SourceCoder;
  readonly fallback: Image;
  readonly uses: number;
}

function filesOf(pictures: readonly Image[], { mosaic: size, fallback, source, cbr }: CurveSettings): File[] {
  const count = pictures.length / size;
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(count) || count < 2)
    throw configError(
      'mosaic-size',
      'mosaic',
      `${pictures.length} pictures do not make two or more files of ${size}`,
    );
  return Array.from({ length: count }, (_, i) => {
    const group = pictures.slice(i * size, (i + 1) * size);
    const { picture, tiles } = mosaic(group);
    const failed = mosaic(group.map(() => fallback)).picture;
    const uses = size * channelUses(group[0].width, group[0].height, cbr);
    return { pictures: group, tiles, coder: sourceCoder(picture, source), fallback: failed, uses };
  });
}

async function measure(
  files: readonly File[],
  { streamName }: CurveSettings,
  snrDb: number,
  send: (coder: SourceCoder, link: DigitalLink) => Promise<DigitalReception>,
): Promise<DigitalPoint> {
  const psnrsDb: number[] = [];
  const msSsims: number[] = [];
  let failures = 0;
  let bits = 0;
  for (const [trial, { pictures, tiles, coder, fallback, uses }] of files.entries()) {
    const reception = await send(coder, { uses, snrDb, fallback, streamName: [...streamName, snrDb, trial] });
    const received = tiles.map(tile => cut(reception.picture, tile));
    // Pictures of one file fail together, so only files are independent.
    psnrsDb.push(average(received.map((picture, i) => psnr(pictures[i], picture))));
    msSsims.push(average(received.map((picture, i) => ssimAndMsSsim(pictures[i], picture).msSsim)));
    if (reception.failed) failures++;
    bits += reception.bits;
  }
  const perFile = files[0].pictures.length;
  return {
    snrDb,
    uses: files[0].uses / perFile,
    bits: bits / (files.length * perFile),
    psnrDb: estimate(psnrsDb),
    msSsim: estimate(msSsims),
    failures: { count: failures, trials: files.length, ...binomialInterval(failures, files.length, 0.95) },
  };
}
