import type { Scheduler } from './scheduler.ts';

/**
 * One user a frame, in turn (TDMA); a user without picture is passed over. A user waits for at most as many frames as there are others.
 * The state is the user whose turn it is.
 */
export const roundRobin: Scheduler<number> = {
  framed: true,
  init: () => 0,
  decide(turn, { ready }) {
    const { user } = ready.find(one => one.user >= turn) ?? ready[0];
    return { users: [user], state: user + 1 };
  },
};
