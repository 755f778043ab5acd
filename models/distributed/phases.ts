import { Graph, type Shape, type Tensor } from '../graph/graph.ts';
import type { ShardedStack } from './sharded.ts';

/** A worker's two graphs of a phase: on its row shards, and on the whole matrices that it owns. */
export type Room = 'rows' | 'owner';

/** A transfer between workers at the end of a phase. */
export interface Exchange {
  readonly kind: 'reduce' | 'gather' | 'scatter';
  readonly stack: ShardedStack;
  /** Name of the shared buffer; a `whole` scatters through the one that it gathered through. */
  readonly buffer: string;
  /** Keys in the memory of each worker. */
  readonly from: string;
  readonly to: string;
  readonly phase: number;
  readonly cols: number;
  /** Shape of `to` on this worker. */
  readonly shape: Shape;
}

/** A graph that reads and writes the worker's memory under the names of its inputs and outputs. */
export interface PhaseGraph {
  readonly phase: number;
  readonly room: Room;
  readonly model: Uint8Array;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Further names in the memory of what an output holds. */
  readonly aliases: readonly { readonly key: string; readonly output: string }[];
}

/** Collects the graphs and exchanges of a program while updates are cut into phases. */
export interface Phases {
  /** A value of the memory in a graph. */
  input(phase: number, room: Room, key: string, shape: Shape): Tensor;
  /** Writes a tensor of a graph to the memory. */
  output(phase: number, room: Room, key: string, tensor: Tensor): void;
  /** A tensor of an earlier phase in the same room's graph of a later one, by way of the memory. */
  carry(tensor: Tensor, from: number, room: Room, to: number): Tensor;
  exchange(exchange: Exchange): void;
  finish(): { readonly graphs: PhaseGraph[]; readonly exchanges: readonly Exchange[] };
}

interface Building {
  readonly phase: number;
  readonly room: Room;
  readonly graph: Graph;
  readonly inputs: Map<string, Tensor>;
  /** Name of each tensor that is written to the memory. */
  readonly outputs: Map<string, string>;
  readonly aliases: Map<string, string>;
}

export function collectPhases(): Phases {
  const buildings = new Map<string, Building>();
  const exchanges: Exchange[] = [];

  function building(phase: number, room: Room): Building {
    const key = `${room}${phase}`;
    const known = buildings.get(key);
    if (known) return known;
    const graph = new Graph(key);
    const made = { phase, room, graph, inputs: new Map(), outputs: new Map(), aliases: new Map() };
    buildings.set(key, made);
    return made;
  }

  const phases: Phases = {
    input(phase, room, key, shape) {
      const { graph, inputs } = building(phase, room);
      const known = inputs.get(key) ?? graph.input(key, shape);
      inputs.set(key, known);
      return known;
    },
    output(phase, room, key, tensor) {
      const { graph, outputs, aliases } = building(phase, room);
      const written = outputs.get(tensor.name);
      if (written === undefined) {
        graph.output(key, tensor);
        outputs.set(tensor.name, key);
      } else if (written !== key) aliases.set(key, written);
    },
    carry(tensor, from, room, to) {
      const key = `${room}${from}.${tensor.name}`;
      phases.output(from, room, key, tensor);
      return phases.input(to, room, key, tensor.shape);
    },
    exchange: exchange => exchanges.push(exchange),
    finish: () => ({
      exchanges,
      graphs: [...buildings.values()]
        .sort((a, b) => a.phase - b.phase)
        .map(({ phase, room, graph, inputs, outputs, aliases }) => ({
          phase,
          room,
          model: graph.toBytes(),
          inputs: [...inputs.keys()],
          outputs: [...outputs.values()],
          aliases: [...aliases].map(([key, output]) => ({ key, output })),
        })),
    }),
  };
  return phases;
}
