/** Cells of codecs without networks, for tests. */
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { NETWORK_BATCH } from '../batches.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { at } from '../network/fixture.ts';
import type { NetworkUser } from '../network/options.ts';
import { type Receiver, receiver } from '../receiver.ts';
import { type CellRun, runCell } from './cell.ts';
import { encodePool, picturePool } from './pool.ts';
import type { AccessName, LoadResult } from './results.ts';
import { runLoad } from './run.ts';
import { type Load, type LoadInput, parseLoad } from './scenario.ts';

export const SEED = 3;
/** 16 tokens of 16 entries: 128 channel uses. */
export const USES = 128;

export const source = deadLeaves({ width: 16, height: 16, count: 40, seed: 7 });

export function loadOf(changes: Partial<LoadInput> = {}): Load {
  return parseLoad({
    ...{ kind: 'load', name: 'test', power: 'perUser', users: 4, bandwidthHz: 128_000, pictures: 100 },
    images: { width: 16, height: 16, count: 20 },
    ...changes,
  });
}

export async function resultOf(
  changes: Partial<LoadInput> = {},
  options: {
    readonly batch?: number;
    readonly codec?: Codec;
    readonly denoiser?: Denoiser;
    readonly seed?: number;
  } = {},
): Promise<LoadResult> {
  return runLoad(loadOf(changes), {
    ...{ seed: SEED, codec: averagingCodec, denoiser: idleDenoiser, source },
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'test' },
    ...options,
  });
}

export interface HeardLatent {
  readonly user: number;
  readonly picture: number;
  readonly estimate: LatentEstimate;
}

/** A cell whose users have their own settings, what its receiver read, and what was sent. */
export async function cellOf(
  users: readonly NetworkUser[],
  {
    access = 'omdma-unslotted',
    batch = 64,
    ...changes
  }: Partial<LoadInput> & { access?: AccessName; batch?: number } = {},
): Promise<CellRun & { heard: HeardLatent[]; latentOf: (user: number, picture: number) => Float32Array }> {
  const scenario = loadOf({ users: users.length, snrDb: 60, ...changes });
  const streamName = [SEED, scenario.name];
  const drawn = await encodePool(
    source,
    averagingCodec,
    { count: 20, channels: 16, streamName },
    NETWORK_BATCH,
  );
  const pool = picturePool(drawn, streamName);
  const heard: LatentEstimate[] = [];
  const networks = listening(receiver(averagingCodec, idleDenoiser, NETWORK_BATCH), heard);
  const run = await runCell({
    ...{ scenario, pool, networks, seed: SEED, batch },
    place: { access, offeredLoad: 1, toldNoise: scenario.toldNoise[0] },
    users: users.map((settings, place) => ({ place, settings })),
    untilNs: 1e9,
    check: () => 30,
  });
  return {
    ...run,
    heard: run.tries.map(({ user, picture }, i) => ({ user, picture, estimate: heard[i] })),
    latentOf: (user, picture) => pool.of(user, picture).latent.values,
  };
}

/** A user with pictures at these microseconds. */
export function userAt(...timesUs: readonly number[]): NetworkUser {
  return { arrivals: at(...timesUs.map(us => Math.round(1e3 * us))) };
}

function listening(networks: Receiver, heard: LatentEstimate[]): Receiver {
  return {
    ...networks,
    async add(latent) {
      heard.push(latent.estimate);
      await networks.add(latent);
    },
  };
}
