import type { PointResult, RunResult } from '../../sim/cell/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { plain } from '../numbers.ts';
import { type Column, numberColumn, renderTable, renderTableBehind } from '../table.ts';
import { channelColumns, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import { inTableOrder } from './conditions.ts';

type Row = PointResult & { readonly files: NonNullable<PointResult['files']> };

/** What became of the pictures that were sent bit by bit. */
export function renderDelivery({ points, scenario }: RunResult, numbering: Numbering): Markup {
  const rows = inTableOrder(points.filter((row): row is Row => row.files !== undefined));
  if (rows.length === 0) return NOTHING;
  const label = numbering.next('Table');
  const columns = columnsOf(rows);
  const withTrouble = rows.filter(({ files: { unsent, lost } }) => unsent + lost > 0);
  const full = { caption: 'Coded pictures, all points', columns, rows };
  const sent = rows.reduce((sum, { files }) => sum + files.pictures - files.unsent, 0);
  const lost = rows.reduce((sum, { files }) => sum + files.lost, 0);
  return html`<p>Digital schemes send a file in ${codecOf(scenario.digital)} with an error-correcting code and QAM, suited to the SNR of each user. A picture that does
not fit, or whose user arrives too weakly for any rate, is not sent; the receiver shows the mean picture, as it does of a packet that it
finds to be wrong. ${plain(lost)} of ${plain(sent)} packets were.</p>
${
  withTrouble.length > 0
    ? renderTable({
        caption: `${label}. Where pictures did not get through`,
        columns,
        rows: withTrouble,
      })
    : NOTHING
}
${renderTableBehind(full, withTrouble.length > 0 ? `${label} for all points` : label, 'coded-pictures.csv')}`;
}

function codecOf(digital: unknown): string {
  const names: Readonly<Record<string, string>> = { avif: 'AVIF', webp: 'WebP', jpeg: 'JPEG' };
  const codec =
    typeof digital === 'object' && digital !== null && 'codec' in digital ? String(digital.codec) : '';
  return names[codec] ?? 'an image codec';
}

function columnsOf(rows: readonly Row[]): Column<Row>[] {
  return [
    ...channelColumns(rows),
    schemeColumn(),
    usersColumn(),
    snrColumn(),
    numberColumn('Pictures', 'pictures', row => row.files.pictures, plain),
    numberColumn('Not sent', 'unsent', row => row.files.unsent, plain),
    numberColumn('Lost', 'lost', row => row.files.lost, plain),
    {
      header: 'Modulation and rate',
      key: 'settings',
      kind: 'text',
      show: ({ files }) => settingsInWords(files.settings),
      value: ({ files }) => settingsInWords(files.settings),
    },
  ];
}

/** "16-QAM 2/3 (24), QPSK 1/2 (8)" */
function settingsInWords(settings: Row['files']['settings']): string {
  const entries = Object.entries(settings).map(([name, count]) => [name.toUpperCase(), count] as const);
  if (entries.length === 1) return entries[0][0];
  return entries.map(([name, count]) => `${name} (${plain(count)})`).join(', ') || '–';
}
