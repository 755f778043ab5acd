import { rotated } from '../../channels/digital/rotated.ts';
import type { CodedPicture } from '../../channels/digital/source/rate.ts';
import { squaredMagnitude } from '../../kernels/complex.ts';
import type { Image } from '../../kernels/image.ts';
import { linearToDb, noiseVariance } from '../../kernels/power.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import type { DigitalScheme } from '../cell/results.ts';
import type { Direction } from '../cell/schemes.ts';
import type { Adaptation } from './adaptation.ts';
import { type FileSender, type LayerPowers, planLayers } from './plan.ts';
import { passDownlink, passUplink } from './superposed.ts';
import { type DigitalReception, receptionOf } from './transmit.ts';

/** How one frame of coded pictures is exchanged. */
export interface FileFrame {
  readonly scheme: DigitalScheme;
  readonly direction: Direction;
  /** How `noma-sic` sets its users' powers. */
  readonly layerPowers: LayerPowers;
  /** Complex channel uses of the whole frame. */
  readonly uses: number;
  /** What P means in `snrDb`: the mean power of each user, or of all users together (each gets P/K). */
  readonly power: 'perUser' | 'total';
  /** 10 log10(P/N0) per complex channel use. */
  readonly snrDb: number;
  /** Frame counter. */
  readonly frame: number;
  readonly adaptation: Adaptation;
  /** What a receiver shows of a picture that did not arrive. */
  readonly fallback: Image;
  /** Names the random streams of this frame: seed, scenario, SNR, trial. */
  readonly streamName: readonly NamePart[];
}

/** What became of one user's picture. */
export interface FileReception extends DigitalReception {
  readonly user: number;
  /** Modulation and code rate; absent where nothing was sent. */
  readonly setting?: string;
  /** P per complex symbol over `uses`; 0 where nothing was sent. */
  readonly power: number;
}

/**
 * Sends one frame of K coded pictures with P = 1 and N0 = 1/SNR, in the channel uses and with the energy of a frame of latents
 * (`exchangeFrame`). Every user's modulation and code rate suit its SNR (`linkAdaptation`); its picture is coded at the best quality that
 * fits. One that does not fit is not sent, and saves its energy.
 *
 * - `digital`: one user after the other, ⌊uses/K⌋ uses each at K times the power.
 * - `noma-sic`: everyone at once as layers of unequal power (`planLayers`), decoded one after the other: each is encoded again and taken away. A
 *   layer that fails stays, and the next ones are decoded beside it.
 *
 * @returns one reception per sender, in the same order
 * @throws from coding and from the steps below
 */
export function exchangeFiles(senders: readonly FileSender[], frame: FileFrame): Promise<FileReception[]> {
  const atOnce = frame.power === 'total' ? 1 / senders.length : 1;
  return frame.scheme === 'digital'
    ? Promise.all(senders.map(sender => inTurn(sender, senders.length, atOnce, frame)))
    : superposed(senders, atOnce, frame);
}

async function inTurn(
  { user, coder, gain }: FileSender,
  users: number,
  atOnce: number,
  frame: FileFrame,
): Promise<FileReception> {
  const uses = Math.floor(frame.uses / users);
  const power = users * atOnce;
  const noiseVar = noiseVariance(frame.snrDb);
  const chosen = frame.adaptation(uses, linearToDb((squaredMagnitude(gain) * power) / noiseVar), 1);
  const coded = chosen && (await coder.within(chosen.packet.capacity));
  if (!chosen || !coded) return silent(user, uses, frame);
  const layer = { packet: chosen.packet, payload: coded.bytes, gain, power };
  const [arrived] = passUplink([layer], noiseVar, randomStream(...frame.streamName, 'noise', user));
  return sent({ user, uses, power, coded, arrived, setting: chosen.setting }, frame);
}

async function superposed(
  senders: readonly FileSender[],
  power: number,
  frame: FileFrame,
): Promise<FileReception[]> {
  const { direction, layerPowers, uses, adaptation, streamName } = frame;
  const noiseVar = noiseVariance(frame.snrDb);
  const settings = { direction, powers: layerPowers, uses, power, noiseVar, frame: frame.frame, adaptation };
  const planned = await planLayers(senders, settings);
  const receptions = await Promise.all(senders.map(({ user }) => silent(user, uses, frame)));
  if (planned.length === 0) return receptions;
  const layers = planned.map(({ packet, coded, power: own, sender }) => ({
    packet: rotated(packet, senders[sender].user),
    payload: coded.bytes,
    gain: senders[sender].gain,
    power: own,
  }));
  const noise = (slot: NamePart) => randomStream(...streamName, 'noise', slot);
  const arrived =
    direction === 'uplink'
      ? passUplink(layers, noiseVar, noise('everyone'))
      : passDownlink(
          layers,
          noiseVar,
          planned.map(({ sender }) => noise(senders[sender].user)),
        );
  for (const [i, { sender, coded, setting, power: own }] of planned.entries()) {
    const { user } = senders[sender];
    receptions[sender] = await sent({ user, uses, power: own, coded, arrived: arrived[i], setting }, frame);
  }
  return receptions;
}

interface Transmission {
  readonly user: number;
  readonly uses: number;
  readonly power: number;
  readonly coded: CodedPicture;
  readonly arrived: boolean;
  readonly setting: string;
}

async function sent(
  { user, uses, power, coded, arrived, setting }: Transmission,
  { fallback }: FileFrame,
): Promise<FileReception> {
  return { user, power, setting, ...(await receptionOf(coded, arrived, { uses, fallback })) };
}

async function silent(user: number, uses: number, { fallback }: FileFrame): Promise<FileReception> {
  return { user, power: 0, ...(await receptionOf(undefined, false, { uses, fallback })) };
}
