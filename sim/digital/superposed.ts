import { type PacketSettings, packetFormat } from '../../channels/digital/packet.ts';
import { type SourceSettings, sourceCoder } from '../../channels/digital/source/rate.ts';
import { receiveLayers } from '../../channels/digital/successiveCancellation.ts';
import { multipleAccess } from '../../channels/multipleAccess.ts';
import type { Complex } from '../../kernels/complex.ts';
import type { Image } from '../../kernels/image.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { type DigitalLink, type DigitalReception, receptionOf } from './transmit.ts';

/** One user of a frame with superposed digital layers. */
export interface DigitalUser {
  readonly picture: Image;
  readonly packet: PacketSettings;
  readonly gain: Complex;
  /** P_k: mean transmit power per complex symbol; all users together share the energy that a comparison gives them. */
  readonly power: number;
}

/**
 * Non-orthogonal multiple access: everyone's packet in the same channel uses, y = Σ_k h_k √P_k s_k + n, N0 = 1/SNR, received
 * by successive cancellation, the strongest first. A user whose picture does not fit sends nothing.
 *
 * @returns one reception per user, in the same order
 * @throws as `transmitDigitally`, `multipleAccess` and `receiveLayers`
 */
export async function transmitSuperposed(
  users: readonly DigitalUser[],
  source: SourceSettings,
  { uses, snrDb, fallback, streamName }: DigitalLink,
): Promise<DigitalReception[]> {
  const noiseVar = noiseVariance(snrDb);
  const prepared = await Promise.all(
    users.map(async ({ picture, packet: settings, gain, power }, user) => {
      const packet = packetFormat(uses, settings);
      const coded = packet && (await sourceCoder(picture, source).within(packet.capacity));
      return coded ? [{ user, coded, layer: { packet, gain, power, sent: coded.bytes } }] : [];
    }),
  );
  const sending = prepared.flat();
  const receptions = await Promise.all(users.map(() => receptionOf(undefined, false, { uses, fallback })));
  if (sending.length === 0) return receptions;

  const onAir = sending.map(({ layer: { packet, gain, power, sent } }) => ({
    signal: packet.send(sent),
    gain,
    power,
  }));
  const received = multipleAccess(onAir, { noiseVar }, randomStream(...streamName, 'noise'));
  const payloads = receiveLayers(
    received,
    sending.map(({ layer }) => layer),
    noiseVar,
  );
  for (const [i, { user, coded }] of sending.entries())
    receptions[user] = await receptionOf(coded, payloads[i] !== undefined, { uses, fallback });
  return receptions;
}
