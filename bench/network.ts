import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neuralCodec } from '../models/codec/neuralCodec.ts';
import { deadLeaves } from '../models/data/deadLeaves.ts';
import { neuralDenoiser } from '../models/denoiser/neuralDenoiser.ts';
import { openSession, type Session } from '../models/runtime/session.ts';
import { loadCodec, loadDenoiser, SHIPPED_MODELS } from '../models/weights/load.ts';
import { runLoad } from '../sim/load/run.ts';
import { parseLoad } from '../sim/load/scenario.ts';

const USERS = 64;
const SIDE = 32;

/** Where the time of a network run goes. */
interface NetworkShare {
  readonly name: string;
  readonly pictures: number;
  readonly seconds: number;
  readonly picturesPerS: number;
  /** Share of the wall time inside the networks' runs, and of the processor time, which other programs on the machine change least. */
  readonly inside: number;
  readonly insideCpu: number;
}

/**
 * Runs a cell of 64 users who send at once, from arrivals to the finished result, and measures the share of its wall time that passes inside
 * onnxruntime.
 *
 * @param pictures that appear, on average
 */
export async function networkShare(pictures = 10_000): Promise<NetworkShare> {
  const inside = { wall: 0, cpu: 0 };
  const watched = async ({ name }: { readonly name: string }): Promise<Session> => {
    const session = await openSession(readFileSync(join(SHIPPED_MODELS, name)), { device: 'cpu' });
    return {
      ...session,
      async run(inputs) {
        const [start, before] = [performance.now(), cpuSeconds()];
        const outputs = await session.run(inputs);
        inside.wall += (performance.now() - start) / 1000;
        inside.cpu += cpuSeconds() - before;
        return outputs;
      },
    };
  };
  // The cards check the files, and know the denoiser's curve.
  const codec = (await loadCodec({ device: 'cpu', threads: 1 })).card.files;
  const denoiser = (await loadDenoiser({ device: 'cpu', threads: 1 })).card;
  const sessions = {
    encoder: await watched(codec.encoder),
    decoder: await watched(codec.decoder),
    denoiser: await watched(denoiser.files.denoiser),
  };
  const scenario = parseLoad({
    ...{ kind: 'load', name: 'bench', power: 'perUser', users: USERS, access: 'omdma', snrDb: 10 },
    ...{ offeredLoad: USERS / 2, pictures, deadlineMs: 100, mostWaiting: 1e6 },
    images: { width: SIDE, height: SIDE, count: 64 },
  });
  const [start, before] = [performance.now(), cpuSeconds()];
  const { points } = await runLoad(scenario, {
    seed: 1,
    codec: neuralCodec(sessions.encoder, sessions.decoder),
    denoiser: neuralDenoiser(sessions.denoiser, denoiser.measured.mse),
    source: deadLeaves({ width: SIDE, height: SIDE, count: 1000, seed: -1 }),
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: '' },
  });
  const wall = (performance.now() - start) / 1000;
  const cpu = cpuSeconds() - before;
  for (const session of Object.values(sessions)) await session.close();
  const received = points[0].check.receptions;
  return {
    name: `${USERS} users at once, pictures of ${SIDE}×${SIDE}`,
    pictures: received,
    seconds: Number(wall.toFixed(1)),
    picturesPerS: Math.round(received / wall),
    inside: Number((inside.wall / wall).toFixed(3)),
    insideCpu: Number((inside.cpu / cpu).toFixed(3)),
  };
}

/** Of this process, on all its threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
