import seedrandom from 'seedrandom';
import { NumericError } from '../errors.ts';
import { philox } from './philox.ts';

/** One part of a stream's name. Numbers must be finite; 1 and '1' are different parts. */
export type NamePart = string | number;

const WORDS_PER_BLOCK = 4;

/**
 * An endless sequence of random 32-bit words with a place in it. Word i depends on the stream's name and on i only,
 * so a stream can be left and taken up again by its `position`.
 */
export class RandomStream {
  readonly #key: Uint32Array;
  /** Words 0 and 1 count blocks; words 2 and 3 belong to the name. */
  readonly #counter: Uint32Array;
  readonly #block = new Uint32Array(WORDS_PER_BLOCK);
  #blocksMade = 0;
  #next = WORDS_PER_BLOCK;

  /** @param name four 32-bit words that tell this stream from all others */
  constructor(name: Uint32Array) {
    if (name.length !== 4)
      throw new NumericError('stream-name', `RandomStream: the name needs 4 words, got ${name.length}`);
    this.#key = name.slice(0, 2);
    this.#counter = Uint32Array.of(0, 0, name[2], name[3]);
  }

  /** The next word: an integer, uniform in [0, 2³²). */
  uint32(): number {
    if (this.#next === WORDS_PER_BLOCK) this.#refill();
    return this.#block[this.#next++];
  }

  /** Words drawn so far. */
  get position(): number {
    return this.#blocksMade * WORDS_PER_BLOCK + this.#next - WORDS_PER_BLOCK;
  }

  /** Goes to the place where `position` words have been drawn. */
  seek(position: number): void {
    if (!Number.isSafeInteger(position) || position < 0)
      throw new NumericError('stream-position', `seek: ${position} is not a non-negative safe integer`);
    const within = position % WORDS_PER_BLOCK;
    this.#blocksMade = (position - within) / WORDS_PER_BLOCK;
    this.#next = WORDS_PER_BLOCK;
    if (within > 0) {
      this.#refill();
      this.#next = within;
    }
  }

  #refill(): void {
    const index = this.#blocksMade++;
    this.#counter[0] = index;
    this.#counter[1] = index / 2 ** 32;
    philox(this.#counter, this.#key, this.#block);
    this.#next = 0;
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
