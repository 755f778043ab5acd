import { NumericError } from '../kernels/errors.ts';

/** Names one scheduled event, for `cancel`. */
export type EventHandle = number;

/**
 * Discrete-event clock. Time is an integer number of nanoseconds; events run in the order of (time, sequence), so
 * events of one instant run in the order in which they were scheduled. Events may schedule and cancel further events.
 */
export class EventLoop {
  #timesNs = new Float64Array(64);
  #sequences = new Uint32Array(64);
  #size = 0;
  #nowNs = 0;
  #nextSequence = 0;
  readonly #actions = new Map<EventHandle, () => void>();

  /** The instant of the event that is running, or of the last one that ran. */
  get nowNs(): number {
    return this.#nowNs;
  }

  /** Runs `action` at `timeNs`. Throws a `NumericError` for a time in the past or not a safe integer. */
  schedule(timeNs: number, action: () => void): EventHandle {
    if (!Number.isSafeInteger(timeNs))
      throw new NumericError('event-time', `schedule: ${timeNs} is not a whole number of nanoseconds`);
    if (timeNs < this.#nowNs)
      throw new NumericError('event-past', `schedule: ${timeNs} ns lies before now, ${this.#nowNs} ns`);
    if (this.#nextSequence > 0xffffffff)
      throw new NumericError('event-sequence', 'schedule: more than 2^32 events in one run');
    if (this.#size === this.#timesNs.length) this.#grow();
    const sequence = this.#nextSequence++;
    this.#actions.set(sequence, action);
    this.#rise(this.#size++, timeNs, sequence);
    return sequence;
  }

  /** Takes an event back. False if it has already run or was cancelled before. */
  cancel(handle: EventHandle): boolean {
    return this.#actions.delete(handle);
  }

  /** Runs all events up to and including `untilNs`, and moves the clock there; without it, until none is left. */
  run({ untilNs }: { untilNs?: number } = {}): void {
    if (untilNs !== undefined && !(Number.isSafeInteger(untilNs) && untilNs >= this.#nowNs))
      throw new NumericError(
        'event-time',
        `run: ${untilNs} ns is not a whole number from ${this.#nowNs} ns on`,
      );
    while (this.#size > 0 && (untilNs === undefined || this.#timesNs[0] <= untilNs)) {
      const timeNs = this.#timesNs[0];
      const action = this.#actions.get(this.#sequences[0]);
      this.#actions.delete(this.#sequences[0]);
      this.#removeFirst();
      if (action === undefined) continue;
      this.#nowNs = timeNs;
      action();
    }
    if (untilNs !== undefined) this.#nowNs = untilNs;
  }

  #removeFirst(): void {
    const last = --this.#size;
    if (last > 0) this.#sink(this.#timesNs[last], this.#sequences[last]);
  }

  #rise(from: number, timeNs: number, sequence: number): void {
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.#isBefore(parent, timeNs, sequence)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#timesNs[hole] = timeNs;
    this.#sequences[hole] = sequence;
  }

  #sink(timeNs: number, sequence: number): void {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#isBefore(right, this.#timesNs[child], this.#sequences[child]))
        child = right;
      if (!this.#isBefore(child, timeNs, sequence)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#timesNs[hole] = timeNs;
    this.#sequences[hole] = sequence;
  }

  #isBefore(index: number, timeNs: number, sequence: number): boolean {
    const other = this.#timesNs[index];
    return other < timeNs || (other === timeNs && this.#sequences[index] < sequence);
  }

  #move(from: number, to: number): void {
    this.#timesNs[to] = this.#timesNs[from];
    this.#sequences[to] = this.#sequences[from];
  }

  #grow(): void {
    const timesNs = new Float64Array(2 * this.#size);
    const sequences = new Uint32Array(2 * this.#size);
    timesNs.set(this.#timesNs);
    sequences.set(this.#sequences);
    this.#timesNs = timesNs;
    this.#sequences = sequences;
  }
}
