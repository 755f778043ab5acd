import { configError } from '../../kernels/errors.ts';
import { image } from '../../kernels/image.ts';
import { labelledLeaves } from '../classifier/kinds.ts';
import { openCifar } from '../data/cifar.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import type { ImageSource, LabelledSource } from '../data/source.ts';
import type { Part } from './workload.ts';

/** Pictures to train on and others, none in common, to measure on. */
export type Split<Source extends ImageSource> = Readonly<Record<Part, Source>>;

export interface StudyPictures {
  readonly name: string;
  /** What the classifier tells apart, in words. */
  readonly classes: string;
  readonly plain: Split<ImageSource>;
  readonly labelled: Split<LabelledSource>;
}

const TRAINING_PICTURES = 3000;
const HELD_OUT_PICTURES = 600;
const HELD_OUT_SHARE = 1 / 5;
const LEAST_RECORDS = 50;

/**
 * The pictures of a study: `procedural`, or a CIFAR-10 file (.bin), whose last fifth is held out and whose labels the classifier learns.
 *
 * @throws ConfigError `study-images` for anything else; as `openCifar` for a file that is none
 */
export async function openStudyPictures(spec: string, seed: number): Promise<StudyPictures> {
  if (spec === 'procedural') return procedural(seed);
  if (!spec.toLowerCase().endsWith('.bin'))
    throw configError(
      'study-images',
      'images',
      `"${spec}" is not 'procedural' or a CIFAR-10 file (.bin); the classifier needs pictures with labels`,
    );
  const all = await openCifar(spec);
  if (all.count < LEAST_RECORDS)
    throw configError(
      'study-images',
      'images',
      `${spec} holds ${all.count} pictures, expected at least ${LEAST_RECORDS}`,
    );
  const held = Math.floor(all.count * HELD_OUT_SHARE);
  const split = { training: part(all, 0, all.count - held), heldOut: part(all, all.count - held, held) };
  return { name: all.name, classes: 'the ten classes of CIFAR-10', plain: split, labelled: split };
}

function procedural(seed: number): StudyPictures {
  const plain = (count: number, own: number) =>
    remembered(deadLeaves({ width: 48, height: 48, count, seed: own }));
  const labelled = (count: number, own: number) => {
    const leaves = labelledLeaves({ count, seed: own });
    return { ...remembered(leaves), label: leaves.label };
  };
  return {
    name: `procedural dead leaves (48×48 px; with labels 32×32 px), ${TRAINING_PICTURES} to train on`,
    classes: 'ten kinds of procedural pictures (five families of colours, small or large leaves)',
    plain: { training: plain(TRAINING_PICTURES, seed), heldOut: plain(HELD_OUT_PICTURES, -1 - seed) },
    labelled: {
      training: labelled(TRAINING_PICTURES, seed),
      heldOut: labelled(HELD_OUT_PICTURES, -1 - seed),
    },
  };
}

/** Pictures `first` … `first + count − 1` of a source. */
function part(source: LabelledSource, first: number, count: number): LabelledSource {
  return {
    name: source.name,
    count,
    read: index => source.read(first + index),
    label: index => source.label(first + index),
  };
}

/** Paints each picture once and keeps its 8-bit code values. */
function remembered(source: ImageSource): ImageSource {
  const kept = new Map<number, { width: number; height: number; codes: Uint8Array }>();
  return {
    ...source,
    async read(index) {
      const known = kept.get(index);
      if (known)
        return image(
          known.width,
          known.height,
          Float32Array.from(known.codes, code => code / 255),
        );
      const picture = await source.read(index);
      const { width, height, data } = picture;
      kept.set(index, { width, height, codes: Uint8Array.from(data, value => Math.round(value * 255)) });
      return picture;
    },
  };
}
