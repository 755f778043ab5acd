import type { EventHandle } from '../events/loop.ts';
import { Occupancy } from './occupancy.ts';
import type { Fate, NetworkUser, Settled } from './options.ts';
import { FifoQueue } from './queue.ts';
import type { UserResult } from './results.ts';
import type { ArrivalProcess } from './traffic/arrivals.ts';

export interface Picture {
  readonly index: number;
  readonly appearedNs: number;
  /** Tries so far, and when the first of them began. */
  tries: number;
  firstSentNs: number;
}

/** A picture on its way. */
export interface Flight {
  readonly picture: Picture;
  readonly sentNs: number;
  /** When its last symbol leaves the sender. */
  readonly leftNs: number;
  readonly arrival: EventHandle;
}

/** One user: what it has to send, what it is doing, and what became of its pictures. */
export class Sender {
  readonly user: number;
  readonly settings: Required<Pick<NetworkUser, 'joinsNs' | 'propagationNs' | 'powerW'>> & NetworkUser;
  readonly queue: FifoQueue<Picture>;
  present = false;
  arrivals: ArrivalProcess | undefined;
  nextArrival: EventHandle | undefined;
  /** On the air; waiting for word of a try; due to be sent again. At most one of the three. */
  flight: Flight | undefined;
  awaited: Picture | undefined;
  repeat: Picture | undefined;
  readonly #system = new Occupancy();
  readonly #fates: Record<Fate, number> = { blocked: 0, expired: 0, abandoned: 0, delivered: 0, rejected: 0 };
  readonly #delaysNs: number[] = [];
  readonly #waitsNs: number[] = [];
  readonly #onFate: (settled: Settled) => void;
  #offered = 0;
  #late = 0;
  #transmissions = 0;
  #onAirNs = 0;
  #leftNs: number | undefined;

  constructor(user: number, settings: NetworkUser, onFate: (settled: Settled) => void) {
    this.user = user;
    this.#onFate = onFate;
    this.settings = { joinsNs: 0, propagationNs: 0, powerW: 1, ...settings };
    const { capacity, deadlineNs, patienceNs = deadlineNs } = settings;
    this.queue = new FifoQueue(
      {
        ...(capacity !== undefined && { capacity }),
        ...(patienceNs !== undefined && { patienceNs }),
      },
      (picture, atNs) => {
        this.#system.leave(atNs, picture.appearedNs);
        this.#settle(picture, 'expired');
      },
    );
  }

  get offered(): number {
    return this.#offered;
  }

  get transmissions(): number {
    return this.#transmissions;
  }

  isReadyAt(nowNs: number): boolean {
    return (
      this.present &&
      !this.flight &&
      !this.awaited &&
      (this.repeat !== undefined || this.queue.lengthAt(nowNs) > 0)
    );
  }

  /** When the picture that comes next appeared; only where the sender is ready. */
  nextSinceNs(nowNs: number): number {
    return this.repeat?.appearedNs ?? this.queue.firstSinceNs(nowNs)!;
  }

  appear(nowNs: number): void {
    const picture = { index: this.#offered++, appearedNs: nowNs, tries: 0, firstSentNs: Number.NaN };
    if (this.queue.offer(picture, nowNs)) this.#system.enter(nowNs);
    else this.#settle(picture, 'blocked');
  }

  /** Takes the next picture for a try; only where the sender is ready. */
  takeNext(nowNs: number): Picture {
    const picture = this.repeat ?? this.queue.take(nowNs)!;
    this.repeat = undefined;
    if (picture.tries++ === 0) picture.firstSentNs = nowNs;
    this.#transmissions++;
    return picture;
  }

  isLate({ appearedNs }: Picture, nowNs: number): boolean {
    return nowNs - appearedNs > (this.settings.deadlineNs ?? Number.POSITIVE_INFINITY);
  }

  /** Whether a picture has waited for too long to be sent. */
  isOverdue({ appearedNs }: Picture, nowNs: number): boolean {
    const { deadlineNs, patienceNs = deadlineNs } = this.settings;
    return nowNs - appearedNs > (patienceNs ?? Number.POSITIVE_INFINITY);
  }

  onAir(forNs: number): void {
    this.#onAirNs += forNs;
  }

  /** The sender has done with a picture that it lost. */
  finish(picture: Picture, fate: 'expired' | 'abandoned', nowNs: number): void {
    this.release(picture, nowNs);
    this.#settle(picture, fate);
  }

  /** The sender has done with a picture, whatever became of it. */
  release({ appearedNs }: Picture, nowNs: number): void {
    // What is due has left before.
    this.queue.expire(nowNs);
    this.#system.leave(nowNs, appearedNs);
  }

  delivered(picture: Picture, arrivedNs: number): void {
    const late = this.isLate(picture, arrivedNs);
    if (late) this.#late++;
    this.#settle(picture, 'delivered', late);
    this.#delaysNs.push(arrivedNs - picture.appearedNs);
    this.#waitsNs.push(picture.firstSentNs - picture.appearedNs);
  }

  /** The receiver did not accept the last try. */
  rejected(picture: Picture): void {
    this.#settle(picture, 'rejected');
  }

  /** Goes, with all that waits. */
  leave(nowNs: number): void {
    this.present = false;
    this.#leftNs = nowNs;
    for (const picture of this.queue.clear(nowNs)) this.finish(picture, 'abandoned', nowNs);
    if (this.repeat) this.finish(this.repeat, 'abandoned', nowNs);
    this.repeat = undefined;
  }

  #settle({ index, appearedNs }: Picture, fate: Fate, late = false): void {
    this.#fates[fate]++;
    this.#onFate({ user: this.user, picture: index, appearedNs, fate, late });
  }

  result(endedNs: number): UserResult {
    const { joinsNs, powerW } = this.settings;
    const queue = this.queue.statistics(endedNs);
    const held = [this.flight?.picture, this.awaited, this.repeat].flatMap(one =>
      one ? [one.appearedNs] : [],
    );
    const presentNs = Math.max(0, (this.#leftNs ?? endedNs) - joinsNs);
    const { delivered, expired } = this.#fates;
    const finished = Object.values(this.#fates).reduce((sum, count) => sum + count, 0);
    const energyJ = (powerW * this.#onAirNs) / 1e9;
    return {
      user: this.user,
      presentNs,
      offered: this.#offered,
      ...this.#fates,
      late: this.#late,
      unfinished: this.#offered - finished,
      deadlineMisses: this.#late + expired,
      goodputPerS: presentNs === 0 ? 0 : ((delivered - this.#late) * 1e9) / presentNs,
      transmissions: this.#transmissions,
      onAirNs: this.#onAirNs,
      energyJ,
      energyPerDeliveredJ: delivered === 0 ? null : energyJ / delivered,
      delaysNs: this.#delaysNs,
      waitsNs: this.#waitsNs,
      queue,
      system: this.#system.statistics(endedNs, [...held, ...this.queue.waitingSinceNs()]),
    };
  }
}
