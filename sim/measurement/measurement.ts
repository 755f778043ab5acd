import { z } from 'zod';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import {
  type ErrorPoint,
  errorPoint,
  type PictureSet,
  type PsnrRow,
  psnrRow,
  samplingRow,
} from '../../models/weights/card.ts';
import type { DenoiserCurves } from '../../models/weights/measured.ts';
import { NETWORK_BATCH } from '../batches.ts';
import { type Progress, progressMeter } from '../progress.ts';
import { receiver } from '../receiver.ts';
import { openRecordFile, type RecordFile } from '../recordFile.ts';
import { type MeasuredCondition, measuredConditions } from './conditions.ts';
import { BETAS, CURVE_PICTURES, measureErrorCurve } from './curve.ts';
import { encodeAll, type NamedPictures } from './pictures.ts';
import { measureCondition } from './quality.ts';
import { measureSampling, SAMPLING_PICTURES, SAMPLING_SNRS_DB, SAMPLING_STEPS } from './sampling.ts';

/** What a measurement finished: one condition on one set, the denoiser's curve, or what more steps of it make. */
const piece = z.union([
  z.strictObject({ rows: z.array(psnrRow).min(1) }),
  z.strictObject({ curve: z.array(errorPoint).min(1) }),
  z.strictObject({ sampling: z.array(samplingRow).min(1) }),
]);
type Piece = z.infer<typeof piece>;

/** Everything that one command measures. */
export interface Measurement {
  readonly sets: readonly PictureSet[];
  readonly rows: readonly PsnrRow[];
  readonly curves: DenoiserCurves;
}

export interface MeasurementOptions {
  readonly codec: Codec;
  /** The denoiser with its error estimate corrected by a curve, or not at all by an empty one. */
  readonly denoiserWith: (curve: readonly ErrorPoint[]) => Denoiser;
  /** Curves to keep; without them they are measured on the first set. */
  readonly knownCurves?: DenoiserCurves | undefined;
  readonly seed: number;
  /** Where finished pieces are kept, see `openMeasurementFile`. */
  readonly pieces: RecordFile<Piece>;
  readonly onRow?: (row: PsnrRow) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** The file in which a measurement keeps what it has finished, so that the same command goes on after a kill. */
export function openMeasurementFile(
  file: string,
  work: Readonly<Record<string, unknown>>,
): RecordFile<Piece> {
  return openRecordFile(file, work, {
    code: 'measurement',
    others: 'finished part of another measurement',
    piece: 'finished part of a measurement',
    advice: 'repeat that one to finish it',
    schema: piece,
  });
}

/** The first pictures of the first set, on which the curve is measured. */
export function curvePictures(sets: readonly PictureSet[]): PictureSet {
  return { ...sets[0], pictures: Math.min(CURVE_PICTURES, sets[0].pictures) };
}

/** A set as it is written down. */
export function pictureSet({ name, source, count }: NamedPictures, seed: number): PictureSet {
  return { name, pictures: count, of: source.count, seed };
}

/**
 * Measures a codec, alone and behind its denoiser, on sets of pictures: every row of the models' tables, see `measuredConditions`, and the
 * denoiser's error curve, which corrects the denoiser for the tables, and what more of its steps make. Every picture is encoded once.
 */
export async function measureModels(
  named: readonly NamedPictures[],
  { codec, denoiserWith, knownCurves, seed, pieces, onRow, onProgress }: MeasurementOptions,
): Promise<Measurement> {
  const sets = named.map(pictures => pictureSet(pictures, seed));
  const finished = [...pieces.finished];
  const find = (name: string, { cbr, snrDb }: MeasuredCondition) =>
    finished
      .flatMap(done => ('rows' in done ? [done.rows] : []))
      .find(([row]) => row.set === name && row.cbr === cbr && row.snrDb === snrDb);
  const keep = (done: Piece) => {
    pieces.append(done);
    finished.push(done);
  };
  const encoded = named.map(pictures => {
    let latents: Promise<Latent[]> | undefined;
    return () => {
      latents ??= encodeAll(pictures, codec);
      return latents;
    };
  });

  const open = named.map(({ name }) => measuredConditions().filter(condition => !find(name, condition)));
  const curveSet = curvePictures(sets);
  const sampled = Math.min(SAMPLING_PICTURES, curveSet.pictures);
  let curve = knownCurves?.mse ?? finished.flatMap(done => ('curve' in done ? [done.curve] : [])).at(0);
  let sampling = finished.flatMap(done => ('sampling' in done ? [done.sampling] : [])).at(0);
  const meter = progressMeter(
    workload(named, open, [
      curve ? 0 : BETAS.length * curveSet.pictures,
      knownCurves || sampling ? 0 : SAMPLING_SNRS_DB.length * SAMPLING_STEPS.length * sampled,
    ]),
    onProgress,
  );
  const onCurvePicture = () => meter.pictureDone({ completesPoint: false });

  if (!curve) {
    const latents = (await encoded[0]()).slice(0, curveSet.pictures);
    const networks = { codec, denoiser: denoiserWith([]) };
    curve = await measureErrorCurve(latents, networks, { seed, onPicture: onCurvePicture });
    keep({ curve });
  }
  const networks = receiver(codec, denoiserWith(curve), NETWORK_BATCH);
  if (!knownCurves && !sampling) {
    const latents = (await encoded[0]()).slice(0, sampled);
    const first = { pictures: named[0], latents };
    sampling = await measureSampling(first, { codec, networks }, { seed, onPicture: onCurvePicture });
    keep({ sampling });
  }
  for (const [s, pictures] of named.entries())
    for (const condition of open[s]) {
      let left = condition.readers.length * pictures.count;
      const onPicture = () => meter.pictureDone({ completesPoint: --left === 0 });
      const latents = await encoded[s]();
      const rows = await measureCondition(condition, { pictures, latents }, networks, { seed, onPicture });
      keep({ rows });
      for (const row of rows) onRow?.(row);
    }
  return {
    sets,
    rows: named.flatMap(({ name }) => measuredConditions().flatMap(condition => find(name, condition)!)),
    curves: knownCurves ?? { mse: curve, mseSet: curveSet, ...(sampling && { sampling }) },
  };
}

function workload(
  named: readonly NamedPictures[],
  open: readonly (readonly MeasuredCondition[])[],
  curves: readonly number[],
): { points: number; pictures: number } {
  const readings = named.map(({ count }, s) => count * open[s].flatMap(({ readers }) => readers).length);
  return {
    points: open.flat().length,
    pictures: [...curves, ...readings].reduce((sum, pictures) => sum + pictures, 0),
  };
}
