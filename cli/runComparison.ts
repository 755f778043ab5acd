import { join } from 'node:path';
import type { ComparisonProgress } from '../sim/comparison/progress.ts';
import type { ComparisonResult } from '../sim/comparison/results.ts';
import { runComparison } from '../sim/comparison/run.ts';
import { parseComparison } from '../sim/comparison/scenario.ts';
import { comparisonCsv } from './comparisonCsv.ts';
import { comparisonTable } from './comparisonTable.ts';
import { loadModels } from './loadModels.ts';
import { type OutputFolder, openOutputFolder } from './outputFolder.ts';
import { formatDuration } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { openScenarioImages } from './scenarioImages.ts';
import { watched } from './watched.ts';

export interface ComparisonFlags {
  readonly seed: number;
  readonly batch: number;
  readonly device: string;
  readonly models: string;
  readonly out?: string;
  readonly json?: boolean;
  /** The command that repeats the comparison. */
  readonly command: string;
}

/** Compares links: prints their table and writes result.json, points.csv and report.html. */
export async function runComparisonOfLinks(scenario: unknown, flags: ComparisonFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const comparison = parseComparison(scenario);
  const images = await openScenarioImages(comparison.images, seed);
  const models = await loadModels(flags.device, flags.models);
  const folder = openOutputFolder(flags.out ?? join('runs', `${comparison.name}-seed${seed}`));
  const about = { ...models.about, command };
  const result = await watched(folder, 'averaging pictures', describe, onProgress =>
    runComparison(comparison, { seed, batch, images, ...models.networks, about, onProgress }),
  );

  const json = `${JSON.stringify(result)}\n`;
  folder.write('result.json', json);
  folder.write('points.csv', comparisonCsv(result));
  // The report's DOM takes half a second to load: not before there is something to draw.
  const { renderComparison } = await import('../reports/comparison/page.ts');
  folder.write('report.html', renderComparison(result));
  process.stdout.write(flags.json ? json : summary(result, folder));
}

function describe({ done, exchanges, secondsLeft }: ComparisonProgress): string {
  return `${Math.floor(100 * done)} % of ${Math.round(exchanges)} exchanges · ${formatDuration(secondsLeft)} left`;
}

function summary(result: ComparisonResult, folder: OutputFolder): string {
  const { scenario, curves, failureShows, provenance } = result;
  const [{ points }] = curves;
  const failures = curves.some(curve => curve.points.some(({ failed }) => failed > 0))
    ? `\nBehind a slash: files that did not fit or did not arrive, and were shown as ${failureShows}.`
    : '';
  return `${scenario.title}

${comparisonTable(result)}

± is half of the 95 % interval over ${points[0].psnrDb.count} pictures; pictures of one file count once.${failures}
${ranOn(provenance)}
Report: ${join(folder.path, 'report.html')}
`;
}
