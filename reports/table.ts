import { html, type Markup } from './html.ts';

/** One column: what the reader sees, and the exact value for the CSV. */
export interface Column<Row> {
  readonly header: string;
  /** Column name in the CSV, with its unit. */
  readonly key: string;
  readonly show: (row: Row) => string;
  readonly value: (row: Row) => string | number;
  /** Row headers, right-aligned numbers, or text that may wrap. */
  readonly kind: 'head' | 'number' | 'text';
}

export interface TableData<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A column of text that heads its rows. */
export function headColumn<Row>(header: string, key: string, value: (row: Row) => string): Column<Row> {
  return { header, key, show: value, value, kind: 'head' };
}

/** A column of numbers, shown through `format`. */
export function numberColumn<Row>(
  header: string,
  key: string,
  value: (row: Row) => number,
  format: (value: number) => string,
): Column<Row> {
  return { header, key, show: row => format(value(row)), value, kind: 'number' };
}

/** An accessible table in a box that scrolls by itself when the page is narrow. */
export function renderTable<Row>({ caption, columns, rows }: TableData<Row>): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ header, kind }) => html`<th scope="col" class="${kind}">${header}</th>`)}</tr></thead>
<tbody>
${rows.map(row => html`<tr>${columns.map(column => cell(column, row))}</tr>\n`)}</tbody>
</table>
</div>`;
}

/** The table behind a figure: closed at first, with its numbers to download. */
export function renderTableBehind<Row>(data: TableData<Row>, summary: string, fileName: string): Markup {
  return html`<details>
<summary>${summary} <span class="quiet">(${data.rows.length} rows)</span></summary>
${downloadLink(data, fileName)}
${renderTable(data)}
</details>`;
}

export function downloadLink<Row>(data: TableData<Row>, fileName: string): Markup {
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(toCsv(data))}`;
  return html`<p class="download"><a download="${fileName}" href="${href}">Download CSV <span class="quiet">(${fileName})</span></a></p>`;
}

/** RFC 4180: a header line, CRLF, quotes where needed. A number that is not finite becomes an empty field. */
export function toCsv<Row>({ columns, rows }: Pick<TableData<Row>, 'columns' | 'rows'>): string {
  const lines = rows.map(row => columns.map(column => csvField(column.value(row))));
  return [columns.map(column => csvField(column.key)), ...lines]
    .map(line => `${line.join(',')}\r\n`)
    .join('');
}

function cell<Row>(column: Column<Row>, row: Row): Markup {
  const shown = column.show(row);
  switch (column.kind) {
    case 'head':
      return html`<th scope="row">${shown}</th>`;
    case 'text':
      return html`<td class="text">${shown}</td>`;
    case 'number':
      return html`<td>${shown}</td>`;
  }
}

function csvField(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
