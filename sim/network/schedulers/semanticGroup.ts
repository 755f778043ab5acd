import { need } from '../checks.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * One group a frame, in turn: all members with a picture send at once, as they share a permutation and their latents' common part adds up
 * coherently. A group without picture is passed over; a user waits for at most as many frames as there are other groups. The
 * state is the group whose turn it is.
 *
 * @param groupOf group of each user, whole numbers from 0 on
 * @throws ConfigError `network` for a group that is no whole number, or when users and groups differ in number
 */
export function semanticGroups(groupOf: readonly number[]): Scheduler<number> {
  for (const [user, group] of groupOf.entries())
    need(Number.isInteger(group) && group >= 0, `groups.${user}`, group, 'a whole number, 0 or more');
  return {
    framed: true,
    init(users) {
      need(users === groupOf.length, 'groups', groupOf, `a list of ${users} groups, one per user`);
      return 0;
    },
    decide(turn, { ready }) {
      const groups = [...new Set(ready.map(({ user }) => groupOf[user]))].sort((a, b) => a - b);
      const chosen = groups.find(group => group >= turn) ?? groups[0];
      const users = ready.map(({ user }) => user).filter(user => groupOf[user] === chosen);
      return { users, state: chosen + 1 };
    },
  };
}
