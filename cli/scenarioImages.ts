import { openImages } from '../models/data/open.ts';
import type { ImageSource } from '../models/data/source.ts';

/** The pictures of a scenario. Throws as `openImages`. */
export async function openScenarioImages(
  images: { readonly source: string; readonly width: number; readonly height: number },
  seed: number,
): Promise<ImageSource> {
  // Networks train on procedural pictures of seeds from 0 on, so these are none that they know.
  const procedural = { width: images.width, height: images.height, count: 1_000_000, seed: -1 - seed };
  return openImages(images.source, { procedural });
}
