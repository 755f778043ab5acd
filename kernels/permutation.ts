import { createCipheriv, createHash } from 'node:crypto';
import { NumericError } from './errors.ts';

/** Bytes in a user's key. */
const KEY_BYTES = 32;

/**
 * The order in which a user sends the entries of one frame: `length` indices, each once, every order equally likely to
 * anyone who does not hold the key. Sent entry i is latent entry `permutation[i]`.
 *
 * The randomness is the AES-256-CTR key stream whose nonce is the frame number, so a frame's permutation says nothing
 * about another frame's. Fisher–Yates with rejection sampling leaves no bias.
 *
 * @param key 32 bytes; must never be logged or stored with results
 * @param frame frame counter, a non-negative safe integer
 * @param length 0…2³²
 * @throws NumericError `permutation-key`, `permutation-frame`, `permutation-length`
 *
 * Source: Durstenfeld, "Algorithm 235: Random permutation", CACM 7(7), 1964; NIST SP 800-38A for counter mode.
 */
export function keyedPermutation(key: Uint8Array, frame: number, length: number): Uint32Array {
  checkDraw('keyedPermutation', key, frame, length);
  const nextWord = keyStream(key, frame, length, 'order');
  const order = new Uint32Array(length);
  for (let i = 1; i < length; i++) order[i] = i;
  for (let i = length - 1; i > 0; i--) {
    // The fewest bits that can hold i; a draw above i is thrown away. Unlike a remainder this needs no division.
    const mask = 0xffffffff >>> Math.clz32(i);
    let j = (nextWord() & mask) >>> 0;
    while (j > i) j = (nextWord() & mask) >>> 0;
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}

/**
 * A sign for each entry that a user sends in one frame, +1 or −1 with equal chance to anyone who does not hold the key.
 *
 * A permutation moves entries but keeps their sum: an interferer whose entries have a mean m ≠ 0 still has it, and each entry of the residual
 * is off by it in the same direction, which no permutation whitens. Behind independent signs the mean is zero and entries of different places
 * are uncorrelated, whatever the latent.
 *
 * The bits are of the other half of the same key stream as the permutation's: they say nothing about it, nor it about them.
 *
 * @param key 32 bytes; must never be logged or stored with results
 * @param frame frame counter, a non-negative safe integer
 * @param length 0…2³²
 * @throws NumericError `permutation-key`, `permutation-frame`, `permutation-length`
 */
export function keyedSigns(key: Uint8Array, frame: number, length: number): Int8Array {
  checkDraw('keyedSigns', key, frame, length);
  const nextWord = keyStream(key, frame, Math.ceil(length / 32), 'signs');
  const signs = new Int8Array(length);
  let word = 0;
  for (let i = 0; i < length; i++) {
    if (i % 32 === 0) word = nextWord();
    signs[i] = (word >>> (i % 32)) & 1 ? -1 : 1;
  }
  return signs;
}

/** What a user's key decides: the order of its entries alone, or a sign for each of them too. */
export type ShuffleKind = 'permutation' | 'permutation+signs';

/** How the entries of one frame are sent: entry i is signs[i]·values[order[i]], without signs values[order[i]]. */
export interface Shuffle {
  readonly order: Uint32Array;
  readonly signs?: Int8Array;
}

/**
 * The shuffle of one frame. Neighbours of one unit stay together and share a sign; a remainder that makes no whole unit stays where it is, with
 * its own sign. Other parameters and errors are those of `keyedPermutation`.
 *
 * @param unit entries that are moved together, a whole number ≥ 1
 * @throws NumericError `permutation-unit`
 */
export function keyedShuffle(
  kind: ShuffleKind,
  key: Uint8Array,
  frame: number,
  length: number,
  unit = 1,
): Shuffle {
  if (!Number.isInteger(unit) || unit < 1)
    throw new NumericError('permutation-unit', `keyedShuffle: a unit of ${unit} entries is none`);
  const whole = Math.floor(length / unit);
  const order = inUnits(keyedPermutation(key, frame, whole), unit, length);
  if (kind === 'permutation') return { order };
  const signs = keyedSigns(key, frame, Math.ceil(length / unit));
  return { order, signs: unit === 1 ? signs : Int8Array.from(order, (_, i) => signs[Math.floor(i / unit)]) };
}

/** An order of units as one of entries: the entries of a unit one after the other, and the remainder in its place. */
function inUnits(units: Uint32Array, unit: number, length: number): Uint32Array {
  if (unit === 1) return units;
  return Uint32Array.from({ length }, (_, i) => {
    const place = Math.floor(i / unit);
    return place < units.length ? units[place] * unit + (i % unit) : i;
  });
}

function checkDraw(name: string, key: Uint8Array, frame: number, length: number): void {
  if (key.length !== KEY_BYTES)
    throw new NumericError(
      'permutation-key',
      `${name}: the key must have ${KEY_BYTES} bytes, got ${key.length}`,
    );
  if (!Number.isSafeInteger(frame) || frame < 0)
    throw new NumericError('permutation-frame', `${name}: frame ${frame} is not a non-negative safe integer`);
  if (!Number.isInteger(length) || length < 0 || length > 2 ** 32)
    throw new NumericError(
      'permutation-length',
      `${name}: length ${length} is not an integer between 0 and 2^32`,
    );
}

/**
 * Little-endian words of the AES-256-CTR key stream. The first 8 bytes of the counter block hold the frame, the rest counts from 0 for the
 * order and from 2⁶³ for the signs, so that the two never meet.
 */
function keyStream(
  key: Uint8Array,
  frame: number,
  expectedWords: number,
  use: 'order' | 'signs',
): () => number {
  const initial = Buffer.alloc(16);
  initial.writeBigUInt64BE(BigInt(frame));
  if (use === 'signs') initial[8] = 0x80;
  const cipher = createCipheriv('aes-256-ctr', key, initial);
  const zeros = Buffer.alloc(4 * Math.min(Math.max(expectedWords, 16), 16_384));
  let chunk = new DataView(new ArrayBuffer(0));
  let offset = 0;
  return () => {
    if (offset === chunk.byteLength) {
      const bytes = cipher.update(zeros);
      chunk = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      offset = 0;
    }
    const word = chunk.getUint32(offset, true);
    offset += 4;
    return word;
  };
}

/**
 * Puts values in sending order: out[i] = values[order[i]], times signs[i] where there are signs.
 *
 * @throws NumericError `permutation-length` when the lengths differ
 */
export function permute(values: Float32Array, order: Uint32Array, signs?: Int8Array): Float32Array {
  checkLengths('permute', values, order, signs);
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]];
  if (signs) for (let i = 0; i < out.length; i++) out[i] *= signs[i];
  return out;
}

