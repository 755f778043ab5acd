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
  if (key.length !== KEY_BYTES)
    throw new NumericError(
      'permutation-key',
      `keyedPermutation: the key must have ${KEY_BYTES} bytes, got ${key.length}`,
    );
  if (!Number.isSafeInteger(frame) || frame < 0)
    throw new NumericError(
      'permutation-frame',
      `keyedPermutation: frame ${frame} is not a non-negative safe integer`,
    );
  if (!Number.isInteger(length) || length < 0 || length > 2 ** 32)
    throw new NumericError(
      'permutation-length',
      `keyedPermutation: length ${length} is not an integer between 0 and 2^32`,
    );
  const nextWord = keyStream(key, frame, length);
  const order = Uint32Array.from({ length }, (_, i) => i);
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

/** Little-endian words of the AES-256-CTR key stream; the first 8 bytes of the counter block hold the frame. */
function keyStream(key: Uint8Array, frame: number, expectedWords: number): () => number {
  const initial = Buffer.alloc(16);
  initial.writeBigUInt64BE(BigInt(frame));
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
 * Puts values in sending order: out[i] = values[order[i]].
 *
 * @throws NumericError `permutation-length` when the lengths differ
 */
export function permute(values: Float32Array, order: Uint32Array): Float32Array {
  checkLengths('permute', values, order);
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]];
  return out;
}

/** Undoes `permute`: out[order[i]] = values[i]. Throws NumericError `permutation-length` when the lengths differ. */
export function unpermute(values: Float32Array, order: Uint32Array): Float32Array {
  checkLengths('unpermute', values, order);
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[order[i]] = values[i];
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

function checkLengths(name: string, values: Float32Array, order: Uint32Array): void {
  if (values.length !== order.length)
    throw new NumericError(
      'permutation-length',
      `${name}: ${values.length} values cannot take an order of ${order.length}`,
    );
}
