import { awgn } from '../../channels/awgn.ts';
import type { PacketFormat } from '../../channels/digital/packet.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { ALL_PAIRS, type PacketFormats, pairName } from './pairs.ts';
import { capacityBits } from './transmit.ts';

const TRIALS = 20;
/** Of the trials of a packet that goes alone. */
const MAY_FAIL = 2;

/** A packet that the transmitter takes to arrive. */
export interface ChosenPacket {
  readonly packet: PacketFormat;
  /** Name of its modulation and code rate. */
  readonly setting: string;
}

/** The packet for so many channel uses at an SNR, in dB, as one of so many layers; undefined where none arrives. */
export type Adaptation = (uses: number, snrDb: number, layers: number) => ChosenPacket | undefined;

/**
 * Adaptive modulation and coding of a transmitter that knows its SNR, or its SINR beside other users, and nothing of the noise: of all pairs of
 * modulation and code rate the one with the largest payload of which at most a tenth of the packets fails, here 2 of 20 trials over white
 * Gaussian noise of that SNR. Among m layers, where one that fails takes others with it, it is the m-th part of that, so none of 20 from three
 * layers on. Payloads beyond the capacity uses·log2(1 + SNR) are not tried. Of equal payloads the one of fewest bits per symbol is tried first. The
 * trials have streams of their own: choosing says nothing about the noise that the packet will meet. What has been chosen is kept.
 *
 * Source: 3GPP TS 36.213, section 7.2.3, for a block error rate of 0.1.
 */
export function linkAdaptation(formats: PacketFormats): Adaptation {
  const known = new Map<string, ChosenPacket | undefined>();
  return (uses, snrDb, layers) => {
    const mayFail = Math.floor(MAY_FAIL / layers);
    const name = `${uses} ${snrDb} ${mayFail}`;
    if (!known.has(name)) known.set(name, choose({ uses, snrDb, mayFail }, formats));
    return known.get(name);
  };
}

interface Condition {
  readonly uses: number;
  readonly snrDb: number;
  readonly mayFail: number;
}

function choose({ uses, snrDb, mayFail }: Condition, formats: PacketFormats): ChosenPacket | undefined {
  const candidates = ALL_PAIRS.flatMap(pair => {
    const packet = formats(uses, pair);
    return packet ? [{ packet, setting: pairName(pair) }] : [];
  });
  return candidates
    .filter(({ packet: { capacity } }) => 8 * capacity <= capacityBits(uses, snrDb))
    .sort((a, b) => b.packet.capacity - a.packet.capacity)
    .find(({ packet, setting }) => fails(packet, setting, noiseVariance(snrDb), mayFail) <= mayFail);
}

/** Trials that fail, counted until they are more than may. */
function fails(packet: PacketFormat, setting: string, noiseVar: number, mayFail: number): number {
  let failures = 0;
  for (let trial = 0; trial < TRIALS && failures <= mayFail; trial++) {
    const stream = (role: string) => randomStream('digital', 'adaptation', role, packet.uses, setting, trial);
    const bits = stream('payload');
    const payload = Uint8Array.from({ length: packet.capacity }, () => bits.uint32() & 0xff);
    const received = awgn(packet.send(payload), { noiseVar }, stream('noise'));
    if (packet.receive(received, noiseVar, payload) === undefined) failures++;
  }
  return failures;
}
