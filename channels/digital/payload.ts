import { crc32 } from 'node:zlib';
import { randomStream } from '../../kernels/random/stream.ts';

/**
 * - `crc-32`: the receiver checks a CRC-32 and finds the payload's length by itself; both take 5 bytes of the packet.
 * - `oracle`: the receiver is told the length and whether the payload is right, at no cost, as published baselines assume.
 */
export type FailureDetection = 'crc-32' | 'oracle';

const CRC_BYTES = 4;
/** Marks the end of the payload; zeros follow it (ISO/IEC 7816-4 padding). */
const END_MARK = 0x80;

/** Bytes of payload that so many information bits carry, possibly less than none. */
export function payloadBytes(informationBits: number, detection: FailureDetection): number {
  return Math.floor(informationBits / 8) - (detection === 'crc-32' ? CRC_BYTES + 1 : 0);
}

/**
 * A payload as `informationBits` bits, most significant first: payload, end mark and zeros up to the last whole byte but
 * four, CRC-32 (IEEE 802.3, big endian); with an oracle the payload and zeros alone. All of it is scrambled, so that zeros
 * do not become a run of one symbol.
 */
export function frameBits(
  payload: Uint8Array,
  informationBits: number,
  detection: FailureDetection,
): Uint8Array {
  const bytes = Buffer.alloc(Math.floor(informationBits / 8));
  bytes.set(payload);
  if (detection === 'crc-32') {
    bytes[payload.length] = END_MARK;
    const checked = bytes.subarray(0, -CRC_BYTES);
    bytes.writeUInt32BE(crc32(checked), checked.length);
  }
  const bits = new Uint8Array(informationBits);
  for (let i = 0; i < 8 * bytes.length; i++) bits[i] = (bytes[i >> 3] >> (7 - (i & 7))) & 1;
  return scramble(bits);
}

/**
 * The payload in received information bits.
 *
 * @param sent what the oracle compares with; without effect for `crc-32`
 * @returns undefined when the check fails
 */
export function unframe(
  received: Uint8Array,
  detection: FailureDetection,
  sent: Uint8Array,
): Uint8Array | undefined {
  const bits = scramble(received);
  const bytes = Buffer.alloc(Math.floor(bits.length / 8));
  for (let i = 0; i < 8 * bytes.length; i++) bytes[i >> 3] |= bits[i] << (7 - (i & 7));
  if (detection === 'oracle') {
    const payload = bytes.subarray(0, sent.length);
    return payload.equals(sent) ? payload : undefined;
  }
  const checked = bytes.subarray(0, -CRC_BYTES);
  if (crc32(checked) !== bytes.readUInt32BE(checked.length)) return undefined;
  const end = checked.findLastIndex(byte => byte !== 0);
  return checked[end] === END_MARK ? checked.subarray(0, end) : undefined;
}

/** Adds one fixed pseudo-random sequence modulo 2; twice is nothing. */
function scramble(bits: Uint8Array): Uint8Array {
  const stream = randomStream('digital', 'scrambler');
  return bits.map(bit => bit ^ (stream.uint32() & 1));
}
