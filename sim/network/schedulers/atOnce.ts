import type { Scheduler } from './scheduler.ts';

/** Everyone who has a picture sends in one frame, at once: OMDMA, where permutations keep the users apart. Remembers nothing. */
export const allAtOnce: Scheduler<null> = {
  framed: true,
  init: () => null,
  decide: (_, { ready }) => ({ users: ready.map(({ user }) => user), state: null }),
};

/** As `allAtOnce` without frames: everyone sends as soon as it has a picture, whoever is on the air. */
export const asynchronous: Scheduler<null> = { ...allAtOnce, framed: false };
