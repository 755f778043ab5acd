import type { ContestantResult, WorkloadResult } from '../../sim/study/results.ts';
import { type Dot, type DotsData, drawDots } from '../figures/dots.ts';
import { renderLineLegend } from '../figures/legend.ts';
import type { Look } from '../figures/markers.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { capitalised, fixed, plain, withInterval } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { CLAIMED_MUON_STEPS_SAVED_PERCENT, CLAIMS } from './claims.ts';
import type { Looks } from './looks.ts';

type Quantity = 'stepsSavedPercent' | 'secondsSavedPercent';

const QUANTITIES: readonly { key: Quantity; name: string; axis: string }[] = [
  { key: 'stepsSavedPercent', name: 'steps', axis: 'steps saved (%)' },
  { key: 'secondsSavedPercent', name: 'time', axis: 'training time saved (%)' },
];

/** Steps and time saved on the way to AdamW's final loss, with the papers' numbers beside them. */
export function reachFigure(result: WorkloadResult, looks: Looks, numbering: Numbering): Markup {
  const { workload, contestants } = result;
  const label = numbering.next('Figure');
  const missing = contestants.filter(({ reach }) => reach && reach.reached < reach.seeds);
  const drawn = QUANTITIES.map(quantity => trusted(drawDots(dotsOf(result, quantity, looks))));
  return html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> ${capitalised(workload)}: steps and training time saved on the way to the loss that AdamW ends with on the same
seed, in percent of AdamW’s. Diamonds: what the NorMuon paper states for steps, at 1.1 B parameters.${
    missing.length > 0
      ? ` Without a mark, because a seed did not get there: ${missing.map(({ optimizer }) => looks.get(optimizer)!.label).join('; ')}.`
      : ''
  }</figcaption>
${renderLineLegend(
  contestants.map(({ optimizer }) => looks.get(optimizer)!),
  { drawn: 'whiskers', reach: '95 % interval, cut off at the edge' },
)}
<div class="plot"><div class="panels columns-2">${drawn}</div></div>
</figure>
${reachTable(contestants, label, workload, looks)}
</div>`;
}

function dotsOf(
  { workload, contestants }: WorkloadResult,
  { key, name, axis }: (typeof QUANTITIES)[number],
  looks: Looks,
): DotsData {
  const families = new Map<string, { look: Look; dots: Dot[] }>();
  for (const { optimizer, reach } of contestants) {
    const { look, style, label } = looks.get(optimizer)!;
    const row = families.get(look.name) ?? { look, dots: [] };
    families.set(look.name, row);
    const saved = reach?.[key];
    if (saved)
      row.dots.push({
        ...saved,
        style,
        tooltip: `${label}, ${workload}: ${withInterval(saved, 1)} % of AdamW’s ${name} saved`,
      });
  }
  const rows = [...families.values()].filter(({ dots }) => dots.length > 0);
  const claims = key === 'stepsSavedPercent' ? claimRows() : [];
  const means = [...rows, ...claims].flatMap(({ dots }) => dots.map(({ mean }) => mean));
  return {
    id: `reach-${workload}-${name}`,
    title: `${capitalised(workload)}: ${name} saved on the way to AdamW’s final loss`,
    description:
      rows.length === 0
        ? 'No optimizer got there in every seed.'
        : rows.flatMap(({ dots }) => dots.map(({ tooltip }) => `${tooltip}.`)).join(' '),
    xLabel: axis,
    xDomain: [Math.min(-20, ...means) - 10, Math.max(30, ...means) + 10],
    zeroLine: true,
    rows: [...rows, ...claims],
  };
}

function claimRows(): { look: Look; dots: Dot[] }[] {
  const claim = (label: string, percent: number) => ({
    look: { name: 'ink', label: `Paper: ${label}`, marker: 'diamond', markerArea: 52 } as const,
    dots: [
      {
        mean: percent,
        low: percent,
        high: percent,
        style: { dash: 'none', filled: false },
        tooltip: `${label} in the NorMuon paper, 1.1 B parameters: ${fixed(percent, 2)} % of AdamW’s steps saved`,
      },
    ],
  });
  return [claim('Muon', CLAIMED_MUON_STEPS_SAVED_PERCENT), claim('NorMuon', CLAIMS.norMuonStepsSavedPercent)];
}

function reachTable(
  contestants: readonly ContestantResult[],
  label: string,
  workload: string,
  looks: Looks,
): Markup {
  const percent = (value: number) => fixed(value, 1);
  const columns: Column<ContestantResult>[] = [
    headColumn('Optimizer', 'optimizer', ({ optimizer }) => looks.get(optimizer)!.label),
    numberColumn('Seeds that got there', 'reached', ({ reach }) => reach?.reached ?? Number.NaN, plain),
    numberColumn('Seeds', 'seeds', ({ reach }) => reach?.seeds ?? Number.NaN, plain),
    ...QUANTITIES.flatMap(({ key, name }): Column<ContestantResult>[] => {
      const value = (end: 'mean' | 'low' | 'high') => (row: ContestantResult) =>
        row.reach?.[key]?.[end] ?? Number.NaN;
      return [
        numberColumn(`${capitalised(name)} saved (%)`, `${name}_saved_percent`, value('mean'), percent),
        numberColumn('Low', `${name}_saved_percent_low`, value('low'), percent),
        numberColumn('High', `${name}_saved_percent_high`, value('high'), percent),
      ];
    }),
  ];
  const caption = `Savings on the ${workload} against AdamW: mean and 95 % interval over the seeds`;
  return renderTableBehind(
    { caption, columns, rows: contestants },
    `Table behind ${label}`,
    `reach-${workload}.csv`,
  );
}
