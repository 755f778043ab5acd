import type { ModelCard } from '../models/weights/card.ts';
import type { DenoiserCurves } from '../models/weights/measured.ts';
import { aligned } from './alignedText.ts';
import { curveTables, type ModelTable, modelTables } from './modelTables.ts';

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
  if (card.kind === 'denoiser') texts.push(curvesText(card.measured));
  return texts.join('\n\n');
}

/** The denoiser's error curve, and what more steps make, as aligned tables. */
export function curvesText(curves: DenoiserCurves): string {
  return curveTables(curves).map(tableText).join('\n\n');
}

function tableText({ title, head, rows }: ModelTable): string {
  return `${title}\n${aligned([head, ...rows])}`;
}
