import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { configError } from '../../kernels/errors.ts';
import { hasPictureExtension, PICTURE_EXTENSIONS } from './decode.ts';
import { openPictureFiles, type PictureFilesOptions } from './pictureFiles.ts';
import { inputError, statInput } from './readInput.ts';
import type { ImageSource } from './source.ts';

const EXPECTED = 'a folder with pictures';

/** The pictures below a folder. */
export interface FolderSource extends ImageSource {
  /** Paths of the pictures relative to the folder, with `/` between the parts, in the order of their indices. */
  readonly paths: readonly string[];
  /** Number of files passed over because their name does not end like a picture's. */
  readonly skipped: number;
}

/**
 * Opens all pictures below a folder: PNG, JPEG, WebP, TIFF, GIF and AVIF, known by the ending of their names, decoded as
 * `decodePicture` says. Their order is that of their relative paths compared by UTF-16 code units, the same on every
 * machine and in every locale. Hidden files and folders (a leading dot) are not looked at; links to
 * files are followed, links to folders are not.
 *
 * @throws ConfigError `input-missing`, `input-not-a-folder`; `folder-empty` if there is no picture below it;
 *   `picture-invalid` listing every file that is named like a picture and is none. RuntimeFailure `input-unreadable`.
 */
export async function openFolder(dir: string, options: PictureFilesOptions = {}): Promise<FolderSource> {
  if (!(await statInput(dir, EXPECTED)).isDirectory())
    throw configError('input-not-a-folder', dir, `is a file, expected ${EXPECTED}`);

  const found = await listFiles(dir, '');
  const paths = found.filter(hasPictureExtension).sort(byCodeUnits);
  const skipped = found.length - paths.length;
  if (paths.length === 0)
    throw configError(
      'folder-empty',
      dir,
      `holds no picture (${skipped} other files), expected files ending in ${PICTURE_EXTENSIONS.join(', ')}`,
    );

  const name = `${dir} (folder, ${paths.length} pictures)`;
  const files = paths.map(path => join(dir, path));
  return { ...(await openPictureFiles(name, files, options)), paths, skipped };
}

async function listFiles(dir: string, below: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await entriesOf(join(dir, below))) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await listFiles(dir, path)));
    else files.push(path);
  }
  return files;
}

async function entriesOf(dir: string): Promise<Dirent[]> {
  return await readdir(dir, { withFileTypes: true }).catch((cause: unknown) => {
    throw inputError(dir, EXPECTED, cause);
  });
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
