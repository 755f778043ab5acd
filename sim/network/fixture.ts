import { exponential } from '../../kernels/random/exponential.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { studentQuantile } from '../estimate.ts';
import { EventLoop } from '../events/loop.ts';
import type { Estimate } from '../results.ts';
import type { NetworkOptions, Reception } from './options.ts';
import { FifoQueue, type QueueSettings, type QueueStatistics } from './queue.ts';
import { simulateNetwork } from './simulate.ts';
import type { ArrivalProcess } from './traffic/arrivals.ts';

/** Mean service time of the stations of the tests: μ = 1 per millisecond. */
export const SERVICE_NS = 1e6;

export interface StationOptions {
  readonly arrivals: ArrivalProcess;
  readonly servers: number;
  readonly queue?: QueueSettings;
  serviceNs(): number;
  /** The run ends with the arrival of this customer. */
  readonly customers: number;
}

export interface StationRun {
  /** In mean service times: Wq and W of those served, in the order of their coming into service. */
  readonly waits: readonly number[];
  readonly stays: readonly number[];
  /** 1 for each customer that was blocked, dropped or had to wait, else 0, in the order of coming. */
  readonly blocked: readonly number[];
  readonly expired: readonly number[];
  readonly delayed: readonly number[];
  readonly cameNs: readonly number[];
  readonly statistics: QueueStatistics;
  /** What each arrival found inside, itself not counted. */
  readonly found: readonly number[];
}

/** A queue with several servers, from the parts of the network. */
export function station({
  arrivals,
  servers,
  queue: settings,
  serviceNs,
  customers,
}: StationOptions): StationRun {
  const loop = new EventLoop();
  const [waits, stays, found, cameNs]: number[][] = [[], [], [], []];
  const [blocked, expired, delayed] = [0, 0, 0].map(() => new Array<number>(customers).fill(0));
  const queue = new FifoQueue<{ index: number; cameNs: number }>(settings, ({ index }) => {
    expired[index] = 1;
  });
  let busy = 0;
  let index = 0;

  const arrive = () => {
    const customer = { index: index++, cameNs: loop.nowNs };
    found.push(busy + queue.lengthAt(loop.nowNs));
    cameNs.push(loop.nowNs);
    if (busy < servers) serve(customer);
    else {
      delayed[customer.index] = 1;
      if (!queue.offer(customer, loop.nowNs)) blocked[customer.index] = 1;
    }
    if (index === customers) loop.stop();
    else loop.schedule(arrivals()!, arrive);
  };
  const serve = ({ cameNs }: { cameNs: number }) => {
    busy++;
    waits.push((loop.nowNs - cameNs) / SERVICE_NS);
    loop.schedule(loop.nowNs + Math.round(serviceNs()), () => {
      stays.push((loop.nowNs - cameNs) / SERVICE_NS);
      busy--;
      const next = queue.take(loop.nowNs);
      if (next) serve(next);
    });
  };

  loop.schedule(arrivals()!, arrive);
  loop.run();
  return { waits, stays, found, blocked, expired, delayed, cameNs, statistics: queue.statistics(loop.nowNs) };
}

export function exponentialService(stream: RandomStream): () => number {
  return () => SERVICE_NS * exponential(stream);
}

/** A receiver that takes everything. */
export function acceptAll(receptions: readonly Reception[]) {
  return receptions.map(() => ({ accepted: true }));
}

/** Pictures at these instants. */
export function at(...timesNs: readonly number[]): () => ArrivalProcess {
  return () => {
    let next = 0;
    return () => timesNs[next++];
  };
}

/** Runs a cell and keeps what was on the air. */
export async function watched<State>(options: NetworkOptions<State>) {
  const seen: Reception[] = [];
  const result = await simulateNetwork({ ...options, observe: reception => seen.push(reception) });
  return { ...result, seen };
}

/** How far an estimate lies from the truth, in half-widths of its 99.9 % interval. */
export function distance({ mean, low, high, count }: Estimate, truth: number): number {
  const wider = studentQuantile(0.9995, count - 1) / studentQuantile(0.975, count - 1);
  return Math.abs(mean - truth) / ((wider * (high - low)) / 2);
}
