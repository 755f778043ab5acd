import type { LoadResult } from '../sim/load/results.ts';
import { runLoad } from '../sim/load/run.ts';
import { parseLoad } from '../sim/load/scenario.ts';
import { readTrace } from '../sim/network/traffic/trace.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { loadCsv } from './loadCsv.ts';
import { loadModels } from './loadModels.ts';
import { loadTable } from './loadTable.ts';
import { describePictures } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { openScenarioImages } from './scenarioImages.ts';
import { watched } from './watched.ts';

/** Runs an experiment on load: prints its tables and writes result.json, points.csv and report.html. */
export async function runLoadExperiment(input: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const scenario = parseLoad(input);
  const { file } = scenario.traffic;
  const trace = scenario.traffic.kind === 'trace' ? readTrace(file!, scenario.users) : undefined;
  const source = await openScenarioImages(scenario.images, seed);
  const models = await loadModels(flags.device, flags.models);
  const folder = experimentFolder(scenario.name, flags);
  const about = { ...models.about, command };
  const result = await watched(folder, 'choosing and encoding pictures', describePictures, onProgress =>
    runLoad(scenario, { seed, batch, source, trace, ...models.networks, about, onProgress }),
  );

  const report = async () => (await import('../reports/load/page.ts')).renderLoad;
  await publish(folder, { result, csv: loadCsv(result), report, summary: summary(result) }, flags);
}

function summary(result: LoadResult): string {
  const { scenario, points, provenance } = result;
  const unstable = points.flatMap(({ place, unstable: found }) =>
    found ? [`${place.access} at load ${place.offeredLoad}: ${found.message}\n`] : [],
  );
  return `${scenario.title}

${loadTable(result)}

± is half of the 95 % interval by batch means, without the first tenth of each run.
${unstable.join('')}${ranOn(provenance)}`;
}
