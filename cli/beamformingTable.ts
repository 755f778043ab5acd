import { placesAlong } from '../sim/beamforming/places.ts';
import {
  AXES,
  type Axis,
  type BeamformingResult,
  type BeamPlace,
  type BeamPoint,
} from '../sim/beamforming/results.ts';
import { aligned, spread } from './alignedText.ts';
import { chunks } from './pointsTable.ts';

/** Names of schemes leave room for less than the table of a cell. */
const COLUMNS_AT_ONCE = 6;

const UNITS: Readonly<Record<Axis, (value: number) => string>> = {
  snrDb: value => `${value} dB`,
  antennas: value => counted(value, 'antenna'),
  users: value => counted(value, 'user'),
  correlation: value => `ρ ${value}`,
};

/** PSNR of every scheme as aligned text: under the unvaried conditions, then along everything that was varied. */
export function beamformingTable(result: BeamformingResult): string {
  const { base, points } = result;
  const steps = Math.max(...points.map(({ denoiserSteps }) => denoiserSteps));
  const shown = points.filter(({ denoiserSteps }) => denoiserSteps === steps);
  const places = distinct(points.map(({ place }) => place));
  const blocks = AXES.flatMap(axis => {
    const along = placesAlong(places, base, axis);
    if (along.length < 2) return [];
    return chunks(along, COLUMNS_AT_ONCE).map(part => block(shown, part, axis));
  });
  return [unvaried(result, shown, steps), ...blocks].join('\n\n');
}

function unvaried(
  { base, likeness, differences }: BeamformingResult,
  shown: readonly BeamPoint[],
  steps: number,
) {
  const atBase = shown.filter(({ place }) => same(place, base));
  const rows = atBase.map(({ scheme, psnrDb, effectiveSnrDb, sumRate, served }) => {
    const gain = differences.find(
      one =>
        one.of === 'cooperative' &&
        same(one.place, base) &&
        one.denoiserSteps === steps &&
        one.against === scheme,
    );
    return [
      scheme,
      spread(psnrDb, 2),
      spread(effectiveSnrDb, 2),
      sumRate.mean.toFixed(2),
      `${(100 * served.mean).toFixed(0)} %`,
      gain ? spread(gain.psnrDb, 2) : '',
    ];
  });
  const { within, between } = likeness.find(({ place }) => same(place, base))!;
  const alike = [
    ...(within ? [`${within.mean.toFixed(2)} within objects`] : []),
    ...(between ? [`${between.mean.toFixed(2)} between them`] : []),
  ].join(', ');
  const head = ['', 'PSNR (dB)', 'effective SNR (dB)', 'bits/use', 'served', 'cooperative minus (dB)'];
  return `${base.snrDb} dB, ${UNITS.antennas(base.antennas)}, ${UNITS.users(base.users)}, R ${alike || 'of one user'}, ${
    steps === 0 ? 'without denoiser' : `denoiser of ${steps} ${steps === 1 ? 'step' : 'steps'}`
  }\n${aligned([head, ...rows])}`;
}

function block(points: readonly BeamPoint[], places: readonly BeamPlace[], axis: Axis): string {
  const schemes = [...new Set(points.map(({ scheme }) => scheme))];
  const rows = schemes.map(scheme => [
    scheme,
    ...places.map(place => {
      const point = points.find(one => one.scheme === scheme && same(one.place, place));
      return point ? spread(point.psnrDb, 2) : '–';
    }),
  ]);
  return `PSNR in dB\n${aligned([['', ...places.map(place => UNITS[axis](place[axis]!))], ...rows])}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function same(a: BeamPlace, b: BeamPlace): boolean {
  return AXES.every(axis => a[axis] === b[axis]);
}

function distinct(places: readonly BeamPlace[]): BeamPlace[] {
  return places.filter((place, i) => places.findIndex(other => same(other, place)) === i);
}
