import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { openDistributed } from '../models/distributed/distributed.ts';
import { elementCount } from '../models/graph/graph.ts';
import { layOut, type WeightSpec } from '../models/graph/weights.ts';
import { optimizerNamed } from '../models/optimizers/named.ts';
import { parameterGroups } from '../models/training/parameterGroups.ts';
import { versions } from '../sim/versions.ts';

/** Time of the optimizer part on two workers against one, each with one thread, on matrices as the codec has them. */
const spec = (name: string, shape: readonly number[], hidden: boolean): WeightSpec => ({
  name,
  shape,
  start: 'zeros',
  hidden,
});
const layout = layOut([
  ...Array.from({ length: 28 }, (_, i) => spec(`square${i}`, [128, 128], true)),
  ...Array.from({ length: 14 }, (_, i) => spec(`tall${i}`, [512, 128], true)),
  spec('rest', [20_000], false),
]);
const REPEATS = 40;

const random = (name: string) => fillNormal(randomStream('bench', name), new Float32Array(layout.length));
const gradient = random('gradient');
const results = [];
for (const optimizer of ['muon', 'normuon', 'hybrid-auon']) {
  const named = optimizerNamed(optimizer);
  const numbers = Float32Array.from([...named.hidden.numbers(1, 0.01), ...named.others.numbers(1, 0.01)]);
  const stateShapes = parameterGroups(layout, named).flatMap(group => group.stateShapes);
  const stateLength = stateShapes.reduce((sum, shape) => sum + elementCount(shape), 0);
  const crews = await Promise.all(
    [1, 2].map(workers =>
      openDistributed({
        workers,
        layout,
        optimizer: named,
        weights: random('weights'),
        state: new Float32Array(stateLength),
      }),
    ),
  );
  const times: number[][] = [[], []];
  // Alternating, so that whatever else the machine does meets both alike.
  for (let step = 1; step <= REPEATS; step++)
    for (const [i, crew] of crews.entries()) {
      const start = performance.now();
      await crew.step(step, gradient, numbers);
      times[i].push(performance.now() - start);
    }
  const [one, two] = times.map(all => all.slice(2).sort((a, b) => a - b));
  const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)];
  results.push({
    name: `${optimizer}, 2 workers against 1`,
    unit: 'times as fast',
    median: median(one) / median(two),
    best: one[0] / two[0],
    stepMs: { oneWorker: median(one), twoWorkers: median(two) },
  });
  await Promise.all(crews.map(crew => crew.close()));
}
process.stdout.write(`${JSON.stringify({ versions: versions(), results }, null, 2)}\n`);
