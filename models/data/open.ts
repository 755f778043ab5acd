import { configError } from '../../kernels/errors.ts';
import { openCifar } from './cifar.ts';
import { type DeadLeavesOptions, deadLeaves } from './deadLeaves.ts';
import { hasPictureExtension, PICTURE_EXTENSIONS } from './decode.ts';
import { openFolder } from './folder.ts';
import { openPictureFiles, type PictureFilesOptions } from './pictureFiles.ts';
import { statInput } from './readInput.ts';
import type { ImageSource } from './source.ts';

/** Settings of the sources that `openImages` may open. */
export interface OpenImagesOptions extends PictureFilesOptions {
  /** Size, number and seed of the pictures of 'procedural'; the other sources bring their own. */
  readonly procedural: DeadLeavesOptions;
}

const EXPECTED = `'procedural', a folder with pictures, a picture (${PICTURE_EXTENSIONS.join(', ')}) or a CIFAR-10 file (.bin)`;

/**
 * Opens the pictures that a user named:
 *
 * - `procedural`: dead leaves, made on the fly (a folder of that name is `./procedural`);
 * - a file ending in `.bin`: CIFAR-10 binary records;
 * - a folder: all pictures below it;
 * - any other file: a single picture.
 *
 * @throws ConfigError if nothing is there, if it is nothing of these, or as the source itself says.
 */
export async function openImages(spec: string, options: OpenImagesOptions): Promise<ImageSource> {
  if (spec === 'procedural') return deadLeaves(options.procedural);
  const found = await statInput(spec, EXPECTED);
  if (found.isDirectory()) return await openFolder(spec, options);
  if (spec.toLowerCase().endsWith('.bin')) return await openCifar(spec);
  if (!hasPictureExtension(spec))
    throw configError('images-unknown', spec, `is a file of unknown kind, expected ${EXPECTED}`);
  return await openPictureFiles(spec, [spec], options);
}
