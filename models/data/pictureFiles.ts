import { ConfigError, configError, type Problem } from '../../kernels/errors.ts';
import { byteCache } from './byteCache.ts';
import { checkPicture, decodePicture, type Pixels, toImage } from './decode.ts';
import { checkIndex, type ImageSource } from './source.ts';

const DEFAULT_CACHE_BYTES = 256 * 2 ** 20;
const CHECKED_AT_ONCE = 64;

export interface PictureFilesOptions {
  /** Room for decoded pictures at 3 bytes per pixel; the least recently read ones go first. Default 256 MiB. */
  readonly cacheBytes?: number;
}

/**
 * A source over picture files, in the given order. Opening looks at the head of every file, reading decodes one.
 *
 * @throws ConfigError `picture-invalid` listing every file that is no picture; `cache-bytes` if the room is negative
 *   or not a number. A file whose head is right and whose body is damaged is refused when it is read.
 */
export async function openPictureFiles(
  name: string,
  files: readonly string[],
  { cacheBytes = DEFAULT_CACHE_BYTES }: PictureFilesOptions = {},
): Promise<ImageSource> {
  if (!(cacheBytes >= 0))
    throw configError('cache-bytes', 'cacheBytes', `is ${cacheBytes}, expected a number of bytes ≥ 0`);
  await checkPictures(files);

  const about = { name, count: files.length };
  const cache = byteCache<Pixels>(cacheBytes);
  return {
    ...about,
    async read(index) {
      checkIndex(about, index);
      const known = cache.get(index);
      if (known) return toImage(known);
      const pixels = await decodePicture(files[index]);
      cache.set(index, pixels, pixels.bytes.byteLength);
      return toImage(pixels);
    },
  };
}

async function checkPictures(files: readonly string[]): Promise<void> {
  const problems: Problem[] = [];
  for (let start = 0; start < files.length; start += CHECKED_AT_ONCE) {
    const checks = files.slice(start, start + CHECKED_AT_ONCE).map(checkPicture);
    for (const check of await Promise.allSettled(checks)) {
      if (check.status === 'fulfilled') continue;
      if (!(check.reason instanceof ConfigError)) throw check.reason;
      problems.push(...check.reason.problems);
    }
  }
  if (problems.length > 0) throw new ConfigError('picture-invalid', problems);
}
