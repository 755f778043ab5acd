import seedrandom from 'seedrandom';
import { NumericError } from '../errors.ts';
import { philox } from './philox.ts';
import { philoxBlocks } from './philoxBlocks.ts';

/** One part of a stream's name. Numbers must be finite; 1 and '1' are different parts. */
export type NamePart = string | number;

const WORDS_PER_BLOCK = 4;
/** Blocks made at a time: one at first, so that a short stream costs little, then `GROWTH` times as many up to `MOST_AHEAD`. */
const GROWTH = 4;
const MOST_AHEAD = 256;

/**
 * An endless sequence of random 32-bit words with a place in it. Word i depends on the stream's name and on i only,
 * so a stream can be left and taken up again by its `position`.
 */
export class RandomStream {
  readonly #key: Uint32Array;
  /** Words 0 and 1 count blocks; words 2 and 3 belong to the name. */
  readonly #counter: Uint32Array;
  /** Words made ahead, of which #next have been drawn. */
  #words = new Int32Array(0);
  #next = 0;
  #ahead = 1;
  #blocksMade = 0;

  /** @param name four 32-bit words that tell this stream from all others */
  constructor(name: Uint32Array) {
    if (name.length !== 4)
      throw new NumericError('stream-name', `RandomStream: the name needs 4 words, got ${name.length}`);
    this.#key = name.slice(0, 2);
    this.#counter = Uint32Array.of(0, 0, name[2], name[3]);
  }

  /** The next word: an integer, uniform in [0, 2³²). */
  uint32(): number {
    return this.int32() >>> 0;
  }

  /** The next word as a signed integer, in [−2³¹, 2³¹): the same bits, which engines keep in a machine register. */
  int32(): number {
    if (this.#next === this.#words.length) this.#refill();
    return this.#words[this.#next++];
  }

  /** Words made ahead, for reading many at once; those from `drawn` on, at least one, come next. Valid until the next draw. */
  peek(): Int32Array {
    if (this.#next === this.#words.length) this.#refill();
    return this.#words;
  }

  /** How many of the words that `peek` shows have been drawn. */
  get drawn(): number {
    return this.#next;
  }

  /** Draws `count` of the words that `peek` shows, at most all that are left. */
  skip(count: number): void {
    const left = this.#words.length - this.#next;
    if (!(count >= 0 && count <= left))
      throw new NumericError('stream-position', `skip: ${count} words, ${left} are at hand`);
    this.#next += count;
  }

  /** Words drawn so far. */
  get position(): number {
    return this.#blocksMade * WORDS_PER_BLOCK + this.#next - this.#words.length;
  }

  /** Goes to the place where `position` words have been drawn. */
  seek(position: number): void {
    if (!Number.isSafeInteger(position) || position < 0)
      throw new NumericError('stream-position', `seek: ${position} is not a non-negative safe integer`);
    const within = position % WORDS_PER_BLOCK;
    this.#blocksMade = (position - within) / WORDS_PER_BLOCK;
    this.#ahead = 1;
    this.#next = this.#words.length;
    if (within > 0) {
      this.#refill();
      this.#next = within;
    }
  }

  #refill(): void {
    const first = this.#blocksMade % 2 ** 32;
    // Only the last blocks before the counter's low word is used up come one by one.
    const blocks = first + this.#ahead <= 2 ** 32 ? this.#ahead : 1;
    this.#counter[0] = first;
    this.#counter[1] = this.#blocksMade / 2 ** 32;
    if (this.#words.length !== blocks * WORDS_PER_BLOCK)
      this.#words = new Int32Array(blocks * WORDS_PER_BLOCK);
    if (blocks === 1) philox(this.#counter, this.#key, this.#words);
    else philoxBlocks(this.#counter, this.#key, blocks, this.#words);
    this.#blocksMade += blocks;
    this.#next = 0;
    this.#ahead = Math.min(this.#ahead * GROWTH, MOST_AHEAD);
  }
}

/**
 * The stream of that name: `randomStream(seed, 'omdma', snrDb, trial, 'noise', user)`. The same name always gives the
 * same words; different names give independent streams. Parts do not run together: ('a', 'bc') is not ('ab', 'c').
 *
 * @throws NumericError `stream-name` when the name is empty or a part is NaN or infinite
 */
export function randomStream(...name: readonly NamePart[]): RandomStream {
  if (name.length === 0) throw new NumericError('stream-name', 'randomStream: the name is empty');
  for (const part of name)
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new NumericError('stream-name', `randomStream: ${part} cannot be part of a name`);
  // seedrandom reads eight bits of each character, so everything beyond ASCII is escaped.
  const words = seedrandom(encodeURIComponent(JSON.stringify(name)));
  return new RandomStream(Uint32Array.from({ length: 4 }, () => words.int32()));
}
