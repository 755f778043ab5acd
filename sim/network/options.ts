import type { AirSegment } from './air.ts';
import { type ArqSettings, checkArq, NO_REPEATS } from './arq.ts';
import { need, needNs, needPositive } from './checks.ts';
import type { Scheduler } from './schedulers/scheduler.ts';
import type { ArrivalProcess } from './traffic/arrivals.ts';

/** One user of a cell. */
export interface NetworkUser {
  /** Opens the user's traffic from its beginning. Pictures of a time when the user is not there are not made. */
  arrivals(): ArrivalProcess;
  /** When the user comes, default 0, and goes, default never. */
  readonly joinsNs?: number;
  readonly leavesNs?: number;
  /** From sending a symbol to its arrival, default 0. */
  readonly propagationNs?: number;
  /** Mean transmit power while on the air, in watts, default 1. */
  readonly powerW?: number;
  /** Places in the user's queue, default any number. */
  readonly capacity?: number;
  /**
   * Time from the instant when a picture exists to the one when it must have arrived, default any. A picture that still waits then is
   * dropped, one that arrives later is late; both are misses.
   */
  readonly deadlineNs?: number;
  /** Time after which a picture that still waits is dropped, default `deadlineNs`; less where the sender knows how long a frame takes. */
  readonly patienceNs?: number;
}

/** A try of a picture, as it begins to arrive. */
export interface Transmission {
  readonly user: number;
  /** Counts the user's pictures from 0, and the tries of this one from 1. */
  readonly picture: number;
  readonly tries: number;
  /** When the picture appeared; when its first symbol was sent, and when that arrived. */
  readonly appearedNs: number;
  readonly sentNs: number;
  readonly fromNs: number;
}

/** A picture as it reached the receiver. */
export interface Reception extends Transmission {
  /** When its last symbol had arrived. */
  readonly toNs: number;
  /** Who else arrived in which part of it. */
  readonly segments: readonly AirSegment[];
  /** Whether its sender left before it had sent it all. Then it is lost and nobody judges it. */
  readonly cutOff: boolean;
}

/** What may become of a picture. */
export type Fate = 'blocked' | 'expired' | 'abandoned' | 'delivered' | 'rejected';

/** A picture whose fate is known; pictures on the way when a run ends have none. */
export interface Settled {
  readonly user: number;
  readonly picture: number;
  readonly appearedNs: number;
  readonly fate: Fate;
  /** Delivered after its deadline. */
  readonly late: boolean;
}

/** What the receiver made of it. */
export interface Outcome {
  readonly accepted: boolean;
}

export interface NetworkOptions<State> {
  readonly users: readonly NetworkUser[];
  readonly bandwidthHz: number;
  /** Complex channel uses that this picture takes, a whole number of at least 1. */
  uses(user: number, picture: number): number;
  readonly scheduler: Scheduler<State>;
  /** What a user's channel would carry now, for schedulers that look at it; default 1 for all. */
  rateOf?(user: number, nowNs: number): number;
  /** Default: nothing is sent again. */
  readonly arq?: ArqSettings;
  /**
   * Judges receptions, one outcome each, in the order of their arrival. It is called when a sender is due to hear of one of them, when
   * `batch` of them have come together, and at the end. How they are put together must not change the outcomes.
   */
  judge(receptions: readonly Reception[]): readonly Outcome[] | Promise<readonly Outcome[]>;
  /** Default 256. */
  readonly batch?: number;
  /** The run ends at this instant. */
  readonly untilNs: number;
  /** A run ends before when so many pictures of one user wait: its queue is taken for unstable. Default 10,000. */
  readonly mostWaiting?: number;
  /** Hears of every transmission when its first symbol arrives. */
  observeBegin?(transmission: Transmission): void;
  /** Hears of every transmission when it has ended, for a timeline. The judge gets the same object. */
  observe?(reception: Reception): void;
  /** Hears of every picture once its fate is known. */
  observeFate?(settled: Settled): void;
}

export const DEFAULT_BATCH = 256;
export const MOST_WAITING = 10_000;

/** Throws ConfigError `network` with path, value and what is valid. */
export function checkNetwork<State>(options: NetworkOptions<State>): void {
  const { users, bandwidthHz, untilNs, batch = DEFAULT_BATCH, mostWaiting = MOST_WAITING } = options;
  need(users.length > 0, 'users', users, 'a list of at least one user');
  needPositive('bandwidthHz', bandwidthHz, 'hertz');
  needNs('untilNs', untilNs);
  need(Number.isInteger(batch) && batch >= 1, 'batch', batch, 'a whole number, 1 or more');
  need(mostWaiting >= 1, 'mostWaiting', mostWaiting, 'a number of pictures, 1 or more');
  checkArq(options.arq ?? NO_REPEATS);
  for (const [index, user] of users.entries()) {
    const { joinsNs = 0, leavesNs, propagationNs = 0, powerW = 1 } = user;
    needNs(`users.${index}.joinsNs`, joinsNs);
    needNs(`users.${index}.propagationNs`, propagationNs);
    need(
      powerW >= 0 && powerW < Number.POSITIVE_INFINITY,
      `users.${index}.powerW`,
      powerW,
      'a number of watts, 0 or more',
    );
    for (const name of ['deadlineNs', 'patienceNs'] as const) {
      const value = user[name];
      if (value !== undefined) needNs(`users.${index}.${name}`, value);
    }
    if (leavesNs === undefined) continue;
    needNs(`users.${index}.leavesNs`, leavesNs);
    need(leavesNs >= joinsNs, `users.${index}.leavesNs`, leavesNs, `at or after joinsNs, ${joinsNs}`);
  }
}
