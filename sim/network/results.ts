import type { OccupancyStatistics } from './occupancy.ts';
import type { QueueStatistics } from './queue.ts';

/**
 * What became of one user's pictures. Every picture has one fate: offered = blocked + expired + abandoned + delivered + rejected +
 * unfinished.
 */
export interface UserResult {
  readonly user: number;
  /** How long the user was there. */
  readonly presentNs: number;
  readonly offered: number;
  /** Found no place in the queue. */
  readonly blocked: number;
  /** Dropped at the sender when their deadline had passed. */
  readonly expired: number;
  /** Lost because the user left: waiting, on the air, or due to be sent again. */
  readonly abandoned: number;
  /** Accepted by the receiver, and how many of them after their deadline. */
  readonly delivered: number;
  readonly late: number;
  /** Not accepted in the last try. */
  readonly rejected: number;
  /** Still on the way when the run ended. */
  readonly unfinished: number;
  /** Late or expired. */
  readonly deadlineMisses: number;
  /** Pictures delivered in time, per second of presence; 0 without presence. */
  readonly goodputPerS: number;
  readonly transmissions: number;
  readonly onAirNs: number;
  readonly energyJ: number;
  /** Null where nothing was delivered. */
  readonly energyPerDeliveredJ: number | null;
  /** Of the delivered pictures in the order of arrival: from existence to the arrival of the last symbol, and to the first symbol of the first try. */
  readonly delaysNs: readonly number[];
  readonly waitsNs: readonly number[];
  /** The queue, and all pictures that their sender is not done with. Both kept to Little's law, else the run had failed. */
  readonly queue: QueueStatistics;
  readonly system: OccupancyStatistics;
}

/** A queue that grew past every bound. */
export interface Instability {
  readonly user: number;
  readonly atNs: number;
  readonly waiting: number;
  /** Of this user until then. */
  readonly offeredPerS: number;
  readonly sentPerS: number;
  readonly message: string;
}

export interface NetworkResult {
  readonly users: readonly UserResult[];
  /** When the run ended: at `untilNs`, or where it was found unstable. */
  readonly endedNs: number;
  readonly unstable: Instability | null;
  /** Share of the time in which someone was on the air. */
  readonly bandUse: number;
  /** Jain's index over the users' goodput. */
  readonly fairness: number;
  /** Of the events that ran, see `EventLoop`. */
  readonly fingerprint: string;
}
