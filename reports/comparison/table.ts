import type { Anchor, Curve, CurvePoint } from '../../sim/comparison/results.ts';
import { axisName } from '../measures.ts';
import { fixed, MISSING, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn } from '../table.ts';
import { anchorValue } from './anchors.ts';
import { ratioOf } from './grid.ts';
import type { QualityMeasure } from './quality.ts';
import { curveLabel, modulationLabel } from './ways.ts';

/** A row behind a figure: a measured point, or a published one. */
export type Row = { readonly curve: Curve; readonly point: CurvePoint } | { readonly anchor: Anchor };

export function rowsOf(curves: readonly Curve[], isShown: (point: CurvePoint) => boolean): Row[] {
  return curves.flatMap(curve => curve.points.filter(isShown).map(point => ({ curve, point })));
}

/** Columns of measured and published points, with what only one of the two has left empty in the other. */
export function qualityColumns(measure: QualityMeasure, rows: readonly Row[]): Column<Row>[] {
  const show = (value: number) => fixed(value, measure.decimals);
  const key = `${measure.key}${measure.unit ? `_${measure.unit}` : ''}`.toLowerCase();
  const measured = (read: (point: CurvePoint) => number) => (row: Row) =>
    'point' in row ? read(row.point) : Number.NaN;
  const value = (row: Row) =>
    'point' in row ? measure.estimate(row.point).mean : (anchorValue(row.anchor, measure) ?? Number.NaN);
  const count = (number: number) => (Number.isNaN(number) ? MISSING : plain(number));
  const condition = (row: Row) => ('point' in row ? row.point : row.anchor);
  return [
    headColumn('Curve', 'curve', row =>
      'curve' in row ? curveLabel(row.curve) : `Published: ${row.anchor.label}`,
    ),
    headColumn('cbr', 'cbr', row => condition(row).cbr),
    numberColumn(
      'Channel uses per source value',
      'channel_uses_per_value',
      row => ('point' in row ? row.point.cbrMade : ratioOf(row.anchor.cbr)),
      ratio => fixed(ratio, 4),
    ),
    numberColumn('SNR (dB)', 'snr_db', row => condition(row).snrDb, plain),
    numberColumn(axisName(measure), key, value, show),
    numberColumn(
      'Low',
      `${key}_low`,
      measured(point => measure.estimate(point).low),
      show,
    ),
    numberColumn(
      'High',
      `${key}_high`,
      measured(point => measure.estimate(point).high),
      show,
    ),
    numberColumn(
      'Values',
      'values',
      measured(point => measure.estimate(point).count),
      count,
    ),
    numberColumn(
      'Files failed',
      'files_failed',
      measured(({ failed }) => failed),
      count,
    ),
    numberColumn(
      'Files',
      'files',
      measured(({ files }) => files),
      count,
    ),
    ...textColumn(rows, 'Modulation and rate', 'modulation', row =>
      'point' in row && row.point.modulation ? modulationLabel(row.point.modulation) : '',
    ),
    ...textColumn(rows, 'Source', 'source', row => ('anchor' in row ? row.anchor.source : '')),
    ...textColumn(rows, 'What differs', 'note', row => ('anchor' in row ? row.anchor.note : '')),
  ];
}

/** A column of text that only some rows have; none where no row has it. */
function textColumn(
  rows: readonly Row[],
  header: string,
  key: string,
  text: (row: Row) => string,
): Column<Row>[] {
  if (rows.every(row => text(row) === '')) return [];
  return [{ header, key, show: row => text(row) || MISSING, value: text, kind: 'text' }];
}
