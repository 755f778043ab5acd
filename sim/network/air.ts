import { NumericError } from '../../kernels/errors.ts';

/** A stretch of a transmission during which the same others are on the air. */
export interface AirSegment {
  readonly fromNs: number;
  readonly toNs: number;
  /** The others' numbers, ascending. */
  readonly others: readonly number[];
}

interface Change {
  readonly fromNs: number;
  /** Who is on the air from then on, in the order of their coming. */
  readonly users: readonly number[];
}

/** Changes that nobody on the air has seen are forgotten when there are this many. */
const STALE = 256;

/**
 * Who is on the air when, at one receiver: a piecewise constant set of users. Calls are made in the order of time.
 *
 * @throws NumericError `air` when a user begins who is on the air already, or one ends who is not
 */
export class Air {
  /** For each user on the air, the index of the change with which it came, counted over all changes ever. */
  readonly #came = new Map<number, number>();
  #changes: Change[] = [];
  #forgotten = 0;
  #busyNs = 0;
  #busySinceNs = 0;

  get size(): number {
    return this.#came.size;
  }

  /** Changes in memory. */
  get remembered(): number {
    return this.#changes.length;
  }

  /** How long someone has been on the air. */
  busyNs(nowNs: number): number {
    return this.#busyNs + (this.size > 0 ? nowNs - this.#busySinceNs : 0);
  }

  begin(user: number, nowNs: number): void {
    if (this.size === 0) this.#busySinceNs = nowNs;
    if (this.#came.has(user)) throw new NumericError('air', `Air: user ${user} is on the air already`);
    this.#came.set(user, this.#forgotten + this.#changes.length);
    this.#change(nowNs);
  }

  /** Ends a user's transmission. Returns its stretches: they follow each other without gap from begin to end. */
  end(user: number, nowNs: number): AirSegment[] {
    const came = this.#came.get(user);
    if (came === undefined) throw new NumericError('air', `Air: user ${user} is not on the air`);
    const first = came - this.#forgotten;
    const segments: AirSegment[] = [];
    for (let i = first; i < this.#changes.length; i++) {
      const { fromNs, users } = this.#changes[i];
      const toNs = this.#changes[i + 1]?.fromNs ?? nowNs;
      if (toNs === fromNs) continue;
      segments.push({ fromNs, toNs, others: users.filter(other => other !== user).sort((a, b) => a - b) });
    }
    this.#came.delete(user);
    if (this.size === 0) this.#busyNs += nowNs - this.#busySinceNs;
    this.#change(nowNs);
    return segments;
  }

  #change(nowNs: number): void {
    this.#changes.push({ fromNs: nowNs, users: [...this.#came.keys()] });
    if (this.#came.size === 0) this.#forget(this.#changes.length);
    else if (this.#changes.length >= STALE) this.#forget(Math.min(...this.#came.values()) - this.#forgotten);
  }

  #forget(count: number): void {
    if (2 * count < this.#changes.length) return;
    this.#changes = this.#changes.slice(count);
    this.#forgotten += count;
  }
}
