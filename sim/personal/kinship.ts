import { cosineSimilarity } from '../../channels/grouping/similarity.ts';
import { type Codec, keepChannels } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { sendAlone } from '../alone.ts';
import type { BatchLimit } from '../batches.ts';
import { qualityScores } from '../cell/quality.ts';
import { average, estimate, pairedEstimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import { encodeFrames, type Frames } from './frames.ts';
import { reader } from './reader.ts';
import type { Kinship } from './results.ts';

export interface KinshipSettings {
  readonly codec: Kinship['codec'];
  readonly universal: Codec;
  /** One per user. */
  readonly own: readonly Codec[];
  readonly frames: Frames;
  readonly channels: number;
  readonly snrDb: number;
  readonly seed: number;
  readonly scenario: string;
  readonly limit: BatchLimit;
}

/** How different the codecs of users are: as encoders on the same pictures, and as decoders of each other's latents. */
export async function kinshipOf(settings: KinshipSettings): Promise<Kinship> {
  const { codec, snrDb } = settings;
  // The universal codec's latents, then those of each user's codec, [frame][user].
  const encoded: Latent[][][] = [];
  for (const each of [settings.universal, ...settings.own])
    encoded.push(await encodeFrames(settings.frames, () => each, settings.limit));
  const kinship = { ...correlations(encoded, settings), ...(await readings(encoded.slice(1), settings)) };
  return { codec, snrDb, ...rounded(kinship) };
}

function correlations(
  encoded: readonly Latent[][][],
  { own, frames, channels }: Pick<KinshipSettings, 'own' | 'frames' | 'channels'>,
) {
  // One matrix for each picture, gathered frame by frame.
  const matrices = frames.map((pictures, frame) =>
    pictures.map((_, user) =>
      cosineSimilarity(encoded.map(latents => keepChannels(latents[frame][user], channels).values)),
    ),
  );
  const entry = (frame: number, i: number, j: number) =>
    average(matrices[frame].map(({ data }) => data[i * encoded.length + j]));
  const pairs = own.flatMap((_, k) => own.slice(0, k).map((_, j) => [k + 1, j + 1] as const));
  return {
    correlation: encoded.map((_, i) =>
      encoded.map((_, j) => average(frames.map((_, frame) => entry(frame, i, j)))),
    ),
    between: estimate(frames.map((_, frame) => average(pairs.map(([i, j]) => entry(frame, i, j))))),
  };
}

/** Every user's picture alone on the air, by its own decoder and by the next user's. */
async function readings(
  encoded: readonly Latent[][][],
  { own, frames, channels, snrDb, seed, scenario, limit }: KinshipSettings,
) {
  const [ownScores, otherScores] = [0, 1].map(() => qualityScores(frames.length, own.length));
  const networks = reader(limit);
  for (const [frame, pictures] of frames.entries())
    for (const [user, picture] of pictures.entries()) {
      const name = [seed, scenario, snrDb, frame, 'alone', user];
      const { estimate: received } = sendAlone(encoded[user][frame][user], channels, snrDb, name);
      for (const [scores, decoder] of [
        [ownScores, own[user]],
        [otherScores, own[(user + 1) % own.length]],
      ] as const)
        await networks.add(decoder, received, decoded => scores.record(frame, user, picture, decoded));
    }
  await networks.finish();
  const [ownPsnr, othersPsnr] = [ownScores.framePsnrDb(), otherScores.framePsnrDb()];
  return {
    ownPsnrDb: estimate(ownPsnr),
    othersPsnrDb: estimate(othersPsnr),
    lossDb: pairedEstimate(othersPsnr, ownPsnr),
  };
}
