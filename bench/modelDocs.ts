import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { curveTables, type ModelTable, modelTables } from '../cli/modelTables.ts';
import type { ModelCard } from '../models/weights/card.ts';
import { listModels } from '../models/weights/check.ts';
import { SHIPPED_MODELS } from '../models/weights/load.ts';

/** Pages with tables out of the shipped models' cards. */
export const PAGES = ['README.md', 'docs/models.md'].map(page => ({
  page,
  path: fileURLToPath(new URL(`../${page}`, import.meta.url)),
}));

/**
 * A page with the tables between its marks made anew from the cards:
 *
 *     <!-- measured: main -->   PSNR on the first set           <!-- end of measured -->
 *     <!-- measured: all -->    every table of every set, and the denoiser's error curve
 */
export function withMeasuredTables(page: string, cards: readonly ModelCard[]): string {
  return page.replace(
    /(<!-- measured: (main|all) -->\n)[\s\S]*?(<!-- end of measured -->)/g,
    (_, start: string, which: string, end: string) =>
      `${start}${which === 'main' ? mainTable(cards) : allTables(cards)}\n${end}`,
  );
}

function mainTable(cards: readonly ModelCard[]): string {
  const [{ set, tables }] = modelTables(cards);
  const [{ title, head, rows }] = tables;
  return `One user, AWGN, ${set}:\n\n${markdown({ head: [title, ...head.slice(1)], rows })}\n`;
}

function allTables(cards: readonly ModelCard[]): string {
  const sets = modelTables(cards).map(({ set, tables }) => `### ${set}\n\n${tables.map(titled).join('\n')}`);
  const curves = cards.flatMap(card => {
    const tables = card.kind === 'denoiser' ? curveTables(card.measured) : [];
    return tables.length === 0 ? [] : [`### The denoiser by itself\n\n${tables.map(titled).join('\n')}`];
  });
  return [...sets, ...curves].join('\n');
}

function titled(table: ModelTable): string {
  return `${table.title}:\n\n${markdown(table)}\n`;
}

export function markdown({ head, rows }: Pick<ModelTable, 'head' | 'rows'>): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replace(/^-(?=\d)/, '−')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cards = listModels(SHIPPED_MODELS).map(({ card }) => card);
  for (const { path } of PAGES) writeFileSync(path, withMeasuredTables(readFileSync(path, 'utf8'), cards));
}
