import type { CodedPicture, SourceCoder } from '../../channels/digital/source/rate.ts';
import { type Complex, squaredMagnitude } from '../../kernels/complex.ts';
import { linearToDb } from '../../kernels/power.ts';
import type { Direction } from '../cell/schemes.ts';
import type { Adaptation, ChosenPacket } from './adaptation.ts';
import { downlinkLadder, uplinkLadder } from './ladder.ts';

/** `split`: the energy of all users together is split so that every layer has the same SINR; `given`: each user keeps its own. */
export type LayerPowers = 'split' | 'given';

/** One user with a picture to send. */
export interface FileSender {
  readonly user: number;
  readonly coder: SourceCoder;
  readonly gain: Complex;
}

/** What is put on the air for one user. */
export interface PlannedLayer extends ChosenPacket {
  /** Place among the senders. */
  readonly sender: number;
  readonly coded: CodedPicture;
  readonly power: number;
}

export interface PlanSettings {
  readonly direction: Direction;
  readonly powers: LayerPowers;
  readonly uses: number;
  /** P of each user in `given`; the users' sum is what is split. */
  readonly power: number;
  readonly noiseVar: number;
  /** Frame counter. */
  readonly frame: number;
  readonly adaptation: Adaptation;
}

/**
 * Who sends, at which power and rate, so that successive cancellation can decode it. Layers come in the order of decoding: in the uplink the
 * strongest gain first, in the downlink the weakest; of equal gains the order moves on by one user from frame to frame.
 *
 * - `split`: of the users of strongest gain as many are served as have their pictures fit. For each number the energy is split among them
 *   (`uplinkLadder`, `downlinkLadder`), and all get the packet for the SINR that they share. Where fewer bring as many pictures on the air, the
 *   larger number is kept.
 * - `given`: everyone has the same power. From the layer that is decoded last to the first, each gets the packet for its SINR beside those
 *   decoded after it.
 *
 * A user without a packet that arrives, or whose picture does not fit, stays silent.
 */
export async function planLayers(
  senders: readonly FileSender[],
  settings: PlanSettings,
): Promise<PlannedLayer[]> {
  const strongestFirst = byStrength(senders, settings.frame);
  return settings.powers === 'split'
    ? splitAmong(strongestFirst, senders, settings)
    : asGiven(strongestFirst, senders, settings);
}

async function splitAmong(
  strongestFirst: readonly number[],
  senders: readonly FileSender[],
  { direction, uses, power, noiseVar, adaptation }: PlanSettings,
): Promise<PlannedLayer[]> {
  const energy = power * senders.length;
  let best: PlannedLayer[] = [];
  for (let served = senders.length; served > best.length; served--) {
    const order = decodingOrder(strongestFirst.slice(0, served), direction);
    const strengths = order.map(k => squaredMagnitude(senders[k].gain));
    const split = direction === 'uplink' ? uplinkLadder : downlinkLadder;
    const { powers, sinr } = split(strengths, energy, noiseVar);
    const chosen = adaptation(uses, linearToDb(sinr), served);
    if (!chosen) continue;
    const coded = await Promise.all(order.map(k => senders[k].coder.within(chosen.packet.capacity)));
    const fitting = order.flatMap((sender, i): PlannedLayer[] => {
      const picture = coded[i];
      return picture ? [{ ...chosen, sender, coded: picture, power: powers[i] }] : [];
    });
    if (fitting.length > best.length) best = fitting;
  }
  return best;
}

async function asGiven(
  strongestFirst: readonly number[],
  senders: readonly FileSender[],
  { direction, uses, power, noiseVar, adaptation }: PlanSettings,
): Promise<PlannedLayer[]> {
  const layers: PlannedLayer[] = [];
  let later = 0;
  for (const sender of decodingOrder(strongestFirst, direction).reverse()) {
    const { coder, gain } = senders[sender];
    const strength = squaredMagnitude(gain);
    // In the uplink `later` is the power that arrives, in the downlink the power that is sent.
    const unwanted = direction === 'uplink' ? (later + noiseVar) / strength : later + noiseVar / strength;
    const chosen = adaptation(uses, linearToDb(power / unwanted), senders.length);
    const coded = chosen && (await coder.within(chosen.packet.capacity));
    if (!chosen || !coded) continue;
    layers.unshift({ ...chosen, sender, coded, power });
    later += direction === 'uplink' ? strength * power : power;
  }
  return layers;
}

/** Places of the senders, the strongest gain first. */
function byStrength(senders: readonly FileSender[], frame: number): number[] {
  const strength = senders.map(({ gain }) => squaredMagnitude(gain));
  const turn = (k: number) => (k + frame) % senders.length;
  return senders.map((_, k) => k).sort((a, b) => strength[b] - strength[a] || turn(a) - turn(b));
}

function decodingOrder(strongestFirst: readonly number[], direction: Direction): number[] {
  return direction === 'uplink' ? [...strongestFirst] : strongestFirst.toReversed();
}
