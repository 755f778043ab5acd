import type { ShardedGroup } from './groups.ts';
import { collectPhases, type Exchange, type PhaseGraph } from './phases.ts';
import { type Sharded, shardedAlgebra, writeTo } from './sharded.ts';

/** What a worker runs in each step: phase by phase its graphs, then the exchanges of that phase. */
export interface Program {
  readonly graphs: readonly PhaseGraph[];
  readonly exchanges: readonly Exchange[];
}

/** Names in the worker's memory. At the end of a step a `next` value takes the place of its namesake. */
export const memoryKeys = {
  weights: ({ stack }: ShardedGroup) => `${stack.name}.weights`,
  gradient: ({ stack }: ShardedGroup) => `${stack.name}.gradient`,
  state: ({ stack }: ShardedGroup, slot: number) => `${stack.name}.state${slot}`,
  number: (place: number) => `number${place}`,
  next: (key: string) => `${key}.next`,
} as const;

/** Cuts the updates of all groups into phases for one worker. */
export function compileProgram(
  groups: readonly ShardedGroup[],
  { local }: { readonly local: boolean },
): Program {
  const phases = collectPhases();
  for (const group of groups) {
    const { stack, optimizer, shape, numbers } = group;
    const rows = (key: string, cols: number): Sharded => {
      const at = { key, shape: [stack.count, stack.range.end - stack.range.start, cols] };
      return { place: 'rows', phase: 0, rows: stack.rows, cols, at };
    };
    const number = (place: number): Sharded => {
      const at = { key: memoryKeys.number(place), shape: [1, 1] };
      return { place: 'all', phase: 0, rows: 1, cols: 1, at };
    };
    const state = group.state.map((_, slot) => memoryKeys.state(group, slot));
    const next = optimizer.update(shardedAlgebra(stack, phases, { local }), {
      shape,
      weights: rows(memoryKeys.weights(group), stack.cols),
      gradient: rows(memoryKeys.gradient(group), stack.cols),
      state: state.map((key, slot) => rows(key, group.state[slot].cols)),
      numbers: Array.from({ length: numbers.end - numbers.start }, (_, i) => number(numbers.start + i)),
    });
    writeTo(phases, next.weights, memoryKeys.next(memoryKeys.weights(group)));
    for (const [slot, value] of next.state.entries()) writeTo(phases, value, memoryKeys.next(state[slot]));
  }
  return phases.finish();
}
