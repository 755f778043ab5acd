import { NumericError } from '../../kernels/errors.ts';

/** Bits of a handle that say where; the rest, up to 2⁵³, counts how often that place was used. */
const MOST_SLOTS = 2 ** 26;
const MOST_USES = 2 ** 27;

/** What runs when an event's time has come. */
export type Action = () => void;

/**
 * The actions and kinds of events that wait. A handle names a place and its use, so that a handle whose event is over is told from the one
 * that took its place; a place whose uses are spent is not used again.
 */
export class ActionSlots {
  readonly #mostUses: number;
  readonly #actions: (Action | undefined)[] = [];
  /** Use and kind of each place, side by side. */
  #records = new Uint32Array(128);
  readonly #free: number[] = [];

  /** @param mostUses of one place; for tests */
  constructor(mostUses: number = MOST_USES) {
    this.#mostUses = mostUses;
  }

  /** Puts an action into a free place. Throws NumericError `event-pending` when more than 2²⁶ wait. */
  add(action: Action, kind: number): number {
    const slot = this.#free.pop() ?? this.#actions.length;
    if (slot === MOST_SLOTS)
      throw new NumericError('event-pending', `schedule: more than ${MOST_SLOTS} events wait`);
    if (2 * slot === this.#records.length) this.#grow();
    this.#actions[slot] = action;
    this.#records[2 * slot + 1] = kind;
    return slot;
  }

  handleOf(slot: number): number {
    return this.#records[2 * slot] * MOST_SLOTS + slot;
  }

  /** The action at a place, undefined once it was withdrawn. */
  at(slot: number): Action | undefined {
    return this.#actions[slot];
  }

  kindAt(slot: number): number {
    return this.#records[2 * slot + 1];
  }

  /** Withdraws an action; its place stays taken. False if the handle's event is over. */
  withdraw(handle: number): boolean {
    const slot = handle % MOST_SLOTS;
    if (this.#records[2 * slot] !== Math.floor(handle / MOST_SLOTS) || !this.#actions[slot]) return false;
    this.#actions[slot] = undefined;
    return true;
  }

  /** Makes the place free for another. */
  release(slot: number): void {
    this.#actions[slot] = undefined;
    if (++this.#records[2 * slot] < this.#mostUses) this.#free.push(slot);
  }

  #grow(): void {
    const more = new Uint32Array(2 * this.#records.length);
    more.set(this.#records);
    this.#records = more;
  }
}
