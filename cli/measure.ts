import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { configError } from '../kernels/errors.ts';
import { openImages } from '../models/data/open.ts';
import { parseDevice } from '../models/runtime/device.ts';
import { writeWhole } from '../models/runtime/writeWhole.ts';
import type { PsnrRow } from '../models/weights/card.ts';
import { CODEC_CARD, DENOISER_CARD, loadCodec, loadDenoiser } from '../models/weights/load.ts';
import { fullerCurve, fullerTables, setTitle, withTables } from '../models/weights/measured.ts';
import { withTablesByLine, writeCard } from '../models/weights/publish.ts';
import {
  curvePictures,
  type Measurement,
  measureModels,
  openMeasurementFile,
  pictureSet,
} from '../sim/measurement/measurement.ts';
import type { NamedPictures } from '../sim/measurement/pictures.ts';
import { EXIT } from './failure.ts';
import { readerName, withMargin } from './modelTables.ts';
import { curvesText } from './modelText.ts';
import { parseWhole } from './numbers.ts';
import { formatDuration, progressLine } from './progress.ts';

export interface MeasureOptions {
  readonly images: readonly string[];
  readonly count?: string;
  readonly seed: string;
  readonly device: string;
  readonly out?: string;
  readonly overwrite?: boolean;
}

/**
 * Measures the models of a folder and writes what came out into their cards, or into a file of its own. Cards are written when everything is
 * measured; what is finished before lies in a file beside them, from which the same command goes on.
 */
export async function measure(directory: string, options: MeasureOptions): Promise<void> {
  const seed = parseWhole('--seed', options.seed);
  const count = options.count === undefined ? undefined : parseWhole('--count', options.count, 2);
  const device = parseDevice(options.device);
  const named = await openSets(options.images, seed, count);
  const sets = named.map(pictures => pictureSet(pictures, seed));
  const codec = await loadCodec({ device, directory });
  const denoiser = await loadDenoiser({ device, directory });
  if (options.out === undefined && !options.overwrite) {
    const paths = { codec: join(directory, CODEC_CARD), denoiser: join(directory, DENOISER_CARD) };
    for (const { card } of [codec, denoiser])
      for (const loss of fullerTables(card.measured, sets))
        throw configError(
          'measurement-fuller',
          paths[card.kind],
          `${loss}; give --out FILE to look at it, or --overwrite to replace the table`,
        );
  }
  const known =
    options.out === undefined && !options.overwrite
      ? fullerCurve(denoiser.card.measured, curvePictures(sets).pictures)
      : undefined;

  const file = `${options.out ?? join(directory, 'measurement')}.unfinished.jsonl`;
  const work = {
    sets,
    codec: [codec.card.files.encoder.sha256, codec.card.files.decoder.sha256],
    denoiser: denoiser.card.files.denoiser.sha256,
    curves: known ?? 'to be measured',
  };
  const measurement = await watched(file, line =>
    measureModels(named, {
      codec: codec.model,
      denoiserWith: denoiser.withCurve,
      knownCurves: known,
      seed,
      pieces: openMeasurementFile(file, work),
      onRow: row => {
        line.clear();
        process.stdout.write(rowText(row));
      },
      onProgress: ({ pointsDone, points, picturesPerSecond, secondsLeft }) =>
        line.show(
          `${pointsDone} of ${points} conditions · ${picturesPerSecond.toPrecision(3)} pictures/s · ${formatDuration(secondsLeft)} left`,
        ),
    }),
  );

  const { curves, rows } = measurement;
  const [codecRows, denoiserRows] = byModel(rows);
  if (options.out !== undefined) {
    const empty = { pictures: '', psnr: [] };
    const document = {
      codec: withTables(empty, sets, codecRows),
      denoiser: { ...withTables(empty, sets, denoiserRows), ...curves },
    };
    writeWhole(options.out, Buffer.from(`${withTablesByLine(document)}\n`), 'measurement-write');
  } else {
    const about = withTables(codec.card.measured, sets, codecRows);
    writeCard(join(directory, CODEC_CARD), { ...codec.card, measured: about });
    const cleaned = withTables(denoiser.card.measured, sets, denoiserRows);
    writeCard(join(directory, DENOISER_CARD), { ...denoiser.card, measured: { ...cleaned, ...curves } });
  }
  rmSync(file);
  const which = curves.mseSet ? setTitle(curves.mseSet) : denoiser.card.measured.pictures;
  process.stdout.write(`\n${known ? 'kept, over more pictures: ' : ''}${which}\n${curvesText(curves)}\n`);
}

/** Opens `name=path` or `path`, which is named after its last part. */
async function openSets(
  specs: readonly string[],
  seed: number,
  count: number | undefined,
): Promise<NamedPictures[]> {
  const named: NamedPictures[] = [];
  for (const spec of specs) {
    const [, name, path] = /^(?:([^=]*)=)?(.*)$/.exec(spec)!;
    // Networks train on procedural pictures of seeds from 0 on, so these are none that they know.
    const procedural = { width: 64, height: 64, count: 256, seed: -1 - seed };
    const source = await openImages(path, { procedural });
    if (source.count < 2)
      throw configError('measurement-pictures', path, 'holds one picture; an interval needs at least 2');
    named.push({
      name: name ?? basename(path),
      source,
      count: Math.min(count ?? source.count, source.count),
    });
  }
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => name === '' || names.indexOf(name) !== i);
  if (twice !== undefined)
    throw configError(
      'measurement-names',
      '--images',
      `"${twice}" does not name one set; give each its own name=path`,
    );
  return named;
}

/** Runs a measurement under a progress line. Ctrl-C ends the program; what is finished stays on file. */
async function watched(
  file: string,
  work: (line: ReturnType<typeof progressLine>) => Promise<Measurement>,
): Promise<Measurement> {
  const line = progressLine();
  const onInterrupt = () => {
    line.clear();
    process.stderr.write(`semlink: interrupted; the same command goes on from ${file}\n`);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', onInterrupt);
  line.show('encoding pictures');
  try {
    return await work(line);
  } finally {
    process.off('SIGINT', onInterrupt);
    line.clear();
  }
}

/** The rows of the codec's card, and of the denoiser's. */
function byModel(rows: readonly PsnrRow[]): [PsnrRow[], PsnrRow[]] {
  return [rows.filter(row => row.denoiserSteps === 0), rows.filter(row => row.denoiserSteps > 0)];
}

function rowText(row: PsnrRow): string {
  const place = `${row.set}  cbr ${row.cbr.padEnd(5)}  SNR ${String(row.snrDb).padStart(3)} dB`;
  return `${place}  ${readerName(row).padEnd(26)}  ${withMargin(row.psnrDb, row.psnrMargin)} dB\n`;
}