/** Undoes `permute`: out[order[i]] = signs[i]·values[i]. Throws NumericError `permutation-length` when the lengths differ. */
export function unpermute(values: Float32Array, order: Uint32Array, signs?: Int8Array): Float32Array {
  checkLengths('unpermute', values, order, signs);
  const out = new Float32Array(values.length);
  if (signs) for (let i = 0; i < out.length; i++) out[order[i]] = signs[i] * values[i];
  else for (let i = 0; i < out.length; i++) out[order[i]] = values[i];
  return out;
}

/** The order that undoes `order`. */
export function invertPermutation(order: Uint32Array): Uint32Array {
  const inverse = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) inverse[order[i]] = i;
  return inverse;
}

/**
 * A user's key for a simulation that must be repeatable: SHA-256 of seed and user number. Anyone who knows the seed
 * knows the key; a real user draws 32 random bytes instead.
 *
 * @param seed the run's seed
 * @param user user number, from 0
 * @throws NumericError `permutation-key` when either is not a safe integer or the user is negative
 */
export function userKey(seed: number, user: number): Uint8Array {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(user) || user < 0)
    throw new NumericError(
      'permutation-key',
      `userKey: seed ${seed} and user ${user} must be safe integers, the user not negative`,
    );
  return new Uint8Array(createHash('sha256').update(`semlink user key ${seed} ${user}`).digest());
}

function checkLengths(name: string, values: Float32Array, order: Uint32Array, signs?: Int8Array): void {
  for (const [what, { length }] of [
    ['an order', order],
    ...(signs ? [['signs', signs] as const] : []),
  ] as const)
    if (values.length !== length)
      throw new NumericError(
        'permutation-length',
        `${name}: ${values.length} values cannot take ${what} of ${length}`,
      );
}
