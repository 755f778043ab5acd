import { need } from './checks.ts';
import { Occupancy, type OccupancyStatistics } from './occupancy.ts';

export interface QueueSettings {
  /** Places; a picture that finds them all taken is blocked. Default: any number. */
  readonly capacity?: number;
  /** Time after which a picture that still waits is dropped. Default: never. */
  readonly patienceNs?: number;
}

export interface QueueStatistics {
  readonly offered: number;
  readonly blocked: number;
  /** Dropped because they had waited for `patienceNs`. */
  readonly expired: number;
  readonly taken: number;
  /** Taken out by `clear`. */
  readonly cleared: number;
  /** Lq and Wq: of the places. */
  readonly places: OccupancyStatistics;
}

interface Entry<T> {
  readonly item: T;
  readonly sinceNs: number;
}

/** Taken entries are cut off the array when there are this many. */
const SPENT = 1024;

/**
 * First in, first out, with a limit on places and on patience. An item expires at the nanosecond after its patience has ended, and leaves
 * at the instant when it ended; no event is needed for that, as items expire in the order of entry. All calls are made in the order of time.
 *
 * @throws ConfigError `network` when the capacity is not a whole number or the patience not a time
 */
export class FifoQueue<T> {
  readonly #capacity: number;
  readonly #patienceNs: number;
  readonly #onExpired: (item: T, atNs: number) => void;
  readonly #occupancy = new Occupancy();
  #entries: Entry<T>[] = [];
  #first = 0;
  #counts = { offered: 0, blocked: 0, expired: 0, taken: 0, cleared: 0 };

  /** @param onExpired hears of items whose patience ended, at the latest when the queue is next asked or given something */
  constructor(settings: QueueSettings = {}, onExpired: (item: T, atNs: number) => void = () => {}) {
    const { capacity = Number.POSITIVE_INFINITY, patienceNs = Number.POSITIVE_INFINITY } = settings;
    const isWhole = (value: number) =>
      (Number.isInteger(value) && value >= 0) || value === Number.POSITIVE_INFINITY;
    need(isWhole(capacity), 'queue.capacity', capacity, 'a whole number of places, 0 or more');
    need(isWhole(patienceNs), 'queue.patienceNs', patienceNs, 'a whole number of nanoseconds, 0 or more');
    this.#capacity = capacity;
    this.#patienceNs = patienceNs;
    this.#onExpired = onExpired;
  }

  /** Items that wait. */
  lengthAt(nowNs: number): number {
    this.expire(nowNs);
    return this.#entries.length - this.#first;
  }

  /** Since when the first item waits; undefined when none does. */
  firstSinceNs(nowNs: number): number | undefined {
    this.expire(nowNs);
    return this.#entries[this.#first]?.sinceNs;
  }

  /** Puts an item at the end. False if it was blocked. */
  offer(item: T, nowNs: number): boolean {
    this.#counts.offered++;
    if (this.lengthAt(nowNs) >= this.#capacity) {
      this.#counts.blocked++;
      return false;
    }
    this.#occupancy.enter(nowNs);
    this.#entries.push({ item, sinceNs: nowNs });
    return true;
  }

  /** Takes the first item out; undefined when there is none. */
  take(nowNs: number): T | undefined {
    this.expire(nowNs);
    if (this.#first === this.#entries.length) return undefined;
    this.#counts.taken++;
    return this.#removeFirst(nowNs);
  }

  /** Takes all items out. */
  clear(nowNs: number): T[] {
    this.expire(nowNs);
    const items: T[] = [];
    while (this.#first < this.#entries.length) items.push(this.#removeFirst(nowNs));
    this.#counts.cleared += items.length;
    return items;
  }

  /** Throws NumericError `littles-law`: see `Occupancy`. */
  statistics(nowNs: number): QueueStatistics {
    this.expire(nowNs);
    return { ...this.#counts, places: this.#occupancy.statistics(nowNs, this.waitingSinceNs()) };
  }

  /** Since when each item waits, the first one first. */
  waitingSinceNs(): number[] {
    return this.#entries.slice(this.#first).map(({ sinceNs }) => sinceNs);
  }

  /** Drops what is due. Every other method does so too. */
  expire(nowNs: number): void {
    while (this.#first < this.#entries.length) {
      const endsNs = this.#entries[this.#first].sinceNs + this.#patienceNs;
      if (endsNs >= nowNs) return;
      this.#counts.expired++;
      this.#onExpired(this.#removeFirst(endsNs), endsNs);
    }
  }

  #removeFirst(nowNs: number): T {
    const { item, sinceNs } = this.#entries[this.#first++];
    this.#occupancy.leave(nowNs, sinceNs);
    if (this.#first >= SPENT && 2 * this.#first >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }
}
