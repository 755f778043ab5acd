import type { ContestantResult, StudyResult, WorkloadResult } from '../sim/study/results.ts';
import { aligned } from './alignedText.ts';

const HEAD = [
  'optimizer',
  'rate',
  'held-out loss',
  'steps saved',
  'time saved',
  'ms/step',
  'over SGD',
  'state kB',
];

/** One block for each workload, one row for each optimizer. Savings are against AdamW's way to its final loss. */
export function studyTable({ workloads }: StudyResult): string {
  return workloads
    .map(result => `${title(result)}\n${aligned([HEAD, ...result.contestants.map(row)])}`)
    .join('\n\n');
}

function title({ workload, parameters, hiddenParameters }: WorkloadResult): string {
  return `${workload}, ${parameters} weights, ${hiddenParameters} of them in hidden matrices`;
}

function row(contestant: ContestantResult): string[] {
  const { optimizer, learningRate, edge, finalLoss, reach, secondsPerStep, overheadPercent, stateBytes } =
    contestant;
  return [
    optimizer,
    `${Number(learningRate.toPrecision(3))}${edge ? '*' : ' '}`,
    contestant.diverged > 0
      ? `diverged in ${contestant.diverged}`
      : finalLoss
        ? `${finalLoss.mean.toPrecision(4)} ± ${(finalLoss.high - finalLoss.mean).toPrecision(2)}`
        : '',
    saved(reach, reach?.stepsSavedPercent),
    saved(reach, reach?.secondsSavedPercent),
    (1000 * secondsPerStep).toFixed(1),
    overheadPercent === null ? '' : `${overheadPercent.toFixed(0)} %`,
    (stateBytes / 1000).toFixed(0),
  ];
}

type Reach = ContestantResult['reach'];

function saved(reach: Reach, estimate: NonNullable<Reach>['stepsSavedPercent'] | undefined): string {
  if (!reach) return '';
  return estimate ? `${estimate.mean.toFixed(1)} %` : `in ${reach.reached} of ${reach.seeds}`;
}
