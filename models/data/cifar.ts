import { configError } from '../../kernels/errors.ts';
import { type Image, image } from '../../kernels/image.ts';
import { readInput } from './readInput.ts';
import { checkIndex, type LabelledSource } from './source.ts';

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const RECORD_BYTES = 1 + 3 * PIXELS;
const CLASSES = 10;
const EXPECTED = `a CIFAR-10 binary file: one or more records of ${RECORD_BYTES} bytes (1 label + 3 × ${PIXELS} pixels)`;

/**
 * Opens a file in the binary layout of CIFAR-10: per record 1 label byte, then 1,024 bytes of red, green and blue each,
 * row-major 32×32. The file is read into memory once; a picture is converted when it is read.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009 (the "binary version").
 *
 * @throws ConfigError `input-missing`, `input-not-a-file`; `cifar-size` if the length is 0 or no multiple of 3,073;
 *   `cifar-label` if a label byte is above 9. RuntimeFailure `input-unreadable`.
 */
export async function openCifar(file: string): Promise<LabelledSource> {
  const bytes = await readInput(file, EXPECTED);
  if (bytes.length === 0 || bytes.length % RECORD_BYTES !== 0)
    throw configError('cifar-size', file, `is ${bytes.length} bytes long, expected ${EXPECTED}`);

  const count = bytes.length / RECORD_BYTES;
  for (let i = 0; i < count; i++) {
    const label = bytes[i * RECORD_BYTES];
    if (label >= CLASSES)
      throw configError(
        'cifar-label',
        file,
        `record ${i} has label ${label}, expected 0 to 9: not a CIFAR-10 file`,
      );
  }

  const name = `${file} (CIFAR-10, ${count} pictures)`;
  const about = { name, count };
  return {
    ...about,
    async read(index) {
      checkIndex(about, index);
      return decodeRecord(bytes, index * RECORD_BYTES + 1);
    },
    label(index) {
      checkIndex(about, index);
      return bytes[index * RECORD_BYTES];
    },
  };
}

/** Three planes of 8-bit values at `offset` as one interleaved picture. */
function decodeRecord(bytes: Uint8Array, offset: number): Image {
  const picture = image(SIDE, SIDE);
  for (let channel = 0; channel < 3; channel++) {
    const plane = offset + channel * PIXELS;
    for (let p = 0; p < PIXELS; p++) picture.data[3 * p + channel] = bytes[plane + p] / 255;
  }
  return picture;
}
