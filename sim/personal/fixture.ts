import { type Image, image } from '../../kernels/image.ts';
import type { Codec } from '../../models/codec/codec.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { averagingCodec } from '../fixture.ts';
import type { StoredCodec, Tune, TuningTask } from './tuning.ts';
import type { UserPictures } from './userPictures.ts';

const SIDE = 32;

/** Small pictures of users: those to train on and those that are sent are of different seeds. */
export function picturesOf(users: number, count = 40): UserPictures[] {
  const leaves = (seed: number) => deadLeaves({ width: SIDE, height: SIDE, count, seed });
  return Array.from({ length: users }, (_, user) => ({
    content: `pictures of user ${user + 1}`,
    training: leaves(user),
    tested: leaves(-1 - user),
  }));
}

/** A codec as if it came from a file. */
function stored(codec: Codec, name: string): StoredCodec {
  return {
    codec,
    provenance: { name, kind: 'codec', sha256: '0'.repeat(64), parameters: 10 },
    encoderBytes: 300,
    decoderBytes: 500,
  };
}

export const universal = stored(averagingCodec, 'universal');

/** Codecs made by hand in place of trained ones, and the tasks that asked for them. */
export function handmade(codecOf: (task: TuningTask) => Codec | Promise<Codec>): {
  readonly tune: Tune;
  readonly tasks: TuningTask[];
} {
  const tasks: TuningTask[] = [];
  return {
    tasks,
    async tune(task, onProgress) {
      tasks.push(task);
      onProgress({ step: task.steps, secondsLeft: 0 });
      return {
        ...stored(await codecOf(task), task.name),
        ...{ steps: task.steps, pictures: 2 * task.steps, trainingSeconds: 1 },
      };
    },
  };
}

/** A codec that knows some pictures by heart: what it decodes becomes the one of them that comes closest. */
export async function learnedByHeart(source: ImageSource, count: number): Promise<Codec> {
  const known: Image[] = [];
  for (let i = 0; i < count; i++) known.push(await source.read(i));
  const distance = (a: Image, b: Image) =>
    a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0);
  return {
    ...averagingCodec,
    async decode(estimates) {
      const rough = await averagingCodec.decode(estimates);
      return rough.map(picture => {
        const distances = known.map(other => distance(other, picture));
        return image(SIDE, SIDE, known[distances.indexOf(Math.min(...distances))].data.slice());
      });
    },
  };
}
