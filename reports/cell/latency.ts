import type { PointResult, RunResult } from '../../sim/cell/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { plain, significant } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import { channelColumns, schemeColumn, usersColumn } from './columns.ts';
import { conditionsOf, denoiserLabel, inTableOrder } from './conditions.ts';
import { mergeEqual } from './merge.ts';

type Row = PointResult & { readonly merged: number };

/** Latency and channel uses, one row per scheme and number of users where nothing else changes them. */
export function renderLatency({ points }: RunResult, numbering: Numbering): Markup {
  if (points.length === 0) return NOTHING;
  const rows = mergeEqual(
    inTableOrder(points),
    ({ point }) => [point.scheme, point.users, point.channel],
    ({ channelUses, cbr, latencyMs }) => [channelUses, cbr, latencyMs],
  );
  const table = {
    caption: `${numbering.next('Table')}. Latency and channel uses per picture and user`,
    columns: latencyColumns(points, rows),
    rows,
  };
  return html`<p>From the instant a picture exists to the instant its last symbol has arrived; the time that the networks take to
compute is not in it.${overheadNote(points)}</p>
${renderTable(table)}
${downloadLink(table, 'latency.csv')}`;
}

function overheadNote(points: RunResult['points']): string {
  if (points.every(({ overheadUses = 0 }) => overheadUses === 0)) return '';
  return (
    ' Overhead is what pilots, cyclic prefixes and the rest of the last OFDM symbol take; it has the power of any other channel use, so it ' +
    'costs its share of the energy too.'
  );
}

function latencyColumns(points: RunResult['points'], rows: readonly Row[]): Column<Row>[] {
  const { steps, snrsDb } = conditionsOf(points);
  const isAll = (row: Row) => row.merged > 1;
  const isConstant = rows.every(isAll);
  return [
    ...channelColumns(rows),
    schemeColumn<Row>(),
    ...(steps.length > 1 && !isConstant
      ? [
          headColumn<Row>('Denoiser', 'denoiser', row =>
            isAll(row) ? 'all' : denoiserLabel(row.point.denoiserSteps, steps),
          ),
        ]
      : []),
    ...(snrsDb.length > 1 && !isConstant
      ? [headColumn<Row>('SNR (dB)', 'snr_db', row => (isAll(row) ? 'all' : plain(row.point.snrDb)))]
      : []),
    usersColumn<Row>(),
    numberColumn<Row>('Channel uses', 'channel_uses', row => row.channelUses, plain),
    ...(rows.some(row => (row.overheadUses ?? 0) > 0)
      ? [numberColumn<Row>('Of these, overhead', 'overhead_uses', row => row.overheadUses ?? 0, plain)]
      : []),
    numberColumn<Row>('Bandwidth ratio', 'cbr', row => row.cbr, significant),
    numberColumn<Row>('Latency (ms)', 'latency_ms', row => row.latencyMs.mean, significant),
    numberColumn<Row>('Low', 'latency_ms_low', row => row.latencyMs.low, significant),
    numberColumn<Row>('High', 'latency_ms_high', row => row.latencyMs.high, significant),
  ];
}
