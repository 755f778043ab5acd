import { NumericError } from '../../kernels/errors.ts';

/** Averages over the time from 0 to the instant of asking. */
export interface OccupancyStatistics {
  /** L: time average of the number inside, and the most that was ever inside. */
  readonly meanNumber: number;
  readonly most: number;
  readonly entries: number;
  /** λ: entries per nanosecond. */
  readonly entriesPerNs: number;
  /** W: mean time inside of all that entered; those still inside count up to the instant of asking. */
  readonly meanStayNs: number;
}

/**
 * Counts what is inside something: a queue, a server, a cell. The number over time and the stays are added up apart, the one
 * at every change, the other from the instant of entry that each one carries with it. Over any interval Little's law L = λW holds
 * exactly between the two, whatever the order of service, so a stay that was counted from a wrong instant shows.
 *
 * Source: Little, "A proof for the queuing formula: L = λW", Oper. Res. 9(3), 1961; exact over finite intervals: Little, "Little's law as
 * viewed on its 50th anniversary", Oper. Res. 59(3), 2011.
 */
export class Occupancy {
  #number = 0;
  #most = 0;
  #entries = 0;
  #changedNs = 0;
  /** ∫ number dt, and the sum of the stays that are over; in nanoseconds. */
  #areaNs = 0;
  #staysNs = 0;

  get number(): number {
    return this.#number;
  }

  enter(nowNs: number): void {
    this.#advance(nowNs);
    this.#number++;
    this.#entries++;
    this.#most = Math.max(this.#most, this.#number);
  }

  /** @param enteredNs when the one that leaves says that it entered */
  leave(nowNs: number, enteredNs: number): void {
    this.#advance(nowNs);
    this.#number--;
    this.#staysNs += nowNs - enteredNs;
  }

  /**
   * @param insideSinceNs when those still inside say that they entered
   * @throws NumericError `littles-law` when L ≠ λW
   */
  statistics(nowNs: number, insideSinceNs: readonly number[]): OccupancyStatistics {
    this.#advance(nowNs);
    const staysNs = insideSinceNs.reduce((sum, sinceNs) => sum + nowNs - sinceNs, this.#staysNs);
    // Sums of whole nanoseconds are exact up to 2^53.
    const exact = this.#areaNs <= Number.MAX_SAFE_INTEGER;
    if (Math.abs(this.#areaNs - staysNs) > (exact ? 0 : 1e-9 * this.#areaNs))
      throw new NumericError(
        'littles-law',
        `Occupancy: number × time is ${this.#areaNs} ns, but the stays add up to ${staysNs} ns`,
      );
    return {
      meanNumber: this.#areaNs / Math.max(nowNs, 1),
      most: this.#most,
      entries: this.#entries,
      entriesPerNs: this.#entries / Math.max(nowNs, 1),
      meanStayNs: staysNs / Math.max(this.#entries, 1),
    };
  }

  #advance(nowNs: number): void {
    this.#areaNs += this.#number * (nowNs - this.#changedNs);
    this.#changedNs = nowNs;
  }
}
