import type { Image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import type { ImageSource } from '../../models/data/source.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { type ComparisonOptions, runComparison } from './run.ts';
import { type ComparisonInput, defineComparison, parseComparison } from './scenario.ts';

export const anchor = {
  label: 'theirs',
  source: 'Someone 2020, figure 1',
  snrDb: 10,
  cbr: '1/6',
  psnrDb: 30,
  note: 'other pictures',
};
const base: ComparisonInput = {
  name: 'test',
  snrDb: [-10, 5, 20],
  cbr: '1/6',
  rateSnrDb: 5,
  rateCbr: ['1/12', '1/6'],
  digital: { codecs: 'webp', mosaic: [1, 2], headers: ['counted', 'free'], curves: 'all' },
  images: { count: 4 },
  anchors: [anchor],
};

/** A comparison under one condition. */
export const few = {
  snrDb: [20],
  rateSnrDb: 20,
  rateCbr: '1/6',
  denoiserSteps: 0,
  digital: { codecs: 'webp', headers: 'free' },
  gallery: false,
} as const;

/** Compares on pictures of 48×48, with a codec that averages and a denoiser that does nothing. */
export function run(changes: Partial<ComparisonInput> = {}, options: Partial<ComparisonOptions> = {}) {
  return runComparison(parseComparison(defineComparison({ ...base, ...changes })), {
    seed: 1,
    codec: averagingCodec,
    denoiser: idleDenoiser,
    images: deadLeaves({ width: 48, height: 48, count: 40, seed: 7 }),
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'semlink run test' },
    ...options,
  });
}

export const sourceOf = (pictures: readonly Image[]): ImageSource => ({
  name: 'these pictures',
  count: pictures.length,
  read: async index => pictures[index],
});
