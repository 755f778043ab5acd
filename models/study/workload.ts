import type { RandomStream } from '../../kernels/random/stream.ts';
import { Graph } from '../graph/graph.ts';
import { collectWeights, layOut, viewsOf } from '../graph/weights.ts';
import type { Value } from '../runtime/session.ts';
import type { Objective } from '../training/step.ts';

export const WORKLOADS = ['codec', 'denoiser', 'classifier'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** Which pictures a batch is drawn from: those that weights may learn from, or those that they never see. */
export type Part = 'training' | 'heldOut';

/** A network, its loss and its data: what every optimizer is asked to minimise. */
export interface Workload {
  readonly name: WorkloadName;
  readonly objective: Objective;
  /** The objective's inputs for one batch. All its randomness comes from the stream. */
  batch(part: Part, stream: RandomStream): Promise<Record<string, Value>>;
}

/** The objective alone as an ONNX graph: input `weights` [length] beside the objective's own, output `loss`. */
export function lossGraph({ name, objective }: Workload): Uint8Array {
  const layout = layOut(collectWeights(objective));
  const graph = new Graph(`${name}-loss`);
  const flat = graph.input('weights', [layout.length]);
  graph.output('loss', objective(graph, viewsOf(flat, layout, new Map())).loss);
  return graph.toBytes();
}
