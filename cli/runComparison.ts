import type { ComparisonProgress } from '../sim/comparison/progress.ts';
import type { ComparisonResult } from '../sim/comparison/results.ts';
import { runComparison } from '../sim/comparison/run.ts';
import { parseComparison } from '../sim/comparison/scenario.ts';
import { comparisonCsv } from './comparisonCsv.ts';
import { comparisonTable } from './comparisonTable.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { loadModels } from './loadModels.ts';
import { formatDuration } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { openScenarioImages } from './scenarioImages.ts';
import { watched } from './watched.ts';

/** Compares links: prints their table and writes result.json, points.csv and report.html. */
export async function runComparisonOfLinks(scenario: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const comparison = parseComparison(scenario);
  const images = await openScenarioImages(comparison.images, seed);
  const models = await loadModels(flags.device, flags.models);
  const folder = experimentFolder(comparison.name, flags);
  const about = { ...models.about, command };
  const result = await watched(folder, 'averaging pictures', describe, onProgress =>
    runComparison(comparison, { seed, batch, images, ...models.networks, about, onProgress }),
  );

  const report = async () => (await import('../reports/comparison/page.ts')).renderComparison;
  await publish(folder, { result, csv: comparisonCsv(result), report, summary: summary(result) }, flags);
}

function describe({ done, exchanges, secondsLeft }: ComparisonProgress): string {
  return `${Math.floor(100 * done)} % of ${Math.round(exchanges)} exchanges · ${formatDuration(secondsLeft)} left`;
}

function summary(result: ComparisonResult): string {
  const { scenario, curves, failureShows, provenance } = result;
  const [{ points }] = curves;
  const failures = curves.some(curve => curve.points.some(({ failed }) => failed > 0))
    ? `\nBehind a slash: files that did not fit or did not arrive, and were shown as ${failureShows}.`
    : '';
  return `${scenario.title}

${comparisonTable(result)}

± is half of the 95 % interval over ${points[0].psnrDb.count} pictures; pictures of one file count once.${failures}
${ranOn(provenance)}`;
}
