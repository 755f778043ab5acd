import type { SessionOptions } from '../../models/runtime/session.ts';
import { type Contestant, contestantNamed } from '../../models/study/contestants.ts';
import type { FrozenCodec } from '../../models/study/frozenCodec.ts';
import type { StudyPictures } from '../../models/study/pictures.ts';
import { type Contest, openContest, type Trial } from '../../models/study/trial.ts';
import { timeUpdate } from '../../models/study/updateCost.ts';
import { updateShape } from '../../models/study/updateShape.ts';
import type { Workload } from '../../models/study/workload.ts';
import { studyWorkload } from '../../models/study/workloads.ts';
import type { Provenance } from '../results.ts';
import { rounded } from '../rounding.ts';
import { versions } from '../versions.ts';
import { bestTry, tryOf } from './choose.ts';
import { type StudyMeter, type StudyProgress, studyMeter } from './progress.ts';
import { isCost, isTrial, type TrialKey } from './records.ts';
import type { RateTry, StudyResult, UpdateCost, WorkloadResult } from './results.ts';
import type { OptimizerStudy } from './scenario.ts';
import type { StudyStore } from './store.ts';
import { type ContestantRuns, workloadResult } from './summary.ts';

export interface StudyOptions {
  readonly seed: number;
  readonly pictures: StudyPictures;
  /** Read only where the study has the denoiser among its workloads. */
  readonly codec: () => FrozenCodec;
  readonly session: SessionOptions;
  readonly store: StudyStore;
  /** What the caller knows about the run. */
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'command'>;
  readonly onProgress?: (progress: StudyProgress) => void;
}

const TUNING_SEED = 0;
/** Singular values take longer than training steps, and optimizers differ by far more than seeds do. */
const DIAGNOSED_SEED = 1;

/**
 * Trains every workload with every optimizer: first each of the rates on the tuning seed, then the best of them on all other seeds. What the
 * store holds already is not done again.
 *
 * @throws ConfigError from the pictures, the frozen codec and the device
 */
export async function runStudy(study: OptimizerStudy, options: StudyOptions): Promise<StudyResult> {
  const startedAt = performance.now();
  const { seed, pictures, codec, about } = options;
  const meter = studyMeter(study, options.onProgress);
  const devices = new Set<string>();
  const workloads: WorkloadResult[] = [];
  for (const name of study.workloads) {
    const workload = studyWorkload(name, study, pictures, codec);
    const contestants: ContestantRuns[] = [];
    for (const optimizer of study.optimizers)
      contestants.push(
        await contest(contestantNamed(optimizer), { workload, study, options, meter, devices }),
      );
    workloads.push(workloadResult(name, pictures.classes, contestants));
  }
  return {
    format: 'semlink-optimizers-1',
    scenario: study,
    workloads: rounded(workloads),
    costs: rounded(await updateCosts(study, options, meter)),
    provenance: {
      seed,
      versions: versions(),
      ...about,
      deviceUsed: [...devices].join(' and '),
      images: pictures.name,
      wallSeconds: rounded((performance.now() - startedAt) / 1000),
    },
  };
}

interface Course {
  readonly workload: Workload;
  readonly study: OptimizerStudy;
  readonly options: StudyOptions;
  readonly meter: StudyMeter;
  readonly devices: Set<string>;
}

/** All runs of one optimizer on one workload. */
async function contest(contestant: Contestant, course: Course): Promise<ContestantRuns> {
  const { workload, study, meter, devices } = course;
  const sessions = openContests(contestant, course);
  const trialOf = async (multiple: number, seed: number): Promise<Trial> => {
    const key = { workload: workload.name, optimizer: contestant.name, multiple, seed };
    const trial = await meter.measure(
      `${workload.name}, ${contestant.name}`,
      () => known(course.options.store, key) ?? train(key, contestant, course, sessions),
    );
    devices.add(trial.device);
    return trial;
  };
  try {
    const tries: RateTry[] = [];
    for (const multiple of study.rates)
      tries.push(tryOf(multiple, await trialOf(multiple, TUNING_SEED), contestant.learningRate));
    const chosen = bestTry(tries);
    const trials: Trial[] = [];
    for (let seed = 1; seed <= study.seeds; seed++) trials.push(await trialOf(chosen.multiple, seed));
    return { contestant, step: contestant.step(workload, chosen.learningRate), tries, chosen, trials };
  } finally {
    await sessions.close();
  }
}

async function train(
  key: TrialKey,
  { learningRate, brake }: Contestant,
  { study, options }: Course,
  contests: Contests,
): Promise<Trial> {
  const peak = key.multiple * learningRate;
  const { tryOnce } = await contests.at(peak);
  const trial = await tryOnce({
    schedule: { peak, warmupSteps: Math.ceil(study.steps * WARMUP), steps: study.steps, decay: DECAY },
    seed: options.seed * SEEDS_PER_STUDY + key.seed,
    evaluations: study.evaluations,
    ...(key.seed === DIAGNOSED_SEED && {
      diagnosis: {
        count: study.diagnoses,
        shapeOf: (layout, before, after) => updateShape(layout, before, after, brake?.of),
      },
    }),
  });
  options.store.append({ ...key, trial });
  return trial;
}

/** Shares of the steps in which the rate rises and falls. */
const WARMUP = 0.05;
const DECAY = 0.4;
/** Seeds of networks and batches of one study; the next study's begin behind them. */
const SEEDS_PER_STUDY = 1000;

function known({ finished }: StudyStore, key: TrialKey): Trial | undefined {
  return finished
    .filter(isTrial)
    .find(
      ({ workload, optimizer, multiple, seed }) =>
        workload === key.workload &&
        optimizer === key.optimizer &&
        multiple === key.multiple &&
        seed === key.seed,
    )?.trial;
}

interface Contests {
  at(learningRate: number): Promise<Contest>;
  close(): Promise<void>;
}

/** Sessions open when they are first needed: a study that goes on has most of its runs on file. */
function openContests(contestant: Contestant, { workload, options }: Course): Contests {
  const opened = new Map<number, Contest>();
  return {
    async at(learningRate) {
      const known = opened.get(learningRate);
      if (known) return known;
      const step = contestant.step(workload, learningRate);
      const contest = await openContest(workload, step, options.session);
      opened.set(learningRate, contest);
      return contest;
    },
    async close() {
      for (const contest of opened.values()) await contest.close();
    },
  };
}

async function updateCosts(
  study: OptimizerStudy,
  { store, session }: StudyOptions,
  meter: StudyMeter,
): Promise<UpdateCost[]> {
  const costs: UpdateCost[] = [];
  for (const size of study.costSizes)
    for (const optimizer of study.costOptimizers) {
      const onFile = store.finished
        .filter(isCost)
        .find(cost => cost.size === size && cost.optimizer === optimizer);
      costs.push(
        await meter.measure(`one update of ${size}×${size}, ${optimizer}`, async () => {
          if (onFile) return onFile;
          const cost = {
            optimizer,
            size,
            seconds: await timeUpdate(contestantNamed(optimizer), size, session),
          };
          store.append(cost);
          return cost;
        }),
      );
    }
  return costs;
}
