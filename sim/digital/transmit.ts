import { awgn } from '../../channels/awgn.ts';
import { type PacketFormat, type PacketSettings, packetFormat } from '../../channels/digital/packet.ts';
import {
  type CodedPicture,
  type SourceCoder,
  type SourceSettings,
  sourceCoder,
} from '../../channels/digital/source/rate.ts';
import { NumericError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';

/** What a picture meets on its way. */
export interface DigitalLink {
  /** Complex channel uses of the picture: 3·H·W·cbr. All of them are taken, whatever is sent. */
  readonly uses: number;
  /** 10 log10(P/N0) per complex channel use, P = 1. */
  readonly snrDb: number;
  /** What the receiver shows when the picture fails: the data set's mean picture, of the same size. */
  readonly fallback: Image;
  /** Names the noise: seed, scenario, SNR, trial. */
  readonly streamName: readonly NamePart[];
}

export interface DigitalSettings extends DigitalLink {
  readonly source: SourceSettings;
  readonly packet: PacketSettings;
}

/** What became of one picture. */
export interface DigitalReception {
  readonly picture: Image;
  /** `budget`: no quality fits. `channel`: the packet was found to be wrong. In both cases the fallback shows. */
  readonly failed: false | 'budget' | 'channel';
  readonly uses: number;
  /** Bits of the coded picture that were sent; 0 when nothing fitted. */
  readonly bits: number;
}

/**
 * One picture over the digital baseline: image codec at the best quality that fits → packet (check, LDPC, interleaver,
 * QAM) → y = s + n, n ~ CN(0, N0), N0 = 1/SNR → packet → picture. The same settings give the same result.
 *
 * A CRC-32 lets one wrong packet in 2³² pass; such a picture would be shown as if it were right.
 *
 * @throws as `sourceCoder` and `packetFormat`; NumericError `image-shape` when the fallback has another size,
 *   `power-range` when the SNR is not finite
 */
export function transmitDigitally(picture: Image, settings: DigitalSettings): Promise<DigitalReception> {
  const { fallback } = settings;
  if (fallback.width !== picture.width || fallback.height !== picture.height)
    throw new NumericError(
      'image-shape',
      `transmitDigitally: a ${fallback.height}×${fallback.width} fallback for a ${picture.height}×${picture.width} picture`,
    );
  return exchange(
    sourceCoder(picture, settings.source),
    packetFormat(settings.uses, settings.packet),
    settings,
  );
}

/** The same with coder and packet at hand, so that many transmissions can share them. */
export async function exchange(
  coder: SourceCoder,
  packet: PacketFormat | undefined,
  link: DigitalLink,
): Promise<DigitalReception> {
  const coded = packet && (await coder.within(packet.capacity));
  return receptionOf(coded, packet && coded ? passes(packet, coded.bytes, link) : false, link);
}

/** What the receiver shows and counts, whether or not the coded picture, if one fitted, came through. */
export async function receptionOf(
  coded: CodedPicture | undefined,
  cameThrough: boolean,
  { uses, fallback }: Pick<DigitalLink, 'uses' | 'fallback'>,
): Promise<DigitalReception> {
  if (!coded) return { picture: fallback, failed: 'budget', uses, bits: 0 };
  const bits = 8 * coded.bytes.length;
  return cameThrough
    ? { picture: await coded.decode(), failed: false, uses, bits }
    : { picture: fallback, failed: 'channel', uses, bits };
}

/**
 * The bound: as many bits as capacity allows in all uses, ⌊uses·log2(1 + SNR)⌋, free of errors, framing and delay. No code
 * does better; the codec's own headers still count, unless they are free.
 */
export async function exchangeAtCapacity(coder: SourceCoder, link: DigitalLink): Promise<DigitalReception> {
  const coded = await coder.within(Math.floor(capacityBits(link.uses, link.snrDb) / 8));
  return receptionOf(coded, true, link);
}

/** ⌊uses·log2(1 + SNR)⌋: bits that `uses` complex uses of the AWGN channel can carry (Shannon 1948). */
export function capacityBits(uses: number, snrDb: number): number {
  return Math.floor(uses * Math.log2(1 + 1 / noiseVariance(snrDb)));
}

function passes(packet: PacketFormat, bytes: Uint8Array, { snrDb, streamName }: DigitalLink): boolean {
  const noiseVar = noiseVariance(snrDb);
  const received = awgn(packet.send(bytes), { noiseVar }, randomStream(...streamName, 'noise'));
  return packet.receive(received, noiseVar, bytes) !== undefined;
}
