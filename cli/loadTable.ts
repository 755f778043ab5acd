import type { LoadPoint, LoadResult } from '../sim/load/results.ts';
import type { Estimate } from '../sim/results.ts';
import { aligned, spread } from './alignedText.ts';

const HEAD = [
  'load',
  'PSNR (dB)',
  'delay (ms)',
  '95 % within',
  'good/s',
  'missed',
  'blocked',
  'rejected',
  'fairness',
  'mJ/picture',
  'band in use',
];

/** Every point as aligned text: a block for each access and what its networks are told, a row for each load. */
export function loadTable({ points, differences }: LoadResult): string {
  const isTold = ({ access }: LoadPoint['place']) =>
    new Set(points.filter(({ place }) => place.access === access).map(({ place }) => place.toldNoise)).size >
    1;
  const nameOf = ({ place }: LoadPoint) =>
    isTold(place)
      ? `${place.access}, told ${place.toldNoise === 'average' ? 'the average' : 'each entry'}`
      : place.access;
  const blocks = [...new Set(points.map(nameOf))].map(
    name => `${name}\n${aligned([HEAD, ...points.filter(point => nameOf(point) === name).map(row)])}`,
  );
  const gains = differences.map(({ of, psnrDb }) => [
    of.access,
    String(of.offeredLoad),
    spreadOrNone(psnrDb, 3),
  ]);
  return [
    ...blocks,
    ...(gains.length > 0
      ? [`each entry told minus the average told\n${aligned([['', 'load', 'PSNR (dB)'], ...gains])}`]
      : []),
  ].join('\n\n');
}

function row(point: LoadPoint): string[] {
  const { fates } = point;
  return [
    String(point.place.offeredLoad),
    spreadOrNone(point.psnrDb, 2),
    spreadOrNone(point.delayMs, 1),
    point.delayQuantilesMs ? point.delayQuantilesMs.p95.toFixed(1) : '–',
    spreadOrNone(point.goodputPerS, 1),
    percent(fates?.missed.mean),
    percent(fates?.blocked),
    percent(fates?.rejected),
    point.fairness.toFixed(3),
    point.energyPerPictureMj === null ? '–' : point.energyPerPictureMj.toFixed(3),
    percent(point.bandUse),
  ];
}

function spreadOrNone(estimate: Estimate | null, digits: number): string {
  return estimate ? spread(estimate, digits) : '–';
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}
