import { randomStream } from '../../kernels/random/stream.ts';
import type { Codec } from '../../models/codec/codec.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import type { CodecCost, CodecName } from './results.ts';
import { randomRotation, rotatedCodec } from './rotation.ts';
import type { Personal } from './scenario.ts';
import type { StoredCodec, Tune, TunedCodec, TuningProgress, TuningTask } from './tuning.ts';
import type { UserPictures } from './userPictures.ts';

/** A kind of codec: which one each user has, and what it costs. */
export interface CodecKind {
  readonly name: CodecName;
  /** One per user; the same one for all where all share it. */
  readonly own: readonly Codec[];
  readonly cost: CodecCost;
  /** Those that were trained on. */
  readonly tuned: readonly TunedCodec[];
}

/** How far phase one has come: which of its pieces is at work. */
export interface PhaseOneProgress extends TuningProgress {
  readonly name: string;
  readonly steps: number;
  readonly piecesDone: number;
  readonly pieces: number;
}

export interface PhaseOneOptions {
  readonly seed: number;
  readonly universal: StoredCodec;
  readonly pictures: readonly Pick<UserPictures, 'training'>[];
  readonly tune: Tune;
  readonly onProgress?: (progress: PhaseOneProgress) => void;
}

/** Makes every codec that the experiment compares, one after the other. Throws as `tune`. */
export async function makeCodecs(scenario: Personal, options: PhaseOneOptions): Promise<CodecKind[]> {
  const { users, models } = scenario;
  const { seed, universal } = options;
  const train = sequence(tasksOf(scenario, options), options);
  const kinds: CodecKind[] = [shared('universal', universal, users)];
  for (const name of models)
    if (name === 'rotated') kinds.push(rotated(scenario, universal, seed));
    else if (name === 'adapted') {
      const [codec] = await train('adapted');
      kinds.push({ ...shared(name, codec, users), tuned: [codec] });
    } else kinds.push(ofUsers(await train('personal')));
  return kinds;
}

type TrainedKind = 'adapted' | 'personal';

function tasksOf(
  { users, models, fineTuning: { steps } }: Personal,
  { pictures }: PhaseOneOptions,
): Map<TrainedKind, TuningTask[]> {
  const sources = pictures.map(({ training }) => ({ source: training, weight: 1 }));
  const tasks: Record<TrainedKind, TuningTask[]> = {
    adapted: [{ name: 'everyone', sources, steps: steps * users }],
    personal: sources.map((source, user) => ({ name: `user-${user + 1}`, sources: [source], steps })),
  };
  return new Map(
    (['adapted', 'personal'] as const).flatMap(kind =>
      models.includes(kind) ? [[kind, tasks[kind]] as const] : [],
    ),
  );
}

/** Trains the pieces of a kind, and tells of all pieces together. */
function sequence(
  tasks: ReadonlyMap<TrainedKind, readonly TuningTask[]>,
  { tune, onProgress = () => {} }: PhaseOneOptions,
): (kind: TrainedKind) => Promise<TunedCodec[]> {
  const pieces = [...tasks.values()].flat().length;
  let piecesDone = 0;
  return async kind => {
    const tuned: TunedCodec[] = [];
    for (const task of tasks.get(kind)!) {
      const { name, steps } = task;
      const tell = (progress: TuningProgress) => onProgress({ ...progress, name, steps, piecesDone, pieces });
      tell({ step: 0, secondsLeft: Number.NaN });
      tuned.push(await tune(task, tell));
      piecesDone++;
    }
    return tuned;
  };
}

function shared(
  name: CodecName,
  { codec, encoderBytes, decoderBytes, ...rest }: StoredCodec & Partial<TunedCodec>,
  users: number,
): CodecKind {
  const { steps = 0, pictures = 0, trainingSeconds = 0 } = rest;
  return {
    name,
    own: Array<Codec>(users).fill(codec),
    cost: { codec: name, codecs: 1, encoderBytes, decoderBytes, steps, pictures, trainingSeconds },
    tuned: [],
  };
}

function ofUsers(tuned: readonly TunedCodec[]): CodecKind {
  const sum = (of: (codec: TunedCodec) => number) => tuned.reduce((total, codec) => total + of(codec), 0);
  const seconds = tuned.map(({ trainingSeconds }) => trainingSeconds);
  return {
    name: 'personal',
    own: tuned.map(({ codec }) => codec),
    cost: {
      codec: 'personal',
      codecs: tuned.length,
      encoderBytes: tuned[0].encoderBytes,
      decoderBytes: tuned[0].decoderBytes,
      steps: sum(({ steps }) => steps),
      pictures: sum(({ pictures }) => pictures),
      trainingSeconds: seconds.includes(null) ? null : sum(codec => codec.trainingSeconds!),
    },
    tuned,
  };
}

/** The universal codec behind a rotation for each user. A receiver holds one codec and a key of 32 bytes for each. */
function rotated({ users, cbr }: Personal, universal: StoredCodec, seed: number): CodecKind {
  const channels = latentChannels(cbr);
  const own = Array.from({ length: users }, (_, user) =>
    rotatedCodec(universal.codec, randomRotation(channels, randomStream(seed, 'rotation', user))),
  );
  return { ...shared('rotated', universal, users), own };
}
