import type { FrameScores } from './differences.ts';
import type { Place } from './place.ts';
import type {
  CancellationCurve,
  GalleryRow,
  PictureDistribution,
  PointResult,
  ResidualShape,
} from './results.ts';

/** A place of the grid after all of its frames, whatever its scheme sends. To be read once the networks have worked off what was left. */
export interface ReceivedPlace {
  readonly place: Place;
  /** One for each number of denoiser steps, or one where the scheme has no denoiser; so with `frames` and `distributions`. */
  points(): PointResult[];
  frames(): FrameScores[];
  distributions(): PictureDistribution[];
  /** Where latents are sent. */
  shape?(): ResidualShape;
  /** Where users were cancelled. */
  readonly cancelled?: CancellationCurve | undefined;
  /** The first user of the first frame, for the gallery. */
  show(): Promise<GalleryRow>;
}
