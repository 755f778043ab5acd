/** A user with a picture that may be sent at once. */
export interface ReadyUser {
  readonly user: number;
  /** Pictures that wait, with the one that comes next. */
  readonly waiting: number;
  /** When the picture that comes next appeared. */
  readonly sinceNs: number;
}

/** What a scheduler sees. */
export interface SchedulerView {
  readonly nowNs: number;
  /** Ascending by user; at least one. Users on the air or waiting for word of a try are not among them. */
  readonly ready: readonly ReadyUser[];
  /** What the user's channel would carry now, ≥ 0, in any unit that is the same for all. */
  rateOf(user: number): number;
}

export interface Decision<State> {
  /** Who begins to send now, ascending; some of the ready ones. */
  readonly users: readonly number[];
  readonly state: State;
}

/**
 * Decides who sends. A decision is a function of state and view alone; what a scheduler remembers is in its state.
 */
export interface Scheduler<State> {
  /** Whether all that begins together must have ended before anything else begins. If not, it is asked at every change. */
  readonly framed: boolean;
  init(users: number): State;
  decide(state: State, view: SchedulerView): Decision<State>;
}
