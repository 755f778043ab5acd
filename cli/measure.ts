import { basename, join } from 'node:path';
import type { Image } from '../kernels/image.ts';
import { openImages } from '../models/data/open.ts';
import type { ImageSource } from '../models/data/source.ts';
import { parseDevice } from '../models/runtime/device.ts';
import type { PsnrRow } from '../models/weights/card.ts';
import { CODEC_CARD, DENOISER_CARD, loadCodec, loadDenoiser } from '../models/weights/load.ts';
import { writeCard } from '../models/weights/publish.ts';
import { measureMseCurve, measurePsnr } from '../sim/measurement.ts';
import { readerName } from './modelText.ts';
import { parseWhole } from './numbers.ts';

/** Pictures on which the denoiser's error curve is measured at most; its entries are many. */
const CURVE_PICTURES = 512;

export interface MeasureOptions {
  readonly images: string;
  readonly count?: string;
  readonly seed: string;
  readonly device: string;
}

/** Measures the models of a folder and writes what came out into their cards. */
export async function measureModels(directory: string, options: MeasureOptions): Promise<void> {
  const seed = parseWhole('--seed', options.seed);
  const source = await openImages(options.images, {
    procedural: { width: 64, height: 64, count: 256, seed },
  });
  const count = options.count === undefined ? source.count : parseWhole('--count', options.count);
  const pictures = await firstPictures(source, Math.min(count, source.count));
  const device = parseDevice(options.device);
  const codec = await loadCodec({ device, directory });
  const denoiser = await loadDenoiser({ device, directory });
  const described = `the first ${pictures.length} pictures of ${basename(options.images)}`;
  const show = (row: PsnrRow) =>
    process.stdout.write(
      `cbr ${row.cbr.padEnd(4)}  SNR ${String(row.snrDb).padStart(3)} dB  ${readerName(row)}  ${row.psnrDb.toFixed(2)} dB\n`,
    );
  const told = await measurePsnr(codec.model, 'told', pictures, seed, show);
  const ignorant = await measurePsnr(codec.model, 'ignorant', pictures, seed, show);
  const psnr = [...told, ...ignorant];
  writeCard(join(directory, CODEC_CARD), { ...codec.card, measured: { pictures: described, psnr } });
  const cleaned = await measurePsnr(codec.model, denoiser.model, pictures, seed, show);
  const curve = await measureMseCurve(codec.model, denoiser.model, pictures.slice(0, CURVE_PICTURES), seed);
  for (const { beta, mse, predicted } of curve)
    process.stdout.write(
      `beta ${beta.toFixed(2)}  latent MSE ${mse.toFixed(4)}  predicted ${predicted.toFixed(4)}\n`,
    );
  const measured = { pictures: described, psnr: cleaned, mse: curve };
  writeCard(join(directory, DENOISER_CARD), { ...denoiser.card, measured });
}

async function firstPictures(source: ImageSource, count: number): Promise<Image[]> {
  const pictures: Image[] = [];
  for (let i = 0; i < count; i++) pictures.push(await source.read(i));
  return pictures;
}
