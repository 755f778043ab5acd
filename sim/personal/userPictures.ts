import { configError } from '../../kernels/errors.ts';
import { openCifar } from '../../models/data/cifar.ts';
import { deadLeaves, kindName } from '../../models/data/deadLeaves.ts';
import type { SceneKind } from '../../models/data/leaves/scene.ts';
import { openImages } from '../../models/data/open.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { MOST_USERS, type Personal } from './scenario.ts';

/** The pictures of one user: some to train on and others, none in common, that are sent. */
export interface UserPictures {
  /** What they show, in words. */
  readonly content: string;
  readonly training: ImageSource;
  readonly tested: ImageSource;
}

const PROCEDURAL_PICTURES = 1_000_000;
const TESTED_SHARE = 1 / 5;
const LEAST_PICTURES = 10;

/**
 * What every user sends: leaves of a colour and size of its own, the pictures of a source of its own, or a class of CIFAR-10. Of a source the last
 * fifth is sent and the others are trained on.
 *
 * @throws ConfigError as `openImages` and `openCifar`; `user-pictures` where a source cannot be shared or holds too few
 */
export async function openUserPictures(
  { users, images: { sources, width, height } }: Pick<Personal, 'users' | 'images'>,
  seed: number,
): Promise<UserPictures[]> {
  const each = Array.from({ length: users }, (_, user) => user);
  if (sources === undefined) return each.map(user => leavesOf(user, { width, height, seed }));
  if (sources.length === 1) return classesOf(sources[0], users);
  // Never asked for, as sources are files here.
  const procedural = { width, height, count: 1, seed };
  return Promise.all(each.map(async user => split(await openImages(sources[user], { procedural }))));
}

/** Hues follow each other by the golden angle, so that any number of users is spread over the circle; sizes alternate. */
function kindOf(user: number): SceneKind {
  const hueDeg = Math.round(30 + 137.5 * user) % 360;
  const radii = user % 2 === 0 ? { smallest: 0.12, largest: 0.5 } : { smallest: 0.02, largest: 0.12 };
  return { family: { hueDeg, chroma: 0.08 }, ...radii };
}

function leavesOf(
  user: number,
  { width, height, seed }: { width: number; height: number; seed: number },
): UserPictures {
  const kind = kindOf(user);
  // Users differ in the seed too: else leaves of theirs would lie in the same places. Negative seeds are tested on, as everywhere.
  const own = seed * MOST_USERS + user;
  const leaves = (ownSeed: number) =>
    deadLeaves({ width, height, count: PROCEDURAL_PICTURES, seed: ownSeed, kind });
  return {
    content: `procedural dead leaves, ${kindName(kind)}`,
    training: leaves(own),
    tested: leaves(-1 - own),
  };
}

async function classesOf(file: string, users: number): Promise<UserPictures[]> {
  if (!file.toLowerCase().endsWith('.bin'))
    throw configError(
      'user-pictures',
      'images.sources',
      `one path for ${users} users is a CIFAR-10 file (.bin), of which each user sends a class, got "${file}"`,
    );
  const all = await openCifar(file);
  const labels = Array.from({ length: all.count }, (_, index) => all.label(index));
  return Array.from({ length: users }, (_, user) => {
    const own = labels.flatMap((label, index) => (label === user ? [index] : []));
    return split(chosen(`${all.name}, class ${user}`, all, own));
  });
}

function split(source: ImageSource): UserPictures {
  const { name, count } = source;
  if (count < LEAST_PICTURES)
    throw configError(
      'user-pictures',
      name,
      `holds ${count} pictures of a user, expected at least ${LEAST_PICTURES}`,
    );
  const first = count - Math.floor(count * TESTED_SHARE);
  const part = (from: number, to: number) =>
    chosen(
      name,
      source,
      Array.from({ length: to - from }, (_, i) => from + i),
    );
  return { content: name, training: part(0, first), tested: part(first, count) };
}

function chosen(name: string, source: ImageSource, indices: readonly number[]): ImageSource {
  return { name, count: indices.length, read: async index => source.read(indices[index]) };
}
