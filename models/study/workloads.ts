import type { RandomStream } from '../../kernels/random/stream.ts';
import { below } from '../../kernels/random/uniform.ts';
import { CLASSES } from '../classifier/network.ts';
import { classifierObjective } from '../classifier/objective.ts';
import { PATCH_VALUES } from '../codec/latent.ts';
import { codecObjective } from '../codec/objective.ts';
import { patchesOf } from '../codec/patches.ts';
import { denoiserObjective } from '../denoiser/objective.ts';
import { frozen } from '../graph/weights.ts';
import { batchPlan } from '../training/batch.ts';
import { batchGeometry, drawBatch } from '../training/codecBatch.ts';
import { type Condition, codecCondition, denoiserCondition } from '../training/conditions.ts';
import type { Objective } from '../training/step.ts';
import { WINDOW_TOKENS } from '../transformer/windows.ts';
import type { FrozenCodec } from './frozenCodec.ts';
import type { StudyPictures } from './pictures.ts';
import type { Workload, WorkloadName } from './workload.ts';

/** Size of the studied networks and of their batches. */
export interface WorkloadSize {
  readonly width: number;
  readonly heads: number;
  /** Pictures of 32×32 px in a batch, one attention window each; half as many for the denoiser. */
  readonly windows: number;
}

/** The workloads of a study: the codec and the denoiser of the simulator at a reduced size, and a classifier with the same trunk. */
export function studyWorkload(
  name: WorkloadName,
  size: WorkloadSize,
  pictures: StudyPictures,
  codec: () => FrozenCodec,
): Workload {
  const trunk = (blocks: number) => ({ width: size.width, heads: size.heads, blocks });
  switch (name) {
    case 'codec':
      return overChannel(
        name,
        codecObjective(size.windows, { encoder: trunk(2), decoder: trunk(1) }),
        codecCondition,
        size,
        pictures,
      );
    case 'denoiser': {
      const { weights, size: codecSize } = codec();
      const sizes = { codec: codecSize, denoiser: trunk(2) };
      const half = { ...size, windows: Math.ceil(size.windows / 2) };
      return overChannel(
        name,
        denoiserObjective(half.windows, sizes, graph => frozen(graph, weights)),
        denoiserCondition,
        half,
        pictures,
      );
    }
    case 'classifier':
      return classifier(classifierObjective(size.windows, trunk(2)), size, pictures);
  }
}

/** Pictures sent through Gaussian noise. */
function overChannel(
  name: WorkloadName,
  objective: Objective,
  drawCondition: (stream: RandomStream) => Condition,
  { windows }: WorkloadSize,
  { plain }: StudyPictures,
): Workload {
  const plan = batchPlan(windows, 0);
  const geometry = batchGeometry(plan);
  return {
    name,
    objective,
    async batch(part, stream) {
      const sources = [{ source: plain[part], weight: 1 }];
      return (await drawBatch(plan, geometry, sources, drawCondition, stream)).inputs;
    },
  };
}

function classifier(objective: Objective, { windows }: WorkloadSize, { labelled }: StudyPictures): Workload {
  const geometry = batchGeometry(batchPlan(windows, 0));
  return {
    name: 'classifier',
    objective,
    async batch(part, stream) {
      const source = labelled[part];
      const chosen = Array.from({ length: windows }, () => below(stream, source.count));
      const images = await Promise.all(chosen.map(index => source.read(index)));
      const target = new Float32Array(windows * CLASSES);
      chosen.forEach((index, i) => {
        target[i * CLASSES + source.label(index)] = 1;
      });
      return {
        ...geometry.inputs,
        patches: {
          shape: [windows * WINDOW_TOKENS, PATCH_VALUES],
          data: patchesOf(images, geometry.layout),
        },
        target: { shape: [windows, CLASSES], data: target },
      };
    },
  };
}
