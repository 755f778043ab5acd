import type { PointResult, RunResult, SchemeName } from '../../sim/cell/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { isDrawable } from '../measures.ts';
import { fixed, listed, signed, withInterval } from '../numbers.ts';
import { channelLabel } from './channels.ts';
import {
  type Conditions,
  conditionsOf,
  denoiserLabel,
  findPoint,
  placeLabel,
  schemeLabel,
} from './conditions.ts';
import { differenceOf, direction } from './difference.ts';

/** More schemes than this are counted, not named. */
const MOST_NAMED = 2;

/** A condition that the verdict looks at. */
export interface Corner {
  readonly users: number;
  readonly snrDb: number;
}

/** The part of a run that the verdict is computed from. */
type Measured = Pick<RunResult, 'points' | 'differences'>;

/** PSNR of one scheme at one corner; `gain` is with the most denoiser steps minus without, paired. */
export interface VerdictRow extends Corner {
  readonly scheme: SchemeName;
  readonly channel?: string;
  readonly without: PointResult | undefined;
  readonly withDenoiser: PointResult | undefined;
  readonly gain: Estimate | undefined;
}

/** The most users at the lowest and the highest SNR; in a run with a single SNR, the fewest and the most users. */
export function corners({ users, snrsDb }: Conditions): Corner[] {
  if (users.length === 0) return [];
  const most = users.at(-1)!;
  const [low, high] = [snrsDb[0], snrsDb.at(-1)!];
  if (low !== high)
    return [
      { users: most, snrDb: low },
      { users: most, snrDb: high },
    ];
  return [...new Set([users[0], most])].map(count => ({ users: count, snrDb: low }));
}

export function verdictRows({ points, differences }: Measured, corner: Corner): VerdictRow[] {
  const { schemes, steps, channels } = conditionsOf(points);
  const mostSteps = steps.at(-1) ?? 0;
  const names = channels.length > 0 ? channels.map(channel => ({ channel })) : [{}];
  const ways = names.flatMap(name => schemes.map(scheme => ({ scheme, ...name })));
  return ways.flatMap(way => {
    const drawable = (denoiserSteps: number) => {
      const result = findPoint(points, { ...corner, ...way, denoiserSteps });
      return result && isDrawable(result.psnrDb) ? result : undefined;
    };
    const without = drawable(0);
    const withDenoiser = mostSteps > 0 ? drawable(mostSteps) : undefined;
    if (!without && !withDenoiser) return [];
    const gain = without && withDenoiser && differenceOf(differences, withDenoiser.point, without.point);
    return [{ ...corner, ...way, without, withDenoiser, gain }];
  });
}

/** What the run shows, in sentences: each says no more than its intervals allow. */
export function verdictSentences(run: Measured): string[] {
  const conditions = conditionsOf(run.points);
  const perCorner = corners(conditions).map(corner => verdictRows(run, corner));
  // Which of several channels is best is no question; what each of them costs is.
  const comparesChannels = conditions.channels.length > 1;
  return [
    ...(comparesChannels ? [] : perCorner.flatMap(rows => best(rows, run))),
    ...perCorner.flatMap(denoiserGain),
    ...perCorner.flatMap(rows => contrast(rows, run)),
    ...comparison(perCorner, run, 'gaussian', 'true Gaussian noise in place of the other users'),
    ...comparison(perCorner, run, 'superposed', 'the same interference without keys'),
    ...comparison(perCorner, run, 'omdma-pic', 'a receiver that cancels all users at once'),
    ...(comparesChannels ? comparison(perCorner, run, 'tdma', 'taking turns') : []),
    ...comparison(perCorner, run, 'digital', 'coded pictures, one user at a time'),
    ...comparison(perCorner, run, 'noma-sic', 'coded pictures in layers'),
  ];
}

function best(rows: readonly VerdictRow[], { points, differences }: Measured): string[] {
  const { steps } = conditionsOf(points);
  const ranked = rows
    .flatMap(row => [row.withDenoiser, row.without].filter(result => result !== undefined))
    .sort((a, b) => b.psnrDb.mean - a.psnrDb.mean);
  if (ranked.length < 2) return [];
  const [first, ...others] = ranked;
  const name = ({ point }: PointResult) =>
    steps.length > 1 ? `${wayLabel(point)} ${denoiserLabel(point.denoiserSteps, steps)}` : wayLabel(point);
  const rivals = others.filter(other => !clearlyBelow(other, first, differences)).map(name);
  const close = rivals.length > MOST_NAMED ? `${rivals.length} others` : listed(rivals);
  const caveat = rivals.length > 0 ? ` It does not clearly lead ${close}.` : '';
  return [
    `With ${cornerLabel(rows[0])} the highest mean PSNR is ${fixed(first.psnrDb.mean, 2)} dB, by ${name(first)}.${caveat}`,
  ];
}

