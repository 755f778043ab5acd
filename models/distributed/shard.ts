import { elementCount } from '../graph/graph.ts';
import { optimizerNamed } from '../optimizers/named.ts';
import { openSession, type Session, type Value } from '../runtime/session.ts';
import { type Received, readRows, receive, send, writeRows } from './exchange.ts';
import { type ShardedGroup, shardGroups } from './groups.ts';
import type { Assignment } from './messages.ts';
import { compileProgram, memoryKeys } from './program.ts';
import type { ShardedStack } from './sharded.ts';

/** One worker's part of the optimizer. */
export interface Shard {
  /** Takes the gradient from shared memory, updates the own rows, and writes them to the shared weights. */
  step(): Promise<Received>;
  /** Writes the own rows of the optimizer state to shared memory. */
  save(): void;
  close(): Promise<void>;
}

/**
 * Takes the own rows of weights and state out of shared memory and opens the graphs, with one thread.
 *
 * @param everyone waits until all workers have come as far
 */
export async function openShard(
  { worker, work, memory: shared }: Assignment,
  everyone: () => void | Promise<void>,
): Promise<Shard> {
  const optimizer = optimizerNamed(work.optimizer.name, work.optimizer);
  const groups = shardGroups(work.layout, optimizer, work.workers)[worker];
  const { graphs, exchanges } = compileProgram(groups, { local: work.localNorms });
  const sessions: Session[] = [];
  for (const { model } of graphs) sessions.push(await openSession(model, { device: 'cpu', threads: 1 }));
  const phases = Math.max(...graphs.map(({ phase }) => phase)) + 1;
  const places = groups.flatMap(placesOf);
  const own = new Map<string, Value>();
  const floats = (key: string) => own.get(key)!.data as Float32Array;

  // Values of one step are done with before the next one brings them again.
  const buffers = new Map<string, Float32Array>();
  const buffer = (key: string, length: number) => {
    const known = buffers.get(key) ?? new Float32Array(length);
    buffers.set(key, known);
    return known;
  };
  const load = (vector: Place['vector']) => {
    for (const { key, stack, cols, offset } of places.filter(place => place.vector === vector)) {
      const shape = [stack.count, stack.range.end - stack.range.start, cols];
      const data = buffer(key, elementCount(shape));
      readRows(stack, cols, shared[vector].subarray(offset), data);
      own.set(key, { shape, data });
    }
  };
  const store = (vector: Place['vector']) => {
    for (const { key, stack, cols, offset } of places.filter(place => place.vector === vector))
      writeRows(stack, cols, floats(key), shared[vector].subarray(offset));
  };
  load('weights');
  load('state');

  async function compute(phase: number): Promise<void> {
    for (const [i, graph] of graphs.entries()) {
      if (graph.phase !== phase) continue;
      const feeds = Object.fromEntries(graph.inputs.map(key => [key, own.get(key)!]));
      for (const [key, value] of Object.entries(await sessions[i].run(feeds))) own.set(key, value);
      for (const { key, output } of graph.aliases) own.set(key, own.get(output)!);
    }
  }

  async function exchange(phase: number, received: Received): Promise<void> {
    const due = exchanges.filter(entry => entry.phase === phase);
    if (due.length === 0) return;
    for (const entry of due)
      if (own.has(entry.from)) send(entry, shared.exchanges[entry.buffer], floats(entry.from), worker);
    await everyone();
    for (const entry of due) {
      const data = buffer(entry.to, elementCount(entry.shape));
      receive(entry, shared.exchanges[entry.buffer], data, received);
      own.set(entry.to, { shape: entry.shape, data });
    }
  }

  return {
    async step() {
      const received: Received = { gathered: 0, scattered: 0, reduced: 0 };
      load('gradient');
      for (let i = 0; i < shared.numbers.length; i++)
        own.set(memoryKeys.number(i), { shape: [1, 1], data: shared.numbers.slice(i, i + 1) });
      for (let phase = 0; phase < phases; phase++) {
        await compute(phase);
        await exchange(phase, received);
      }
      for (const { key, vector } of places)
        if (vector !== 'gradient') own.set(key, own.get(memoryKeys.next(key))!);
      store('weights');
      return received;
    },
    save: () => store('state'),
    close: async () => {
      for (const session of sessions) await session.close();
    },
  };
}

/** Where a value of the worker's own memory lies in the shared vectors. */
interface Place {
  readonly key: string;
  readonly stack: ShardedStack;
  readonly cols: number;
  readonly vector: 'weights' | 'gradient' | 'state';
  readonly offset: number;
}

function placesOf(group: ShardedGroup): Place[] {
  const { stack, weights, state } = group;
  return [
    { key: memoryKeys.weights(group), stack, vector: 'weights', ...weights },
    { key: memoryKeys.gradient(group), stack, vector: 'gradient', ...weights },
    ...state.map((part, slot): Place => {
      return { key: memoryKeys.state(group, slot), stack, vector: 'state', ...part };
    }),
  ];
}
