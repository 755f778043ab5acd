import type { ContestantResult, CurvePoint, StudyResult, WorkloadResult } from '../../sim/study/results.ts';

/** Made-up results in the shape of real ones: deterministic, close to what optimizers do, and of no other meaning. */
export const OPTIMIZERS = [
  'sgd',
  'adamw',
  'muon:moonlight',
  'muon:kj',
  'normuon:paper',
  'normuon:official',
  'auon:paper',
  'auon:reference',
  'hybrid-auon:paper',
  'hybrid-auon:reference',
] as const;

const STEPS = 200;
const POINTS = 20;
const START = { codec: 0.26, denoiser: 12.8, classifier: Math.log(10) } as const;
const END = { codec: 0.03, denoiser: 3.9, classifier: 0.8 } as const;

export function studyFixture(): StudyResult {
  return {
    format: 'semlink-optimizers-1',
    scenario: {
      name: 'optimizers',
      title: 'Which optimizer moves the hidden matrices best',
      description: 'A made-up study that draws every part of the report.',
      steps: STEPS,
      seeds: 3,
      kind: 'optimizers',
    },
    workloads: (['codec', 'denoiser', 'classifier'] as const).map(workloadFixture),
    costs: [256, 512, 1024, 2048, 4096].flatMap(size =>
      (['sgd', 'adamw', 'muon:kj', 'auon:paper'] as const).map((optimizer, place) => ({
        optimizer,
        size,
        seconds: optimizer === 'muon:kj' ? 2e-10 * size ** 2.9 : (3 + place) * 1e-9 * size ** 2,
      })),
    ),
    provenance: {
      seed: 1,
      versions: { semlink: '0.1.0' },
      models: [{ name: 'universal-codec', kind: 'codec', sha256: 'ab'.repeat(32), parameters: 1_400_000 }],
      deviceRequested: 'auto',
      deviceUsed: 'cpu',
      images: 'procedural dead leaves',
      command: 'npx semlink run optimizers --seed 1',
      wallSeconds: 900,
    },
  };
}

function workloadFixture(workload: keyof typeof START): WorkloadResult {
  return {
    workload,
    loss: `a loss of the ${workload}`,
    parameters: 159_564,
    hiddenParameters: 147_456,
    contestants: OPTIMIZERS.map((optimizer, place) => contestantFixture(workload, optimizer, place)),
    leads: [
      { of: 'normuon:paper', against: 'muon:moonlight', points: interval(4, 9) },
      { of: 'normuon:official', against: 'muon:kj', points: null },
    ],
  };
}

function contestantFixture(workload: keyof typeof START, optimizer: string, place: number): ContestantResult {
  const speed = 1 + 0.12 * place;
  const loss = (step: number) =>
    END[workload] + (START[workload] - END[workload]) * Math.exp((-4 * speed * step) / STEPS);
  const secondsPerStep = 0.03 + 0.002 * place;
  const curve = Array.from({ length: POINTS + 1 }, (_, i): CurvePoint => {
    const step = (i * STEPS) / POINTS;
    const at = (mean: number) => ({ mean, low: 0.97 * mean, high: 1.04 * mean });
    return { step, seconds: step * secondsPerStep, training: at(1.02 * loss(step)), heldOut: at(loss(step)) };
  });
  const isBaseline = optimizer === 'adamw';
  const gotThere = place > 0;
  return {
    optimizer,
    tries: [0.25, 1, 4].map(multiple => ({
      multiple,
      learningRate: 0.01 * multiple,
      finalLoss: multiple === 4 && place === 0 ? null : loss(STEPS) * multiple,
      diverged: multiple === 4,
    })),
    multiple: 0.25,
    learningRate: 0.0025,
    edge: place % 3 === 0 ? 'lowest' : null,
    diverged: 0,
    curve,
    finalLoss: interval(loss(STEPS), loss(STEPS) / 20),
    reach: {
      reached: gotThere ? 3 : 1,
      seeds: 3,
      stepsSavedPercent: gotThere ? interval(isBaseline ? 0 : 6 * place, isBaseline ? 0 : 8) : null,
      secondsSavedPercent: gotThere ? interval(isBaseline ? 0 : 30 - 9 * place, isBaseline ? 0 : 12) : null,
    },
    stateBytes: isBaseline ? 1_276_512 : 686_688,
    secondsPerStep,
    overheadPercent: 100 * (secondsPerStep / 0.03 - 1),
    updates: [50, 100, 150, 200].map(step => ({
      step,
      conditionNumber:
        optimizer.startsWith('muon') || optimizer.startsWith('normuon') ? 12 : 9000 - 10 * step,
      rowNormSpread: 1.2 + 2 / (place + 1),
    })),
    brake: optimizer.startsWith('auon')
      ? { smallestMatrix: 4096, lowestExcess: 1.2e-4, highestExcess: 1.6e-4, bound: 1.7e-4 }
      : null,
  };
}

export function interval(mean: number, margin: number) {
  return { mean, low: mean - margin, high: mean + margin, count: 3 };
}
