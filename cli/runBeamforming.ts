import { crossFadedViews } from '../models/data/views/crossFaded.ts';
import { movedScenes } from '../models/data/views/movedScenes.ts';
import type { ViewSource } from '../models/data/views/source.ts';
import { openViewFolders } from '../models/data/views/viewFolders.ts';
import type { BeamformingResult } from '../sim/beamforming/results.ts';
import { runBeamforming } from '../sim/beamforming/run.ts';
import { type Beamforming, parseBeamforming } from '../sim/beamforming/scenario.ts';
import { beamformingCsv } from './beamformingCsv.ts';
import { beamformingTable } from './beamformingTable.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { loadModels } from './loadModels.ts';
import { describePictures } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { openScenarioImages } from './scenarioImages.ts';
import { watched } from './watched.ts';

/** Runs a beamforming experiment: prints its tables and writes result.json, points.csv and report.html. */
export async function runBeamformingExperiment(input: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const scenario = parseBeamforming(input);
  const viewsOf = await openViews(scenario, seed);
  const models = await loadModels(flags.device, flags.models);
  const folder = experimentFolder(scenario.name, flags);
  const about = { ...models.about, command };
  const result = await watched(folder, 'choosing and encoding pictures', describePictures, onProgress =>
    runBeamforming(scenario, { seed, batch, viewsOf, ...models.networks, about, onProgress }),
  );

  const report = async () => (await import('../reports/beamforming/page.ts')).renderBeamforming;
  await publish(folder, { result, csv: beamformingCsv(result), report, summary: summary(result) }, flags);
}

/** The pictures of the users: cross-faded ones for each correlation, or views of objects. */
async function openViews(
  { images }: Beamforming,
  seed: number,
): Promise<(correlation: number | undefined) => ViewSource> {
  const { kind, source, width, height, shiftPixels, zoom, pairing, match } = images;
  if (kind === 'cross-faded') {
    const pictures = await openScenarioImages(images, seed);
    return correlation => crossFadedViews(pictures, correlation!);
  }
  // As for other procedural pictures, negative seeds are none that networks train on.
  const views =
    source === 'procedural'
      ? movedScenes({ width, height, seed: -1 - seed, shiftPixels, zoom })
      : await openViewFolders(source, { pairing, match });
  return () => views;
}

function summary(result: BeamformingResult): string {
  const { scenario, points, provenance } = result;
  return `${scenario.title}

${beamformingTable(result)}

± is half of the 95 % interval over ${points[0].psnrDb.count} frames, each with its own channel and pictures.
${ranOn(provenance)}`;
}
