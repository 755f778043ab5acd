import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { median } from '../kernels/statistics/median.ts';
import type { LatentEstimate } from '../models/codec/latent.ts';
import { neuralCodec } from '../models/codec/neuralCodec.ts';
import { deadLeaves } from '../models/data/deadLeaves.ts';
import { neuralDenoiser } from '../models/denoiser/neuralDenoiser.ts';
import { createBareSession, openSession, type Session, type Value } from '../models/runtime/session.ts';
import { loadCodec, loadDenoiser, SHIPPED_MODELS } from '../models/weights/load.ts';
import { received } from '../sim/measurement/pictures.ts';

const BATCH = 64;
const SIDES = [32, 64] as const;
const ROUNDS = 9;
const SNR_DB = 5;

/** How fast a batch of pictures goes through encoder, denoiser and decoder, beside the same three graphs run by onnxruntime alone. */
export interface InferenceRate {
  readonly name: string;
  readonly unit: 'pictures/s';
  readonly threads: number;
  /** Median rates. */
  readonly median: number;
  readonly bare: number;
  /** Rate over the bare rate, round by round: median and smallest. */
  readonly ratioMedian: number;
  readonly ratioMin: number;
  /** The median in processor time instead of wall time, which other programs on the machine lengthen least. */
  readonly ratioCpu: number;
}

/**
 * Times codec and denoiser end to end at batch 64, from pictures to pictures, in turns with bare runs of the same graphs on inputs that lie
 * ready. A round of one and the next of the other see the same machine, so their ratio does not care what else runs there for long.
 *
 * @param threads of onnxruntime; 0 leaves the choice to it
 */
export async function inferenceRates(threads = 0): Promise<InferenceRate[]> {
  const rates: InferenceRate[] = [];
  for (const side of SIDES) rates.push(await rateAt(side, threads));
  return rates;
}

async function rateAt(side: number, threads: number): Promise<InferenceRate> {
  const source = deadLeaves({ width: side, height: side, count: BATCH, seed: 1 });
  const pictures = await Promise.all(Array.from({ length: BATCH }, (_, i) => source.read(i)));
  const networks = await openNetworks(threads);
  const codec = neuralCodec(networks.encoder.session, networks.decoder.session);
  const denoiser = neuralDenoiser(networks.denoiser.session, networks.curve);

  const latents = await codec.encode(pictures);
  const estimates: LatentEstimate[] = latents.map((latent, picture) =>
    received(latent, { channels: codec.channels, snrDb: SNR_DB }, { seed: 1, picture }),
  );
  const ours = async () => {
    await codec.encode(pictures);
    await codec.decode(await denoiser.denoise(estimates, 1));
  };
  await ours();
  const bare = await bareRuns([networks.encoder, networks.denoiser, networks.decoder], threads);
  await bare();

  const times = { ours: [] as Seconds[], bare: [] as Seconds[] };
  for (let round = 0; round < ROUNDS; round++) {
    // Each begins every other round, as the first after a pause is slower.
    const turns = [['ours', ours] as const, ['bare', bare] as const];
    for (const [name, run] of round % 2 === 0 ? turns : turns.reverse())
      times[name].push(await secondsOf(run));
  }
  for (const { session } of [networks.encoder, networks.denoiser, networks.decoder]) await session.close();
  const ratios = (clock: keyof Seconds) =>
    times.bare.map((bare, round) => bare[clock] / times.ours[round][clock]);
  const rate = (seconds: readonly Seconds[]) => Math.round(BATCH / median(seconds.map(({ wall }) => wall)));
  const ratio = (value: number) => Number(value.toFixed(3));
  return {
    name: `encode, denoise and decode ${BATCH} pictures of ${side}×${side}`,
    unit: 'pictures/s',
    threads,
    median: rate(times.ours),
    bare: rate(times.bare),
    ratioMedian: ratio(median(ratios('wall'))),
    ratioMin: ratio(Math.min(...ratios('wall'))),
    ratioCpu: ratio(median(ratios('cpu'))),
  };
}

interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

interface Network {
  readonly model: Uint8Array;
  readonly session: Session;
  /** What the last run was given. */
  readonly inputs: () => Readonly<Record<string, Value>>;
}

/** The shipped networks after the checks of their cards, in sessions that remember their last inputs. */
async function openNetworks(threads: number) {
  const codec = (await loadCodec({ device: 'cpu', threads: 1 })).card.files;
  const denoiser = (await loadDenoiser({ device: 'cpu', threads: 1 })).card;
  const open = async ({ name }: { readonly name: string }): Promise<Network> => {
    const model = readFileSync(join(SHIPPED_MODELS, name));
    const session = await openSession(model, { device: 'cpu', threads });
    let last: Readonly<Record<string, Value>> = {};
    const run: Session['run'] = inputs => {
      last = inputs;
      return session.run(inputs);
    };
    return { model, session: { ...session, run }, inputs: () => last };
  };
  return {
    encoder: await open(codec.encoder),
    decoder: await open(codec.decoder),
    denoiser: await open(denoiser.files.denoiser),
    curve: denoiser.measured.mse,
  };
}

async function bareRuns(networks: readonly Network[], threads: number): Promise<() => Promise<void>> {
  const runs: { session: ort.InferenceSession; feeds: Record<string, ort.Tensor> }[] = [];
  for (const { model, inputs } of networks) {
    const feeds = Object.entries(inputs()).map(([name, { shape, data }]) => [
      name,
      data instanceof Float32Array
        ? new ort.Tensor('float32', data, shape)
        : new ort.Tensor('int64', data, shape),
    ]);
    const session = await createBareSession(model, 'cpu', threads);
    runs.push({ session, feeds: Object.fromEntries(feeds) });
  }
  return async () => {
    for (const { session, feeds } of runs) await session.run(feeds);
  };
}

async function secondsOf(run: () => Promise<void>): Promise<Seconds> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}
