import { configError, NumericError } from '../../../kernels/errors.ts';
import type { Image } from '../../../kernels/image.ts';
import { type RandomStream, randomStream } from '../../../kernels/random/stream.ts';
import { below } from '../../../kernels/random/uniform.ts';

/** What one frame shows. */
export interface ViewChoice {
  /** Names the draw together with the frame, so that every frame shows something else. */
  readonly seed: number;
  readonly frame: number;
  /** Different objects, ≥ 1. The first objects of a frame do not depend on how many there are. */
  readonly objects: number;
  /** Pictures of each object, ≥ 1. */
  readonly views: number;
}

/** A collection of objects, with several pictures of each. */
export interface ViewSource {
  /** What the pictures are, for provenance: paths appear as the user typed them. */
  readonly name: string;
  /**
   * Pictures [object][view], all of one size. The same choice gives the same pictures.
   *
   * @throws ConfigError `views-few` when the collection does not hold so many, `views-size` when the pictures differ in size
   */
  draw(choice: ViewChoice): Promise<Image[][]>;
}

/** The stream by which a frame chooses what to show in one place. */
export function choiceStream({ seed, frame }: ViewChoice, role: string, place: number): RandomStream {
  return randomStream(seed, 'views', frame, role, place);
}

/**
 * A number in [0, count) that is not taken yet, each with the same chance, and takes it.
 *
 * @throws NumericError `views-taken` when all are taken
 */
export function takeOne(stream: RandomStream, count: number, taken: Set<number>): number {
  if (taken.size >= count) throw new NumericError('views-taken', `takeOne: all ${count} are taken`);
  for (;;) {
    const index = below(stream, count);
    if (taken.has(index)) continue;
    taken.add(index);
    return index;
  }
}

/** Throws ConfigError `views-few` when a frame asks for more than there is. */
export function requireEnough(name: string, asked: number, held: number, what: string): void {
  if (asked > held)
    throw configError('views-few', name, `holds ${held} ${what}, one frame needs ${asked} different ones`);
}

/** Returns the pictures. Throws ConfigError `views-size` when they differ in size: users of one frame send latents of one length. */
export function requireOneSize(name: string, pictures: Image[][]): Image[][] {
  const [[first]] = pictures;
  const odd = pictures.flat().find(({ width, height }) => width !== first.width || height !== first.height);
  if (odd)
    throw configError(
      'views-size',
      name,
      `pictures of one frame must have one size, got ${first.width}×${first.height} and ${odd.width}×${odd.height} pixels`,
    );
  return pictures;
}
