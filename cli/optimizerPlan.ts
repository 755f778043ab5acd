import type { Command } from 'commander';
import { configError } from '../kernels/errors.ts';
import { type OptimizerPlan, planOptimizer } from '../models/distributed/plan.ts';
import {
  hiddenMatrices,
  PLANNED_MODELS,
  type PlannedModel,
} from '../models/distributed/transformerShapes.ts';
import { aligned } from './alignedText.ts';
import { parseWhole } from './numbers.ts';

interface PlanFlags {
  readonly model?: string;
  readonly workers: string;
  readonly json?: boolean;
}

/** `semlink optimizer-plan`. */
export function registerOptimizerPlan(program: Command): void {
  program
    .command('optimizer-plan')
    .description('what distributed orthogonalization costs a large model: traffic, memory, load balance')
    .option('--model <name>', `${PLANNED_MODELS.map(({ name }) => name).join(' or ')} (default: both)`)
    .option('--workers <list>', 'numbers of workers, separated by commas', '8,16,32,64,128,256')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  semlink optimizer-plan --model 1.1B --workers 8,64')
    .action(({ model, workers, json }: PlanFlags) => {
      const counts = workers.split(',').map(count => parseWhole('--workers', count, 1));
      const plans = chosenModels(model).map(planned => ({
        model: planned.name,
        plans: counts.map(count => planOptimizer(hiddenMatrices(planned.depth), count)),
      }));
      process.stdout.write(
        json
          ? `${JSON.stringify(plans, null, 2)}\n`
          : plans.map(({ model, plans }) => planText(model, plans)).join('\n'),
      );
    });
}

function chosenModels(name: string | undefined): readonly PlannedModel[] {
  const chosen = PLANNED_MODELS.filter(model => name === undefined || model.name === name);
  if (chosen.length === 0) {
    const names = PLANNED_MODELS.map(model => model.name).join(', ');
    throw configError('plan-model', '--model', `"${name}" is not one of ${names}`);
  }
  return chosen;
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(3);
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(3);

function planText(model: string, plans: readonly OptimizerPlan[]): string {
  const [{ parameters, bytesPerParameter }] = plans;
  const head = ['workers', 'AdamW', 'Muon', 'NorMuon adds', 'sharding', 'gather', 'scatter', 'owned'];
  const units = ['', 'GB', 'GB', 'MB', 'GB/step', 'GB/step', 'GB/step', 'GB'];
  const rows = plans.map(({ workers, stateBytes, stepBytes, workspaceBytes, imbalance }) => [
    String(workers),
    gigabytes(stateBytes.adamw),
    gigabytes(stateBytes.muon),
    megabytes(stateBytes.normuon - stateBytes.muon),
    gigabytes(stepBytes.sharding),
    gigabytes(stepBytes.gather),
    gigabytes(stepBytes.scatter),
    gigabytes(workspaceBytes),
    imbalance.longestFirst.toFixed(3),
    imbalance.roundRobin.toFixed(3),
  ]);
  const table = aligned([
    [...head, 'longest first', 'round-robin'],
    [...units, 'max/mean', 'max/mean'],
    ...rows,
  ]);
  return (
    `${model}: ${(parameters / 1e9).toFixed(3)} billion parameters in hidden matrices; of the worker that has most: ` +
    'optimizer state, bytes received, momenta held whole, work\n' +
    `${table}\n` +
    `Counted once per parameter as in the paper: AdamW ${bytesPerParameter.adamw} bytes, NorMuon ${bytesPerParameter.normuon}\n`
  );
}
