import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type RandomStream, randomStream } from '../kernels/random/stream.ts';
import { below } from '../kernels/random/uniform.ts';
import type { ImageSource } from '../models/data/source.ts';

export interface PictureChoice {
  readonly seed: number;
  /** Name of the scenario. */
  readonly scenario: string;
  readonly trials: number;
  readonly users: number;
}

/**
 * Which picture of the source each user sends in each trial: index [trial][user]. A random picture sets the size of the
 * trial; each user then draws among the pictures of that size that no user before it has drawn in this trial (among all
 * of that size once they are used up). So users who share a frame send pictures of one size, in folders of mixed sizes
 * too, and what a user sends does not depend on how many users come after it.
 */
export async function choosePictures(source: ImageSource, choice: PictureChoice): Promise<number[][]> {
  const sizeOf = sizeReader(source);
  const chosen: number[][] = [];
  for (let trial = 0; trial < choice.trials; trial++) {
    await letOthersRun();
    const stream = (role: string, user: number) =>
      randomStream(choice.seed, choice.scenario, 'all points', trial, role, user);
    const size = await sizeOf(below(stream('picture size', 0), source.count));
    const taken: number[] = [];
    for (let user = 0; user < choice.users; user++)
      taken.push(
        await draw(stream('picture', user), source.count, async i => (await sizeOf(i)) === size, taken),
      );
    chosen.push(taken);
  }
  return chosen;
}

/** The first index, in random order, that fits and is not taken; if there is none, the first that fits. */
async function draw(
  stream: RandomStream,
  count: number,
  fits: (index: number) => Promise<boolean>,
  taken: readonly number[],
): Promise<number> {
  const seen = new Set<number>();
  let repeated: number | undefined;
  while (seen.size < count) {
    const index = below(stream, count);
    if (seen.has(index)) continue;
    seen.add(index);
    if (!(await fits(index))) continue;
    if (!taken.includes(index)) return index;
    repeated ??= index;
  }
  return repeated!;
}

function sizeReader(source: ImageSource): (index: number) => Promise<string> {
  const sizes = new Map<number, string>();
  return async index => {
    const known = sizes.get(index);
    if (known !== undefined) return known;
    const { width, height } = await source.read(index);
    sizes.set(index, `${width}×${height}`);
    return `${width}×${height}`;
  };
}