/** By their paired difference; of two that the run does not pair, the intervals must be apart. */
function clearlyBelow(low: PointResult, high: PointResult, differences: RunResult['differences']): boolean {
  const up = differenceOf(differences, high.point, low.point);
  if (up) return direction(up) === 'up';
  const down = differenceOf(differences, low.point, high.point);
  return down ? direction(down) === 'down' : low.psnrDb.high < high.psnrDb.low;
}

function denoiserGain(rows: readonly VerdictRow[]): string[] {
  const gains = rows.flatMap(row => (row.gain ? [{ name: wayLabel(row), gain: row.gain }] : []));
  if (gains.length === 0) return [];
  const saying = (wanted: ReturnType<typeof direction>) =>
    listed(
      gains
        .filter(({ gain }) => direction(gain) === wanted)
        .map(({ name, gain }) => `${name} (${signed(gain.mean, 2)} dB)`),
    );
  const [up, down, unclear] = [saying('up'), saying('down'), saying('unclear')];
  const clauses = [
    ...(up ? [`raises PSNR for ${up}`] : []),
    ...(down ? [`lowers PSNR for ${down}`] : []),
    ...(unclear ? [`makes no clear difference for ${unclear}`] : []),
  ];
  return [`With ${cornerLabel(rows[0])} the denoiser ${clauses.join('; it ')}.`];
}

/** Each channel against the first, scheme by scheme, with the most denoiser steps. */
function contrast(rows: readonly VerdictRow[], { differences }: Measured): string[] {
  const schemes = [...new Set(rows.map(({ scheme }) => scheme))];
  return schemes.flatMap(scheme => {
    const [first, ...others] = rows.filter(row => row.scheme === scheme);
    const base = first.withDenoiser ?? first.without;
    const clauses = others.flatMap(row => {
      const result = row.withDenoiser ?? row.without;
      const gap = base && result && differenceOf(differences, result.point, base.point);
      if (!gap) return [];
      const verdict = { up: 'better', down: 'worse', unclear: 'no clear difference' }[direction(gap)];
      return [`${channelLabel(row.channel ?? '')} ${withInterval(gap, 2, signed)} dB (${verdict})`];
    });
    if (clauses.length === 0) return [];
    const against = channelLabel(first.channel ?? '');
    return [
      `${schemeLabel({ scheme })} with ${cornerLabel(first)}, PSNR against that over ${against}: ${listed(clauses)}.`,
    ];
  });
}

function cornerLabel({ users, snrDb }: Corner): string {
  return placeLabel({ users, snrDb });
}

/** "OMDMA", "OMDMA over Rayleigh". */
export function wayLabel({ scheme, channel }: Pick<VerdictRow, 'scheme' | 'channel'>): string {
  return channel === undefined
    ? schemeLabel({ scheme })
    : `${schemeLabel({ scheme })} over ${channelLabel(channel)}`;
}

function comparison(
  perCorner: readonly (readonly VerdictRow[])[],
  { differences }: Measured,
  other: SchemeName,
  meaning: string,
): string[] {
  const byChannel = perCorner.flatMap(rows => {
    const channels = [...new Set(rows.map(({ channel }) => channel))];
    return channels.map(channel => rows.filter(row => row.channel === channel));
  });
  const clauses = byChannel.flatMap(rows => {
    const result = (scheme: SchemeName) => {
      const row = rows.find(candidate => candidate.scheme === scheme);
      return row?.withDenoiser ?? row?.without;
    };
    const [a, b] = [result('omdma'), result(other)];
    const gap = a && b && differenceOf(differences, a.point, b.point);
    if (!gap) return [];
    const verdict = { up: 'better', down: 'worse', unclear: 'no clear difference' }[direction(gap)];
    return [`${withInterval(gap, 2, signed)} dB with ${placeLabel(a.point)} (${verdict})`];
  });
  return clauses.length > 0
    ? [`${schemeLabel({ scheme: 'omdma' })} against ${meaning}: ${listed(clauses)}.`]
    : [];
}
