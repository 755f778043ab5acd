import { need } from '../checks.ts';
import type { Scheduler } from './scheduler.ts';

export interface ProportionalFairSettings {
  /** t_c: frames over which a user's rate is averaged, ≥ 1. */
  readonly windowFrames: number;
}

/**
 * One user a frame, the one whose channel is best relative to what it has had: the largest R_k/T_k, R_k the rate now and T_k its average
 * rate, T_k ← (1 − 1/t_c) T_k + (1/t_c) R_k for the one who sends, with R_k = 0 for all others. Of equals the lowest number. A user with a
 * channel cannot be passed over for ever, as its T_k falls; one that never sent goes first. The state is the list of the T_k.
 *
 * Source: Viswanath, Tse, Laroia, "Opportunistic beamforming using dumb antennas", IEEE Trans. Inf. Theory 48(6), 2002, section II.
 *
 * @throws ConfigError `network` when the window is shorter than a frame
 */
export function proportionalFair({ windowFrames }: ProportionalFairSettings): Scheduler<readonly number[]> {
  need(
    windowFrames >= 1 && windowFrames < Number.POSITIVE_INFINITY,
    'scheduler.windowFrames',
    windowFrames,
    'a number of frames, 1 or more',
  );
  return {
    framed: true,
    init: users => new Array<number>(users).fill(0),
    decide(averages, { ready, rateOf }) {
      let chosen = ready[0].user;
      let highest = -1;
      for (const { user } of ready) {
        const rate = rateOf(user);
        const claim = rate === 0 ? 0 : rate / averages[user];
        if (claim > highest) [chosen, highest] = [user, claim];
      }
      const served = rateOf(chosen);
      const state = averages.map(
        (average, user) => average + ((user === chosen ? served : 0) - average) / windowFrames,
      );
      return { users: [chosen], state };
    },
  };
}
