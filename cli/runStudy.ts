import { join } from 'node:path';
import { parseDevice } from '../models/runtime/device.ts';
import { readFrozenCodec } from '../models/study/frozenCodec.ts';
import { openStudyPictures } from '../models/study/pictures.ts';
import { loadCodec } from '../models/weights/load.ts';
import type { StudyProgress } from '../sim/study/progress.ts';
import type { StudyResult } from '../sim/study/results.ts';
import { type OptimizerStudy, parseOptimizerStudy } from '../sim/study/scenario.ts';
import { openStudyStore } from '../sim/study/store.ts';
import { runStudy } from '../sim/study/study.ts';
import { versions } from '../sim/versions.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { EXIT } from './failure.ts';
import type { OutputFolder } from './outputFolder.ts';
import { formatDuration, progressLine } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { curvesCsv } from './studyCsv.ts';
import { studyTable } from './studyTable.ts';

/** Runs an optimizer study: prints its tables and writes result.json, curves.csv and report.html. Goes on where it was left. */
export async function runOptimizerStudy(scenario: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, command } = flags;
  const device = parseDevice(flags.device);
  const study = parseOptimizerStudy(scenario);
  const pictures = await openStudyPictures(study.images, seed);
  // Loading checks the files of the denoiser's frozen codec against its card.
  const codec = study.workloads.includes('denoiser')
    ? await loadCodec({ device, directory: flags.models })
    : undefined;
  const folder = experimentFolder(study.name, flags);
  const identity = {
    ...study,
    seed,
    device,
    codec: codec?.provenance.sha256 ?? null,
    pictures: pictures.name,
    versions: versions(),
  };
  const store = openStudyStore(join(folder.path, 'runs.jsonl'), identity);
  const about = { models: codec ? [codec.provenance] : [], deviceRequested: device, command };
  const result = await watched(folder, onProgress =>
    runStudy(study, {
      seed,
      pictures,
      codec: () => readFrozenCodec(flags.models),
      session: { device },
      store,
      about,
      onProgress,
    }),
  );

  const report = async () => (await import('../reports/study/page.ts')).renderStudyReport;
  const csv = curvesCsv(result);
  await publish(
    folder,
    { result, csv, csvName: 'curves.csv', report, summary: summary(study, result) },
    flags,
  );
}

/** Ctrl-C ends the program; every finished run is on file already. */
async function watched(
  folder: OutputFolder,
  study: (onProgress: (progress: StudyProgress) => void) => Promise<StudyResult>,
): Promise<StudyResult> {
  const line = progressLine();
  const onInterrupt = () => {
    line.clear();
    process.stderr.write(
      `semlink: interrupted; finished runs are kept in ${folder.path}, the same command goes on from there\n`,
    );
    process.exit(EXIT.interrupted);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  try {
    return await study(progress => line.show(describe(progress)));
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    line.clear();
  }
}

function describe({ runsDone, runs, at, secondsLeft }: StudyProgress): string {
  const left = Number.isNaN(secondsLeft) ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return `${runsDone} of ${runs} runs${left} · ${at}`;
}

function summary(study: OptimizerStudy, result: StudyResult): string {
  return `${study.title}

${studyTable(result)}

Loss: held out, mean ± half of the 95 % interval over ${study.seeds} seeds. Rates marked * are the lowest or the highest that was tried.
${ranOn(result.provenance)}`;
}
