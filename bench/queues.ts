import { parseArgs } from 'node:util';
import { exponential } from '../kernels/random/exponential.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { binomialInterval } from '../kernels/statistics/binomial.ts';
import { roundRobin } from '../sim/network/schedulers/roundRobin.ts';
import { simulateNetwork } from '../sim/network/simulate.ts';
import { steadyMean } from '../sim/network/statistics.ts';
import { poissonArrivals } from '../sim/network/traffic/poisson.ts';
import { versions } from '../sim/versions.ts';

// Prints how often the 95 % interval of a cell's mean wait holds the true one, over many seeds: one user, M/M/1.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    load: { type: 'string', default: '0.5' },
    pictures: { type: 'string', default: '20000' },
  },
});
const SEEDS = Number(values.seeds);
const SERVICE_NS = 1e6;
/** Batches must be much longer than what the queue remembers, 1/(1 − √ρ)² services. */
const RUNS = [{ load: Number(values.load), pictures: Number(values.pictures) }];

async function waits(seed: number, load: number, pictures: number): Promise<number[]> {
  const stream = (role: string) => randomStream('bench', 'queues', load, seed, role);
  const lengths = stream('lengths');
  const { users } = await simulateNetwork({
    users: [{ arrivals: () => poissonArrivals({ ratePerS: (load * 1e9) / SERVICE_NS }, stream('arrivals')) }],
    bandwidthHz: 1e9,
    uses: () => Math.ceil(SERVICE_NS * exponential(lengths)),
    scheduler: roundRobin,
    judge: receptions => receptions.map(() => ({ accepted: true })),
    untilNs: Math.round((pictures / load) * SERVICE_NS),
  });
  return users[0].waitsNs.map(ns => ns / SERVICE_NS);
}

const coverage = [];
for (const { load, pictures } of RUNS) {
  const truth = load / (1 - load);
  const start = process.cpuUsage();
  let [hits, sum] = [0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { estimate } = steadyMean(await waits(seed, load, pictures));
    sum += estimate.mean;
    if (estimate.low <= truth && truth <= estimate.high) hits++;
  }
  const { low, high } = binomialInterval(hits, SEEDS, 0.95);
  const { user, system } = process.cpuUsage(start);
  coverage.push({
    name: `M/M/1 at load ${load}, ${pictures} pictures a run`,
    seeds: SEEDS,
    covered: Number((hits / SEEDS).toFixed(3)),
    from: Number(low.toFixed(3)),
    to: Number(high.toFixed(3)),
    meanWait: Number((sum / SEEDS).toFixed(4)),
    trueWait: Number(truth.toFixed(4)),
    thousandPicturesPerCpuS: Math.round((SEEDS * pictures * 1000) / (user + system)),
  });
}
process.stdout.write(`${JSON.stringify({ versions: versions(), coverage }, null, 2)}\n`);
