import type { ContestantResult, RateTry, WorkloadResult } from '../../sim/study/results.ts';
import { html, type Markup } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, significant, withInterval } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import type { Looks } from './looks.ts';

/** The numbers of a workload at the chosen rates, one row for each optimizer. */
export function summaryTable(
  { workload, parameters, hiddenParameters, contestants }: WorkloadResult,
  looks: Looks,
  numbering: Numbering,
): Markup {
  const estimate = (
    header: string,
    key: string,
    show: (row: ContestantResult) => string,
  ): Column<ContestantResult> => ({
    header,
    key,
    show,
    value: show,
    kind: 'number',
  });
  const table = {
    caption: `${numbering.next('Table')}. The ${workload}: ${plain(parameters)} weights, ${plain(hiddenParameters)} of them in hidden matrices`,
    columns: [
      headColumn<ContestantResult>('Optimizer', 'optimizer', ({ optimizer }) => looks.get(optimizer)!.label),
      numberColumn<ContestantResult>('Rate', 'learning_rate', row => row.learningRate, significant),
      estimate('Of the tried rates', 'edge', ({ edge }) => edge ?? 'inside'),
      estimate('Held-out loss', 'final_loss', ({ diverged, finalLoss }) =>
        finalLoss ? withInterval(finalLoss, 4) : `diverged in ${diverged}`,
      ),
      numberColumn<ContestantResult>('Step (ms)', 'step_ms', row => 1000 * row.secondsPerStep, significant),
      numberColumn<ContestantResult>(
        'Over SGD (%)',
        'overhead_percent',
        row => row.overheadPercent ?? Number.NaN,
        value => fixed(value, 1),
      ),
      numberColumn<ContestantResult>('State (kB)', 'state_kb', row => row.stateBytes / 1000, significant),
    ],
    rows: contestants,
  };
  return html`${renderTable(table)}
${downloadLink(table, `summary-${workload}.csv`)}`;
}

interface TryRow extends RateTry {
  readonly workload: string;
  readonly optimizer: string;
  readonly chosen: boolean;
}

/** Every learning rate that was tried, and which one was chosen. */
export function triesTable(workloads: readonly WorkloadResult[], looks: Looks, numbering: Numbering): Markup {
  const rows = workloads.flatMap(({ workload, contestants }) =>
    contestants.flatMap(({ optimizer, multiple, tries }) =>
      tries.map((row): TryRow => ({ ...row, workload, optimizer, chosen: row.multiple === multiple })),
    ),
  );
  const table = {
    caption: `${numbering.next('Table')}. Learning rates tried on the tuning seed`,
    columns: [
      headColumn<TryRow>('Workload', 'workload', row => row.workload),
      headColumn<TryRow>('Optimizer', 'optimizer', row => looks.get(row.optimizer)!.label),
      numberColumn<TryRow>('Times default', 'multiple', row => row.multiple, plain),
      numberColumn<TryRow>('Rate', 'learning_rate', row => row.learningRate, significant),
      numberColumn<TryRow>('Held-out loss', 'final_loss', row => row.finalLoss ?? Number.NaN, significant),
      headColumn<TryRow>('Outcome', 'outcome', row =>
        row.chosen ? 'chosen' : row.diverged ? 'diverged' : '',
      ),
    ],
    rows,
  };
  return html`${renderTable(table)}
${downloadLink(table, 'rates.csv')}`;
}
