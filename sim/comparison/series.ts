import type { SourceCodec } from '../../channels/digital/source/codec.ts';
import { ALL_PAIRS, type ModulationAndRate, pairName } from '../digital/pairs.ts';
import type { Condition } from './conditions.ts';
import { envelope } from './envelope.ts';
import type { Curve, CurvePoint, DigitalAccounting } from './results.ts';
import { type Tally, tally } from './tally.ts';

/** One setting of the transmitter under all conditions. */
export interface Series {
  readonly accounting: DigitalAccounting;
  /** Absent at capacity. */
  readonly pair?: ModulationAndRate;
  /** One for each condition. */
  readonly tallies: readonly Tally[];
}

/** Capacity and all pairs of modulation and rate, for every way to count headers. */
export function seriesOf(
  codec: SourceCodec,
  mosaic: number,
  headers: readonly DigitalAccounting['headers'][],
  conditions: readonly Condition[],
): Series[] {
  return headers.flatMap(counting => {
    const accounting = { codec, mosaic, headers: counting };
    const tallies = () => conditions.map(() => tally());
    return [
      { accounting, tallies: tallies() },
      ...ALL_PAIRS.map(pair => ({ accounting, pair, tallies: tallies() })),
    ];
  });
}

/** Every pair by itself, if wanted, the envelope over them and the capacity bound of one accounting. */
export function curvesOf(
  series: readonly Series[],
  conditions: readonly Condition[],
  singles: boolean,
): Curve[] {
  const { accounting } = series[0];
  const name = accountingName(accounting);
  const of = ({ tallies }: Series) => conditions.map((condition, c) => tallies[c].point(condition));
  const pairs = series.flatMap(one => (one.pair ? [withPair(pairName(one.pair), of(one))] : []));
  const bounds = series.filter(({ pair }) => !pair).map(of);
  return [
    ...pairs
      .filter(() => singles)
      .map(({ pair, points }): Curve => ({ kind: 'digital', name: `${name}, ${pair}`, accounting, points })),
    { kind: 'envelope', name, accounting, points: envelope(pairs.map(({ points }) => points)) },
    ...bounds.map(
      (points): Curve => ({ kind: 'capacity', name: `${name}, at capacity`, accounting, points }),
    ),
  ];
}

/** The one of the series that is on the envelope under condition `c`. */
export function bestOf(series: readonly Series[], conditions: readonly Condition[], c: number): Series {
  const pairs = series.filter(({ pair }) => pair);
  const points = pairs.map(({ tallies }) => [tallies[c].point(conditions[c])]);
  const [best] = envelope(points);
  return pairs[points.findIndex(([point]) => point === best)];
}

/** 'avif, mosaic of 12, headers free' */
export function accountingName({ codec, mosaic, headers }: DigitalAccounting): string {
  return `${fileName(codec, mosaic)}, headers ${headers}`;
}

/** 'avif, mosaic of 12' */
export function fileName(codec: SourceCodec, mosaic: number): string {
  return mosaic === 1 ? `${codec}, a file each` : `${codec}, mosaic of ${mosaic}`;
}

function withPair(pair: string, points: readonly CurvePoint[]) {
  return { pair, points: points.map(point => ({ ...point, modulation: pair })) };
}
