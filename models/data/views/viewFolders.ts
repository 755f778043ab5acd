import { configError } from '../../../kernels/errors.ts';
import type { Image } from '../../../kernels/image.ts';
import { below } from '../../../kernels/random/uniform.ts';
import { openFolder } from '../folder.ts';
import type { PictureFilesOptions } from '../pictureFiles.ts';
import {
  choiceStream,
  requireEnough,
  requireOneSize,
  takeOne,
  type ViewChoice,
  type ViewSource,
} from './source.ts';

/**
 * What the pictures of one group have in common:
 * - `views`: neighbouring views of one object, files that follow each other in one folder;
 * - `objects`: the same view of different objects of one kind, files of one name in folders side by side.
 */
export type ViewPairing = 'views' | 'objects';

export interface ViewFoldersOptions extends PictureFilesOptions {
  readonly pairing: ViewPairing;
  /** Only files whose names start like this; '' takes all. */
  readonly match: string;
}

/** Pictures that can stand beside each other in a group, by index. */
interface Family {
  /** Lists of alternatives: a group takes neighbours of one list (`views`), or different members of one list (`objects`). */
  readonly lists: readonly (readonly number[])[];
}

/**
 * Objects in a tree KIND/OBJECT/VIEW of folders, or OBJECT/VIEW where `pairing` is `views`. Views of an object are in the order of their
 * names, the last one beside the first.
 *
 * @throws ConfigError as `openFolder`; `views-none` when no two pictures make a pair
 */
export async function openViewFolders(dir: string, options: ViewFoldersOptions): Promise<ViewSource> {
  const { pairing, match } = options;
  const folder = await openFolder(dir, options);
  const chosen = folder.paths.flatMap((path, index) =>
    path.slice(path.lastIndexOf('/') + 1).startsWith(match) ? [{ path, index }] : [],
  );
  const families = pairing === 'views' ? byFolder(chosen) : byName(chosen);
  if (families.length === 0)
    throw configError(
      'views-none',
      dir,
      `has no folder with two ${pairing === 'views' ? 'pictures' : 'folders with pictures of one name'}${match ? ` starting with "${match}"` : ''}, expected KIND/OBJECT/VIEW.png`,
    );
  const what = pairing === 'views' ? 'neighbouring views of an object' : 'same views of alike objects';
  const name = `${dir} (${what}${match ? ` ${match}…` : ''}, ${families.length} ${pairing === 'views' ? 'objects' : 'kinds'})`;
  return {
    name,
    async draw(choice) {
      requireEnough(
        dir,
        choice.objects,
        families.length,
        pairing === 'views' ? 'objects' : 'kinds of objects',
      );
      const taken = new Set<number>();
      const pictures: Image[][] = [];
      for (let object = 0; object < choice.objects; object++) {
        const family = families[takeOne(choiceStream(choice, 'object', object), families.length, taken)];
        const indices = membersOf(dir, family, pairing, choice, object);
        pictures.push(await Promise.all(indices.map(index => folder.read(index))));
      }
      return requireOneSize(dir, pictures);
    },
  };
}

interface Found {
  readonly path: string;
  readonly index: number;
}

/** One family for each folder with two or more pictures. */
function byFolder(found: readonly Found[]): Family[] {
  const folders = gathered(found, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
  return [...folders.values()]
    .filter(list => list.length > 1)
    .map(list => ({ lists: [list.map(({ index }) => index)] }));
}

/** One family for each kind: for every file name the folders of the kind that have it. */
function byName(found: readonly Found[]): Family[] {
  const deep = found.filter(({ path }) => path.split('/').length > 2);
  const kinds = gathered(deep, ({ path }) => path.split('/').slice(0, -2).join('/'));
  return [...kinds.values()].flatMap(list => {
    const names = gathered(list, ({ path }) => path.slice(path.lastIndexOf('/') + 1));
    const lists = [...names.values()]
      .filter(same => same.length > 1)
      .map(same => same.map(({ index }) => index));
    return lists.length > 0 ? [{ lists }] : [];
  });
}

function gathered(found: readonly Found[], keyOf: (one: Found) => string): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const one of found) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function membersOf(
  dir: string,
  { lists }: Family,
  pairing: ViewPairing,
  choice: ViewChoice,
  object: number,
): number[] {
  const stream = choiceStream(choice, 'views', object);
  const fitting = lists.filter(list => list.length >= choice.views);
  if (fitting.length === 0)
    requireEnough(
      dir,
      choice.views,
      Math.max(...lists.map(list => list.length)),
      'pictures that make a group',
    );
  const list = fitting[below(stream, fitting.length)];
  if (pairing === 'views') {
    const first = below(stream, list.length);
    return Array.from({ length: choice.views }, (_, view) => list[(first + view) % list.length]);
  }
  const taken = new Set<number>();
  return Array.from({ length: choice.views }, () => list[takeOne(stream, list.length, taken)]);
}
