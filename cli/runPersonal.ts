import { join } from 'node:path';
import { parseDevice } from '../models/runtime/device.ts';
import { loadCodec } from '../models/weights/load.ts';
import { fineTuner, readStart } from '../sim/personal/fineTune.ts';
import type { PhaseOneProgress } from '../sim/personal/phaseOne.ts';
import type { PersonalResult } from '../sim/personal/results.ts';
import { runPersonal } from '../sim/personal/run.ts';
import { decisiveFields, parsePersonal } from '../sim/personal/scenario.ts';
import type { Tune } from '../sim/personal/tuning.ts';
import { openTuningStore } from '../sim/personal/tuningStore.ts';
import { openUserPictures } from '../sim/personal/userPictures.ts';
import type { Progress } from '../sim/progress.ts';
import { versions } from '../sim/versions.ts';
import { type ExperimentFlags, experimentFolder, publish } from './experiment.ts';
import { personalCsv } from './personalCsv.ts';
import { personalTable } from './personalTable.ts';
import { describePictures, formatDuration } from './progress.ts';
import { ranOn } from './ranOn.ts';
import { watched } from './watched.ts';

/** Compares universal and personal codecs: prints its tables and writes result.json, points.csv, report.html and the codecs. Goes on where it was left. */
export async function runPersonalModels(input: unknown, flags: ExperimentFlags): Promise<void> {
  const { seed, batch, command } = flags;
  const scenario = parsePersonal(input);
  const device = parseDevice(flags.device);
  const pictures = await openUserPictures(scenario, seed);
  const { model, card, provenance, deviceUsed } = await loadCodec({ device, directory: flags.models });
  const { encoder, decoder } = card.files;
  const folder = experimentFolder(scenario.name, flags);
  const work = { ...decisiveFields(scenario), seed, device, codec: provenance.sha256, versions: versions() };
  const tune = lazily(() =>
    fineTuner({
      ...{ scenario, seed, command, session: { device } },
      start: readStart(flags.models),
      directory: join(folder.path, 'codecs'),
      store: openTuningStore(join(folder.path, 'codecs.jsonl'), work),
    }),
  );
  const result = await watched(
    folder,
    'opening pictures and codecs',
    describe,
    onProgress =>
      runPersonal(scenario, {
        ...{ seed, batch, pictures, tune, onProgress, onTraining: onProgress },
        universal: { codec: model, provenance, encoderBytes: encoder.bytes, decoderBytes: decoder.bytes },
        about: { deviceRequested: device, deviceUsed, command },
      }),
    `codecs that were trained are kept in ${folder.path}, the same command goes on from there`,
  );
  const report = async () => (await import('../reports/personal/page.ts')).renderPersonal;
  await publish(folder, { result, csv: personalCsv(result), report, summary: summary(result) }, flags);
}

/** Opens what trains when it is first needed: rotations need none, and codecs that cannot be trained on have them too. */
function lazily(open: () => Tune): Tune {
  let tune: Tune | undefined;
  return async (task, onProgress) => {
    tune ??= open();
    return tune(task, onProgress);
  };
}

function describe(progress: PhaseOneProgress | Progress): string {
  if ('points' in progress) return describePictures(progress);
  const { name, step, steps, piecesDone, pieces, secondsLeft } = progress;
  const left = Number.isNaN(secondsLeft) ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return `training codec ${piecesDone + 1} of ${pieces}, ${name.replace('-', ' ')}: step ${step} of ${steps}${left}`;
}

function summary(result: PersonalResult): string {
  const { scenario, points, provenance } = result;
  return `${scenario.title}

${personalTable(result)}

± is half of the 95 % interval over ${points[0].psnrDb.count} frames. The decoder reads what was received; there is no denoiser.
${ranOn(provenance)}`;
}
