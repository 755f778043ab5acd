const SEEDS = [0, 0x9747b28c] as const;
const BYTES_PER_EVENT = 20;

/**
 * Running hash of the events that ran: two runs with the same fingerprint did the same things in the same order. It is the
 * 32-bit MurmurHash3 with seed 0, then the one with seed 0x9747b28c, of all events as little-endian bytes: time (8), sequence (8),
 * kind (4).
 *
 * Source: Appleby, MurmurHash3 (x86, 32 bit), 2011, public domain.
 */
export class Fingerprint {
  #first: number = SEEDS[0];
  #second: number = SEEDS[1] | 0;
  #events = 0;

  add(timeNs: number, sequence: number, kind: number): void {
    const words = [timeNs | 0, (timeNs / 2 ** 32) | 0, sequence | 0, (sequence / 2 ** 32) | 0, kind];
    for (const word of words) {
      this.#first = mix(this.#first, word);
      this.#second = mix(this.#second, word);
    }
    this.#events++;
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return [this.#first, this.#second]
      .map(lane => hex(finish(lane ^ (BYTES_PER_EVENT * this.#events))))
      .join('');
  }
}

function mix(hash: number, word: number): number {
  const scrambled = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
