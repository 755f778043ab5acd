import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import { fixed, interval, listed, plain, signed, withInterval } from '../numbers.ts';
import { accessLook, isWay, type Way, wayLook, waysOf } from './looks.ts';
import { pointsOf } from './select.ts';

/** What was found, in sentences that come from the result alone. */
export function verdictSentences(result: LoadResult): string[] {
  return [
    ...waysOf(result).flatMap(way => course(result, way)),
    ...mostGoodput(result),
    ...queueTheory(result),
    ...told(result),
    ...unstable(result),
  ];
}

/** How quality and delay of a way go with load. */
function course(result: LoadResult, way: Way): string[] {
  const label = nameOf(result, way);
  const whole = pointsOf(result, way).filter(({ psnrDb, delayMs }) => psnrDb && delayMs);
  if (whole.length === 0) return [`${label} delivered too few pictures for a mean.`];
  const [first, last] = [whole[0], whole.at(-1)!];
  const at = (point: LoadPoint) =>
    `PSNR ${withInterval(point.psnrDb!, 2)} dB and a delay of ${withInterval(point.delayMs!, 1)} ms at load ${plain(point.place.offeredLoad)}`;
  const missed = last.fates
    ? `, where ${fixed(100 * last.fates.missed.mean, 1)}\u00a0% of the pictures miss their deadline`
    : '';
  return [
    first === last
      ? `${label}: ${at(first)}.`
      : `${label}: from ${at(first)} to ${at(last)}${result.scenario.deadlineMs === undefined ? '' : missed}.`,
  ];
}

/** Who delivers the most good pictures at each load, where intervals tell. */
function mostGoodput(result: LoadResult): string[] {
  const ways = waysOf(result);
  if (ways.length < 2) return [];
  const loads = [...new Set(result.points.map(({ place }) => place.offeredLoad))].sort((a, b) => a - b);
  const won = new Map<string, number[]>();
  const open: number[] = [];
  for (const load of loads) {
    const points = result.points.filter(({ place }) => place.offeredLoad === load);
    const best = points.reduce((top, point) => (point.goodputPerS.mean > top.goodputPerS.mean ? point : top));
    const isSure = points.every(point => point === best || point.goodputPerS.high < best.goodputPerS.low);
    if (!isSure) open.push(load);
    else {
      const label = nameOf(result, best.place);
      won.set(label, [...(won.get(label) ?? []), load]);
    }
  }
  const at = (some: readonly number[]) => `load ${listed(some.map(plain))}`;
  const parts = [...won].map(([label, some]) => `${label} at ${at(some)}`);
  const rest = open.length > 0 ? ` At ${at(open)} the intervals of the best overlap.` : '';
  const threshold = `${plain(result.scenario.qualityThresholdDb)} dB`;
  return parts.length > 0
    ? [`Most pictures of ${threshold} or more in time are delivered by ${listed(parts)}.${rest}`]
    : [`No access delivers more pictures of ${threshold} or more in time than all others for sure.`];
}

/** Whether single servers wait as the closed form says. */
function queueTheory({ points }: LoadResult): string[] {
  const known = points.filter(({ queueTheoryMs, delayMs }) => queueTheoryMs !== undefined && delayMs);
  if (known.length === 0) return [];
  const inside = known.filter(
    ({ queueTheoryMs, delayMs }) => queueTheoryMs! >= delayMs!.low && queueTheoryMs! <= delayMs!.high,
  );
  return [
    `One user at a time is the queue M/D/1: its mean delay lies in the interval at ${inside.length} of ${known.length} loads below 1. Deadlines, which it does not know, cut long waits short.`,
  ];
}

/** What it is worth to tell the networks each entry's share. */
function told(result: LoadResult): string[] {
  const gains = result.differences.map(
    ({ of, psnrDb }) =>
      `${signed(psnrDb.mean, 3)} dB ${interval(psnrDb, 3)} at load ${plain(of.offeredLoad)} (${accessLook(of.access).look.label})`,
  );
  if (gains.length === 0) return [];
  const sure = result.differences.filter(({ psnrDb }) => psnrDb.low > 0).length;
  return [
    `Telling the networks the noise share of each entry instead of its average changes the PSNR by ${listed(gains)}: a gain for sure in ${sure} of ${gains.length} cases.`,
  ];
}

function unstable(result: LoadResult): string[] {
  return result.points.flatMap(({ place, unstable: found }) =>
    found
      ? [
          `${nameOf(result, place)} at load ${plain(place.offeredLoad)} ended after ${fixed(found.atS, 3)} s: ${found.message}.`,
        ]
      : [],
  );
}

function nameOf(result: LoadResult, way: Way): string {
  const found = waysOf(result).find(one => isWay(one, way))!;
  return wayLook(found, result).label;
}
