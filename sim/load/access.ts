import { allAtOnce, asynchronous } from '../network/schedulers/atOnce.ts';
import { proportionalFair } from '../network/schedulers/proportionalFair.ts';
import { roundRobin } from '../network/schedulers/roundRobin.ts';
import type { Scheduler } from '../network/schedulers/scheduler.ts';
import { semanticGroups } from '../network/schedulers/semanticGroup.ts';
import type { AccessName } from './results.ts';
import type { Load } from './scenario.ts';

/** Whether one user sends at a time, so that the cell is a single server. */
export function isOneAtATime(access: AccessName): boolean {
  return access === 'round-robin' || access === 'proportional-fair';
}

/** Whether entries of one frame may be noisier than others: else each entry’s share is the average one. */
export function sharesDiffer(
  access: AccessName,
  { mobility, propagationUs, presence }: Pick<Load, 'mobility' | 'propagationUs' | 'presence'>,
  isUniform: boolean,
): boolean {
  const together = !mobility && !presence && typeof propagationUs === 'number' && isUniform;
  return access === 'omdma-unslotted' || !together;
}

/** Hands the scheduler of an access to `use`, whatever its state is. */
export function withScheduler<Result>(
  access: AccessName,
  { groups, windowFrames }: Pick<Load, 'groups' | 'windowFrames'>,
  places: readonly number[],
  use: <State>(scheduler: Scheduler<State>) => Result,
): Result {
  switch (access) {
    case 'omdma':
      return use(allAtOnce);
    case 'omdma-unslotted':
      return use(asynchronous);
    case 'semantic-group':
      return use(semanticGroups(places.map(place => place % groups)));
    case 'round-robin':
      return use(roundRobin);
    case 'proportional-fair':
      return use(proportionalFair({ windowFrames }));
  }
}
