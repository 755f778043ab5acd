import { runCampaign } from '../sim/cell/campaign.ts';
import type { RunResult } from '../sim/cell/results.ts';
import { parseScenario } from '../sim/cell/scenario.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { loadModels } from './loadModels.ts';
import { pointsCsv } from './pointsCsv.ts';
import { pointsTable } from './pointsTable.ts';
import { describePictures } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { openScenarioImages } from './scenarioImages.ts';
import { watched } from './watched.ts';

/** Simulates a cell: prints its table and writes result.json, points.csv and report.html. */
export async function runCell(input: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const scenario = parseScenario(input);
  const images = await openScenarioImages(scenario.images, seed);
  const models = await loadModels(flags.device, flags.models);
  const folder = experimentFolder(scenario.name, flags);
  const about = { ...models.about, command };
  const result = await watched(folder, 'choosing and encoding pictures', describePictures, onProgress =>
    runCampaign(scenario, { seed, batch, images, ...models.networks, about, onProgress }),
  );

  const report = async () => (await import('../reports/cell/page.ts')).renderReport;
  await publish(folder, { result, csv: pointsCsv(result.points), report, summary: summary(result) }, flags);
}

function summary({ scenario, points, leftOut = [], provenance }: RunResult): string {
  const notes = leftOut.map(
    ({ scheme, users, reason }) => `${scheme} is left out with ${users.join(', ')} users: ${reason}.\n`,
  );
  return `${scenario.title}

${pointsTable(points)}

${notes.join('')}± is half of the 95 % interval over ${points[0].psnrDb.count} frames. ${ranOn(provenance)}`;
}
