import { CODE_RATES } from '../../channels/digital/ldpc/code.ts';
import type { CodeRate } from '../../channels/digital/ldpc/prototypes.ts';
import { type PacketFormat, type PacketSettings, packetFormat } from '../../channels/digital/packet.ts';
import { BITS_PER_SYMBOL, MODULATIONS, type Modulation } from '../../channels/digital/qam.ts';
import { byteCache } from '../../models/data/byteCache.ts';

/** One setting of the transmitter: how many coded bits per symbol, and how many of them are information. */
export interface ModulationAndRate {
  readonly modulation: Modulation;
  readonly rate: CodeRate;
}

/** All pairs, by bits per symbol, then by rate. */
export const ALL_PAIRS: readonly ModulationAndRate[] = MODULATIONS.flatMap(modulation =>
  CODE_RATES.map(rate => ({ modulation, rate })),
);

export function pairName({ modulation, rate }: ModulationAndRate): string {
  return `${modulation} ${rate}`;
}

/** What published digital curves come closest to, but for the check, which takes its 5 bytes. */
export const PACKET = {
  blockLength: 'best',
  decoder: { algorithm: 'min-sum', iterations: 20 },
  demapper: 'exact',
  failureDetection: 'crc-32',
} as const;

/** Packets by their channel uses and pair; undefined where they carry nothing. */
export type PacketFormats = (uses: number, pair: ModulationAndRate) => PacketFormat | undefined;

const CACHE_BYTES = 256 * 2 ** 20;
/** An interleaver's place for each coded bit. */
const BYTES_PER_BIT = 4;

/** Makes packets of one kind, and keeps those that were used last. The pair must be one of `ALL_PAIRS`. Throws as `packetFormat`. */
export function packetFormats(settings: Omit<PacketSettings, keyof ModulationAndRate>): PacketFormats {
  const cache = byteCache<{ packet: PacketFormat | undefined }>(CACHE_BYTES);
  return (uses, pair) => {
    const index = uses * ALL_PAIRS.length + ALL_PAIRS.indexOf(pair);
    const known = cache.get(index);
    if (known) return known.packet;
    const packet = packetFormat(uses, { ...settings, ...pair });
    cache.set(index, { packet }, BYTES_PER_BIT * uses * BITS_PER_SYMBOL[pair.modulation]);
    return packet;
  };
}
