import type { UpdatePoint, WorkloadResult } from '../../sim/study/results.ts';
import { type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { evenTicks } from '../figures/logTicks.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { capitalised, plain, significant } from '../numbers.ts';
import { headColumn, numberColumn, renderTableBehind } from '../table.ts';
import type { Looks } from './looks.ts';

const MEASURES = [
  { key: 'conditionNumber', name: 'condition number' },
  { key: 'rowNormSpread', name: 'largest over smallest row norm' },
] as const;

/** Condition number and row-norm spread of the updates over training: the papers' diagnosis. */
export function updateFigure(result: WorkloadResult, looks: Looks, numbering: Numbering): Markup {
  const shown = result.contestants.filter(({ updates }) => updates.length > 0);
  if (shown.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const panels = MEASURES.map(measure =>
    trusted(drawCurves(updatePanel({ ...result, contestants: shown }, measure, looks))),
  );
  return html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> ${capitalised(result.workload)}: shape of single steps of the hidden matrices on the first seed, medians over the matrices.
An orthogonal step has 1 in both panels.</figcaption>
${renderLineLegend(shown.map(({ optimizer }) => looks.get(optimizer)!))}
<div class="plot"><div class="panels columns-2">${panels}</div></div>
</figure>
${updateTable(result, label, looks)}
</div>`;
}

function updatePanel(
  { workload, contestants }: WorkloadResult,
  { key, name }: (typeof MEASURES)[number],
  looks: Looks,
): CurvesData {
  const all = contestants.flatMap(({ updates }) => updates.map(update => update[key]));
  const lastStep = Math.max(...contestants.flatMap(({ updates }) => updates.map(({ step }) => step)));
  return {
    id: `updates-${workload}-${key}`,
    title: `${capitalised(name)} of the ${workload}’s updates`,
    description: contestants
      .map(({ optimizer, updates }) => {
        const { step, [key]: end } = updates.at(-1)!;
        return `${looks.get(optimizer)!.label}: ${significant(end)} at step ${step}.`;
      })
      .join(' '),
    layout: 'panel',
    heading: capitalised(name),
    xLabel: 'steps',
    yLabel: '',
    xTicks: evenTicks([0, lastStep]),
    xDomain: [0, lastStep],
    xLog: false,
    yDomain: [1, Math.max(2, ...all)],
    yLog: true,
    zeroLine: false,
    curves: contestants.map(({ optimizer, updates }) => {
      const { look, style, label } = looks.get(optimizer)!;
      return {
        look,
        style,
        points: updates.map(({ step, [key]: value }) => ({
          x: step,
          mean: value,
          low: value,
          high: value,
          tooltip: `${label}, step ${step}: ${name} ${significant(value)}`,
        })),
      };
    }),
  };
}

type Row = UpdatePoint & { readonly optimizer: string };

function updateTable({ workload, contestants }: WorkloadResult, label: string, looks: Looks): Markup {
  const rows = contestants.flatMap(({ optimizer, updates }) =>
    updates.map((update): Row => ({ ...update, optimizer })),
  );
  const columns = [
    headColumn<Row>('Optimizer', 'optimizer', row => looks.get(row.optimizer)!.label),
    numberColumn<Row>('Step', 'step', row => row.step, plain),
    ...MEASURES.map(({ key, name }) =>
      numberColumn<Row>(capitalised(name), key, row => row[key], significant),
    ),
  ];
  const caption = `Updates of the ${workload} on the first seed`;
  return renderTableBehind({ caption, columns, rows }, `Table behind ${label}`, `updates-${workload}.csv`);
}
