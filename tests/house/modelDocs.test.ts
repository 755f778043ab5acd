import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGES, withMeasuredTables } from '../../bench/modelDocs.ts';
import type { ModelCard } from '../../models/weights/card.ts';
import { listModels } from '../../models/weights/check.ts';
import { SHIPPED_MODELS } from '../../models/weights/load.ts';

const cards = listModels(SHIPPED_MODELS).map(({ card }) => card);
const text = (path: string) => readFileSync(path, 'utf8');

/** The tables of PSNR between a page's marks, cell by cell: row name and SNR to what stands there. */
function psnrCells(page: string): Map<string, string> {
  const cells = new Map<string, string>();
  let head: string[] = [];
  const [start, end] = ['<!-- measured:', '<!-- end of measured -->'].map(mark => page.indexOf(mark));
  for (const line of page.slice(start, end).split('\n')) {
    if (!line.startsWith('|')) head = [];
    if (!line.startsWith('|') || line.startsWith('|---')) continue;
    const [name, ...values] = line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim());
    if (head.length === 0) head = values;
    else if (name.startsWith('cbr '))
      values.forEach((value, column) => {
        // Of several sets, and of MS-SSIM beside PSNR, the first table counts.
        const key = `${name} at ${head[column].replace('−', '-')}`;
        if (!cells.has(key)) cells.set(key, value);
      });
  }
  return cells;
}

/** The first set's PSNR in the cards, named like the cells of a page. */
function psnrOfCards(): Map<string, string> {
  const first = cards[0].measured.psnr[0].set;
  const rows = cards.flatMap(({ measured }) => measured.psnr).filter(({ set }) => set === first);
  const manySnrs = rows.filter(row => rows.some(other => other.cbr === row.cbr && other.snrDb !== row.snrDb));
  return new Map(
    manySnrs.map(({ cbr, snrDb, denoiserSteps, told, psnrDb, psnrMargin }) => {
      const reader =
        denoiserSteps > 0 ? 'denoiser, then decoder' : `decoder ${told ? '' : 'not '}told the noise`;
      const margin = psnrMargin === undefined ? '' : ` ± ${psnrMargin.toFixed(2)}`;
      return [`cbr ${cbr}, ${reader} at ${snrDb} dB`, psnrDb.toFixed(2) + margin];
    }),
  );
}

describe.each(PAGES)('$page', ({ path }) => {
  it('has the tables that its marks call for, as the cards have them (npm run docs:models writes them)', () => {
    expect(text(path)).toMatch(/<!-- measured: (main|all) -->\n[\s\S]+?\n<!-- end of measured -->/);
    expect(withMeasuredTables(text(path), cards)).toBe(text(path));
  });

  it('has every PSNR of the cards’ first set, number by number', () => {
    const cells = psnrCells(text(path));
    expect(Object.fromEntries([...cells].sort())).toEqual(Object.fromEntries([...psnrOfCards()].sort()));
  });
});

it('would notice a number that drifted', () => {
  const [{ path }] = PAGES;
  const table = text(path).indexOf('<!-- measured:');
  const digit =
    table +
    text(path)
      .slice(table)
      .search(/\d\.\d\d/);
  const other = (Number(text(path)[digit]) + 1) % 10;
  const drifted = `${text(path).slice(0, digit)}${other}${text(path).slice(digit + 1)}`;
  expect(withMeasuredTables(drifted, cards)).not.toBe(drifted);
  expect(psnrCells(drifted)).not.toEqual(psnrOfCards());
});

it('tells of a card with intervals, several sets and every rate', () => {
  const row = { denoiserSteps: 0, told: true, psnrMargin: 0.04, pictures: 18 };
  const rows = ['1/12', '1/6'].flatMap(cbr =>
    [0, 10].map(snrDb => ({ ...row, set: 'McMaster', cbr, snrDb, psnrDb: 25 + snrDb })),
  );
  const sparse = {
    ...row,
    set: 'McMaster',
    cbr: '1/48',
    snrDb: 10,
    psnrDb: 20.123,
    msSsim: { mean: 0.9, margin: 0.01 },
  };
  const measured = {
    pictures: 'McMaster, 18 pictures',
    sets: [{ name: 'McMaster', pictures: 18, of: 18, seed: 1 }],
    psnr: [...rows, sparse],
  };
  const card = { ...cards[0], measured } as ModelCard;
  const page = withMeasuredTables('<!-- measured: all -->\n<!-- end of measured -->', [card]);
  expect(page).toContain('### McMaster, 18 pictures\n');
  expect(page).toContain('| cbr 1/6, decoder told the noise | 25.00 ± 0.04 | 35.00 ± 0.04 |');
  expect(page).toContain('| 1/48 | 20.12 ± 0.04 | 0.9000 ± 0.0100 |\n| 1/12 | 35.00 ± 0.04 |  |\n');
});
