import { describe, expect, it } from 'vitest';
import { fixed } from './numbers.ts';
import { headColumn, numberColumn, renderTable, renderTableBehind, toCsv } from './table.ts';

interface Row {
  readonly name: string;
  readonly psnrDb: number;
}

const columns = [
  headColumn<Row>('Name', 'name', row => row.name),
  numberColumn<Row>(
    'PSNR (dB)',
    'psnr_db',
    row => row.psnrDb,
    value => fixed(value, 1),
  ),
];
const rows = [
  { name: 'a, "b"', psnrDb: 27.123456789 },
  { name: '<i>', psnrDb: Number.NaN },
];

describe('toCsv', () => {
  it('keeps full precision, quotes where needed and leaves out what is not finite', () => {
    expect(toCsv({ columns, rows })).toBe('name,psnr_db\r\n"a, ""b""",27.123456789\r\n<i>,\r\n');
  });
});

describe('renderTable', () => {
  it('scopes its headers, has a caption and escapes its cells', () => {
    const { markup } = renderTable({ caption: 'Quality', columns, rows });
    expect(markup).toContain('<caption>Quality</caption>');
    expect(markup).toContain('<th scope="col" class="number">PSNR (dB)</th>');
    expect(markup).toContain('<tr><th scope="row">&lt;i&gt;</th><td>–</td></tr>');
  });

  it('scrolls by keyboard', () => {
    expect(renderTable({ caption: 'Quality', columns, rows }).markup).toMatch(
      /^<div class="scroll" role="region" tabindex="0" aria-label="Quality">/,
    );
  });
});

it('offers the table behind a figure as a data link', () => {
  const { markup } = renderTableBehind(
    { caption: 'Quality', columns, rows },
    'Table behind Figure 1',
    'q.csv',
  );
  const href = /download="q\.csv" href="data:text\/csv;charset=utf-8,([^"]*)"/.exec(markup)?.[1] ?? '';
  expect(decodeURIComponent(href)).toBe(toCsv({ columns, rows }));
});
