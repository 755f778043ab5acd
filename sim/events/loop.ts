import { NumericError } from '../../kernels/errors.ts';
import { Fingerprint } from './fingerprint.ts';
import { EventHeap } from './heap.ts';
import { type Action, ActionSlots } from './slots.ts';

/** Names one scheduled event, for `cancel`. */
export type EventHandle = number;

/**
 * Discrete-event clock. Time is an integer number of nanoseconds; events run in the order of (time, sequence), so
 * events of one instant run in the order in which they were scheduled. Events may schedule and cancel further events.
 *
 * There are no processes: as an asynchronous generator one makes each event cost three times as much, and every wait of the
 * simulator is a single `schedule`.
 */
export class EventLoop {
  readonly #heap = new EventHeap();
  readonly #slots = new ActionSlots();
  readonly #fingerprint = new Fingerprint();
  #nowNs = 0;
  #nextSequence = 0;
  #withdrawn = 0;
  #stopped = false;

  /** The instant of the event that is running, or of the last one that ran. */
  get nowNs(): number {
    return this.#nowNs;
  }

  /** Events that wait. */
  get pending(): number {
    return this.#heap.size - this.#withdrawn;
  }

  /** Entries in memory: events that wait, and cancelled ones that were not swept out yet. */
  get held(): number {
    return this.#heap.size;
  }

  /** Hash of (time, sequence, kind) of all events that ran: 16 hexadecimal digits. */
  get fingerprint(): string {
    return this.#fingerprint.toString();
  }

  /**
   * Runs `action` at `timeNs`. `kind`, a whole number, goes into the fingerprint.
   *
   * @throws NumericError `event-time` for a time that is no safe integer, `event-past` for one before now, `event-pending`
   *   when more than 2²⁶ events wait
   */
  schedule(timeNs: number, action: Action, kind = 0): EventHandle {
    if (!Number.isSafeInteger(timeNs))
      throw new NumericError('event-time', `schedule: ${timeNs} is not a whole number of nanoseconds`);
    if (timeNs < this.#nowNs)
      throw new NumericError('event-past', `schedule: ${timeNs} ns lies before now, ${this.#nowNs} ns`);
    const slot = this.#slots.add(action, kind);
    this.#heap.insert(timeNs, this.#nextSequence++, slot);
    return this.#slots.handleOf(slot);
  }

  /**
   * Takes an event back. False if it has already run or was cancelled before. Its entry stays until its time comes or more
   * than half of all entries are like it.
   */
  cancel(handle: EventHandle): boolean {
    if (!this.#slots.withdraw(handle)) return false;
    if (++this.#withdrawn * 2 > this.#heap.size) this.#sweep();
    return true;
  }

  /** Runs all events up to and including `untilNs`, and moves the clock there; without it, until none is left. */
  run({ untilNs }: { untilNs?: number } = {}): void {
    if (untilNs !== undefined && !(Number.isSafeInteger(untilNs) && untilNs >= this.#nowNs))
      throw new NumericError(
        'event-time',
        `run: ${untilNs} ns is not a whole number from ${this.#nowNs} ns on`,
      );
    this.#stopped = false;
    const lastNs = untilNs ?? Number.MAX_SAFE_INTEGER;
    while (this.#heap.size > 0 && this.#heap.firstTimeNs <= lastNs) {
      this.#runFirst();
      if (this.#stopped) return;
    }
    if (untilNs !== undefined) this.#nowNs = untilNs;
  }

  /** Lets `run` return after the present event; a further `run` goes on. */
  stop(): void {
    this.#stopped = true;
  }

  #runFirst(): void {
    const heap = this.#heap;
    const [timeNs, slot] = [heap.firstTimeNs, heap.firstSlot];
    const action = this.#slots.at(slot);
    heap.removeFirst();
    this.#slots.release(slot);
    if (action === undefined) {
      this.#withdrawn--;
      return;
    }
    this.#nowNs = timeNs;
    this.#fingerprint.add(timeNs, heap.sequenceOf(slot), this.#slots.kindAt(slot));
    action();
  }

  #sweep(): void {
    this.#heap.filter(slot => {
      if (this.#slots.at(slot) !== undefined) return true;
      this.#slots.release(slot);
      return false;
    });
    this.#withdrawn = 0;
  }
}
