import { awgn } from '../channels/awgn.ts';
import { zeroSignal } from '../kernels/complex.ts';
import { keyedPermutation, userKey } from '../kernels/permutation.ts';
import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { keepChannels } from '../models/codec/codec.ts';
import { deadLeaves } from '../models/data/deadLeaves.ts';
import { loadCodec, loadDenoiser } from '../models/weights/load.ts';
import { exchangeFrame } from '../sim/cell/schemes.ts';
import { versions } from '../sim/versions.ts';
import { awgnRates } from './awgn.ts';
import { beamformingRates, cooperationGains, smallAlgebraCosts } from './beamforming.ts';
import { decompositionCosts } from './decompositions.ts';
import { digitalWorkloads } from './digital.ts';
import { workerSpeedups } from './distributed.ts';
import { holdModel } from './holdModel.ts';
import { inferenceRates } from './inference.ts';
import { networkShare } from './network.ts';
import { newtonSchulzRates } from './newtonSchulz.ts';
import { ofdmWorkloads } from './ofdm.ts';
import { optimizerCosts } from './trainingStep.ts';

/** A workload with fixed inputs; `run` does it once and returns how many units it did. */
interface Workload {
  readonly name: string;
  readonly unit: string;
  run(): number | Promise<number>;
}

const REPEATS = 5;

const codec = (await loadCodec({ device: 'cpu' })).model;
const denoiser = (await loadDenoiser({ device: 'cpu' })).model;
const source = deadLeaves({ width: 64, height: 64, count: 16, seed: 1 });
const pictures = await Promise.all(Array.from({ length: 16 }, (_, i) => source.read(i)));
const latents = (await codec.encode(pictures)).map(latent => keepChannels(latent, 16));
const senders = latents
  .slice(0, 4)
  .map((latent, user) => ({ user, latent, gain: { re: 1, im: 0 }, key: userKey(1, user) }));
const settings = {
  scheme: 'omdma',
  channels: 16,
  power: 'perUser',
  snrDb: 10,
  frame: 0,
  streamName: ['bench'],
} as const;
const hold = holdModel(10_000);
const estimates = latents.map(latent => ({
  ...latent,
  mean: latent.values.map(z => z / 2),
  errorShare: new Float32Array(latent.values.length).fill(0.5),
}));

const workloads: Workload[] = [
  {
    name: 'normal numbers',
    unit: 'numbers/s',
    run: () => fillNormal(randomStream('bench'), new Float32Array(2e6)).length,
  },
  {
    name: 'awgn',
    unit: 'complex symbols/s',
    run: () => awgn(zeroSignal(1e6), { noiseVar: 0.1 }, randomStream('bench')).length,
  },
  {
    name: 'keyed permutation',
    unit: 'entries/s',
    run: () => keyedPermutation(userKey(1, 1), 0, 2 ** 18).length,
  },
  {
    name: 'four users exchange a frame',
    unit: 'frames/s',
    run: () => exchangeFrame(senders, settings).length / 4,
  },
  { name: 'event loop, 10 000 pending', unit: 'events/s', run: () => hold(300_000) },
  { name: 'encode 64×64', unit: 'pictures/s', run: async () => (await codec.encode(pictures)).length },
  {
    name: 'denoise 64×64, one step',
    unit: 'pictures/s',
    run: async () => (await denoiser.denoise(estimates, 1)).length,
  },
  { name: 'decode 64×64', unit: 'pictures/s', run: async () => (await codec.decode(estimates)).length },
  ...digitalWorkloads,
  ...ofdmWorkloads,
];

const results = [];
for (const { name, unit, run } of workloads) {
  await run();
  const rates: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    const units = await run();
    rates.push((1000 * units) / (performance.now() - start));
  }
  rates.sort((a, b) => a - b);
  results.push({
    name,
    unit,
    median: Math.round(rates[2]),
    min: Math.round(rates[0]),
    max: Math.round(rates[4]),
  });
}
const report = {
  versions: versions(),
  results,
  optimizers: await optimizerCosts(),
  workers: await workerSpeedups(),
  newtonSchulz: await newtonSchulzRates(),
  decompositions: decompositionCosts(),
  awgn: awgnRates(),
  beamforming: beamformingRates(),
  cooperation: cooperationGains(),
  smallAlgebra: smallAlgebraCosts(),
  inference: await inferenceRates(),
  network: await networkShare(),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
