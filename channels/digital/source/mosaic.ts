import { NumericError } from '../../../kernels/errors.ts';
import { type Image, image } from '../../../kernels/image.ts';

/** A rectangle of a picture, in pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a picture inside a tile. */
export function cut(picture: Image, { left, top, width, height }: Tile): Image {
  const part = image(width, height);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * picture.width + left) * 3;
    part.data.set(picture.data.subarray(start, start + width * 3), row * width * 3);
  }
  return part;
}

/** Puts a picture into another one, its top left corner at that of the tile. */
export function paste(target: Image, picture: Image, { left, top }: Pick<Tile, 'left' | 'top'>): void {
  for (let row = 0; row < picture.height; row++)
    target.data.set(
      picture.data.subarray(row * picture.width * 3, (row + 1) * picture.width * 3),
      ((top + row) * target.width + left) * 3,
    );
}

/**
 * Tiles no larger than `side` that cover a picture, row by row, as equal as whole pixels allow.
 *
 * @param side largest width and height of a tile, whole, ≥ 1
 */
export function tilesOf(width: number, height: number, side: number): Tile[] {
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const edge = (length: number, count: number, i: number) => Math.floor((length * i) / count);
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const [left, top] = [edge(width, columns, column), edge(height, rows, row)];
    return {
      left,
      top,
      width: edge(width, columns, column + 1) - left,
      height: edge(height, rows, row + 1) - top,
    };
  });
}

/** Several pictures of one size as one: row by row in a grid as square as possible, unused places black. */
export interface Mosaic {
  readonly picture: Image;
  /** The place of each picture. */
  readonly tiles: readonly Tile[];
}

/**
 * @throws NumericError `image-shape` when there is no picture or the sizes differ
 */
export function mosaic(pictures: readonly Image[]): Mosaic {
  if (pictures.length === 0) throw new NumericError('image-shape', 'mosaic: there are no pictures');
  const [{ width, height }] = pictures;
  const odd = pictures.find(picture => picture.width !== width || picture.height !== height);
  if (odd)
    throw new NumericError(
      'image-shape',
      `mosaic: a ${odd.height}×${odd.width} picture among pictures of ${height}×${width}`,
    );
  const columns = Math.ceil(Math.sqrt(pictures.length));
  const rows = Math.ceil(pictures.length / columns);
  const whole = image(columns * width, rows * height);
  const tiles = pictures.map((_, i) => ({
    left: (i % columns) * width,
    top: Math.floor(i / columns) * height,
    width,
    height,
  }));
  tiles.forEach((tile, i) => {
    paste(whole, pictures[i], tile);
  });
  return { picture: whole, tiles };
}
