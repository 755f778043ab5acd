import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configError } from '../../kernels/errors.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { writeWhole } from '../runtime/writeWhole.ts';
import { type Leg, saveCheckpoint } from './checkpoint.ts';
import { batchGeometry } from './codecBatch.ts';
import { initialWeights } from './initial.ts';
import { type NetworkTraining, pictureNames, runDescription } from './networks.ts';
import type { TrainingOptions } from './options.ts';
import { learningRate } from './schedule.ts';
import { trainingStep } from './step.ts';

/** Conditions to draw from: enough that their shares are those of the distribution to half a per cent. */
const CONDITIONS = 65_536;

/**
 * Writes what another runtime needs to take the steps of a run; it draws crops and noise itself. When it has replaced the checkpoint by one
 * that has all steps, the command that trains finds nothing left to do but to publish the model.
 *
 * - `step.onnx`, the graph of `trainingStep`, and `step.json`, its sizes;
 * - `KIND.ckpt`, the checkpoint of step 0, whose record names `runtime`;
 * - `shifted.i64`, `unshifted.i64` [tokens] and `shiftedMask.f32` [windows, 1, 64, 64], inputs that are the same in every step;
 * - `numbers.f32` [steps, numbers], the optimizers' numbers of steps 1, 2, …;
 * - `conditions.f32` [65,536, 2], channels and noise variance, to draw from for each picture.
 *
 * All numbers are little-endian.
 *
 * @throws ConfigError `step-export` where a checkpoint lies in the folder, or the optimizer is not to be a part of the graph
 */
export function exportStep(
  directory: string,
  training: NetworkTraining,
  options: TrainingOptions,
  runtime: string,
): void {
  const { kind, plan, objective, drawCondition, start } = training;
  const { optimizer, schedule, seed } = options;
  const { layout: windowLayout, pictureOf, inputs } = batchGeometry(plan);
  const checkpoint = join(directory, `${kind}.ckpt`);
  if (existsSync(checkpoint))
    throw configError('step-export', checkpoint, 'is there already; use another --out');
  if (options.workers !== undefined)
    throw configError('step-export', '--workers', 'the exported step has its optimizer inside; leave it out');
  const step = trainingStep(kind, objective(windowLayout.windows), optimizer);
  const numbers = Array.from({ length: schedule.steps }, (_, i) => [
    ...step.numbers(i + 1, learningRate(schedule, i + 1)),
  ]);
  const stream = randomStream(seed, 'conditions');
  const conditions = Array.from({ length: CONDITIONS }, () => {
    const { channels, noiseVar } = drawCondition(stream);
    return [channels, noiseVar];
  });
  const sizes = {
    format: 'semlink-step-1',
    kind,
    cropSides: plan,
    windows: windowLayout.windows,
    pictureOf,
    weights: step.layout.length,
    state: step.stateLength,
    steps: schedule.steps,
    numbers: numbers[0].length,
    conditions: CONDITIONS,
  };
  const write = (name: string, content: Uint8Array) =>
    writeWhole(join(directory, name), content, 'step-write');
  const writeValues = (name: string, { buffer, byteOffset, byteLength }: ArrayBufferView) =>
    write(name, new Uint8Array(buffer, byteOffset, byteLength));

  write('step.onnx', step.model);
  write('step.json', Buffer.from(`${JSON.stringify(sizes)}\n`));
  for (const [name, { data }] of Object.entries(inputs))
    writeValues(`${name}.${data instanceof BigInt64Array ? 'i64' : 'f32'}`, data);
  writeValues('numbers.f32', Float32Array.from(numbers.flat()));
  writeValues('conditions.f32', Float32Array.from(conditions.flat()));
  const leg: Leg = { afterStep: 0, pictures: pictureNames(options), steps: schedule.steps, runtime };
  saveCheckpoint(checkpoint, {
    step: 0,
    run: runDescription(training, options),
    history: [leg],
    weights: start?.(step.layout) ?? initialWeights(step.layout, seed),
    state: new Float32Array(step.stateLength),
  });
}
