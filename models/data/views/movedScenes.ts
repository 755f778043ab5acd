import { ConfigError, type Problem } from '../../../kernels/errors.ts';
import { type Image, image } from '../../../kernels/image.ts';
import { deadLeaves } from '../deadLeaves.ts';
import { choiceStream, takeOne, type ViewSource } from './source.ts';

const SCENES = 1_000_000;
/** Scenes are painted so much larger than their views, and are looked at from within. */
const MARGIN = 1.5;

export interface MovedScenesOptions {
  /** Size of a view in pixels, integers ≥ 16. */
  readonly width: number;
  readonly height: number;
  /** An integer; names the scenes. */
  readonly seed: number;
  /** How far the scene moves to the side from one view to the next, in pixels of the view, ≥ 0. */
  readonly shiftPixels: number;
  /** By what factor it grows from one view to the next, ≥ 1. */
  readonly zoom: number;
}

/**
 * Dead-leaves scenes seen by cameras side by side: from view to view a scene moves by `shiftPixels` and grows by `zoom` about the
 * middle. The views are centred on the unmoved scene.
 */
export function movedScenes(options: MovedScenesOptions): ViewSource {
  requireOptions(options);
  const { width, height, seed, shiftPixels, zoom } = options;
  const [sceneWidth, sceneHeight] = [width, height].map(side => Math.ceil(MARGIN * side));
  const scenes = deadLeaves({ width: sceneWidth, height: sceneHeight, count: SCENES, seed });
  const name = `views of procedural dead leaves (${width}×${height} px, ${shiftPixels} px and ×${zoom} from view to view, seed ${String(seed).replace('-', '−')})`;
  return {
    name,
    async draw(choice) {
      const taken = new Set<number>();
      const pictures: Image[][] = [];
      for (let object = 0; object < choice.objects; object++) {
        const scene = await scenes.read(takeOne(choiceStream(choice, 'object', object), SCENES, taken));
        pictures.push(
          Array.from({ length: choice.views }, (_, view) => {
            const step = view - (choice.views - 1) / 2;
            return lookAt(scene, { width, height, shiftX: step * shiftPixels, scale: zoom ** step });
          }),
        );
      }
      return pictures;
    },
  };
}

interface Camera {
  readonly width: number;
  readonly height: number;
  /** Where the middle of the scene appears right of the middle of the view, in pixels. */
  readonly shiftX: number;
  /** Pixels of the view per pixel of the scene. */
  readonly scale: number;
}

/** A view of a scene, bilinear between its pixels; beyond the scene its border goes on. */
export function lookAt(scene: Image, { width, height, shiftX, scale }: Camera): Image {
  const view = image(width, height);
  const at = (x: number, y: number, c: number) => scene.data[3 * (y * scene.width + x) + c];
  for (let y = 0; y < height; y++) {
    const [top, bottom, down] = between(
      (y - (height - 1) / 2) / scale + (scene.height - 1) / 2,
      scene.height,
    );
    for (let x = 0; x < width; x++) {
      const sceneX = (x - (width - 1) / 2 - shiftX) / scale + (scene.width - 1) / 2;
      const [left, right, across] = between(sceneX, scene.width);
      for (let c = 0; c < 3; c++) {
        const upper = at(left, top, c) + across * (at(right, top, c) - at(left, top, c));
        const lower = at(left, bottom, c) + across * (at(right, bottom, c) - at(left, bottom, c));
        view.data[3 * (y * width + x) + c] = upper + down * (lower - upper);
      }
    }
  }
  return view;
}

/** The pixels on both sides of a place along one axis, and how far it is from the first to the second. */
function between(place: number, length: number): [number, number, number] {
  const inside = Math.min(length - 1, Math.max(0, place));
  const first = Math.min(length - 2, Math.floor(inside));
  return [first, first + 1, inside - first];
}

function requireOptions({ width, height, shiftPixels, zoom }: MovedScenesOptions): void {
  const problems: Problem[] = [];
  for (const [path, side] of Object.entries({ width, height }))
    if (!Number.isInteger(side) || side < 16)
      problems.push({ path, message: `is ${side}, expected an integer ≥ 16` });
  if (!(shiftPixels >= 0 && shiftPixels < Number.POSITIVE_INFINITY))
    problems.push({ path: 'shiftPixels', message: `is ${shiftPixels}, expected a number ≥ 0` });
  if (!(zoom >= 1 && zoom < Number.POSITIVE_INFINITY))
    problems.push({ path: 'zoom', message: `is ${zoom}, expected a number ≥ 1` });
  if (problems.length > 0) throw new ConfigError('moved-scenes', problems);
}
