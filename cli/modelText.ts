import type { ErrorPoint, ModelCard } from '../models/weights/card.ts';
import { aligned } from './alignedText.ts';
import { curveTable, type ModelTable, modelTables } from './modelTables.ts';

/** A model in one line: what it is, how large, how long trained, its best-known number. */
export function modelLine(card: ModelCard): string {
  const files = Object.values(card.files).map(file => `${file.name} ${file.sha256.slice(0, 12)}…`);
  const size = `${(card.parameters / 1e6).toFixed(2)} M parameters`;
  return `${card.kind} ${card.name}: ${size}, ${card.training.steps} steps (${files.join(', ')})`;
}

/** Everything measured on a model's card as aligned tables. */
export function measuredText(card: ModelCard): string {
  const sets = modelTables([card]);
  if (sets.length === 0) return 'not measured yet; see "semlink models measure --help"';
  const texts = sets.map(({ set, tables }) => `${set}, AWGN\n\n${tables.map(tableText).join('\n\n')}`);
  if (card.kind === 'denoiser') texts.push(curveText(card.measured.mse));
  return texts.join('\n\n');
}

/** The denoiser's error curve as an aligned table. */
export function curveText(curve: readonly ErrorPoint[]): string {
  return tableText(curveTable(curve));
}

function tableText({ title, head, rows }: ModelTable): string {
  return `${title}\n${aligned([head, ...rows])}`;
}
