import type { ContestantResult, StudyResult, WorkloadResult } from '../../sim/study/results.ts';
import {
  capitalised,
  counted,
  fixed,
  interval,
  listed,
  signed,
  significant,
  withInterval,
} from '../numbers.ts';
import { CLAIMS } from './claims.ts';
import { costExponent } from './costFigure.ts';
import type { Looks } from './looks.ts';

/** The findings of a study in plain words, every one out of its numbers: what reproduces, what does not, and why if it is known. */
export function verdictSentences(result: StudyResult, looks: Looks): string[] {
  return [
    ...result.workloads.flatMap(workload => winner(workload, looks)),
    ...claim(
      `The NorMuon paper’s claim of fewer steps than AdamW (${fixed(CLAIMS.norMuonStepsSavedPercent, 2)} % at 1.1 B parameters)`,
      result.workloads.flatMap(workload => norMuonAgainstAdamW(workload, looks)),
    ),
    ...claim(
      `Its claim of fewer steps than Muon (${signed(CLAIMS.norMuonBeyondMuonPoints, 2)} points)`,
      result.workloads.flatMap(workload => norMuonAgainstMuon(workload, looks)),
    ),
    ...claim(
      'That Hybrid-AuON ends below AdamW, as in the AuON paper’s first table',
      result.workloads.flatMap(workload => againstAdamW(workload, 'hybrid-auon', 'below', looks)),
    ),
    ...claim(
      'That plain AuON ends above AdamW, as in the same table',
      result.workloads.flatMap(workload => againstAdamW(workload, 'auon', 'above', looks)),
    ),
    ...brake(result, looks),
    ...linearCost(result, looks),
    ...edges(result, looks),
    ...divergences(result, looks),
  ];
}

type Outcome = 'reproduced' | 'contradicted' | 'open' | 'untold';

/** One thing that was measured to test a claim. */
interface Case {
  readonly text: string;
  readonly outcome: Outcome;
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  reproduced: 'Reproduced',
  contradicted: 'Contradicted',
  open: 'Open, since the intervals do not separate',
  untold: 'Cannot be told, because a seed did not get there',
};

/** A claim with its cases, sorted by what they say of it. */
function claim(title: string, cases: readonly Case[]): string[] {
  if (cases.length === 0) return [];
  const groups = (Object.keys(OUTCOMES) as Outcome[]).flatMap(outcome => {
    const own = cases.filter(entry => entry.outcome === outcome);
    return own.length === 0 ? [] : [`${OUTCOMES[outcome]}: ${own.map(({ text }) => text).join('; ')}.`];
  });
  return [`${title}. ${groups.join(' ')}`];
}

/** What an interval of a saving says of the claim that something is saved. */
function outcomeOf({ low, high }: { readonly low: number; readonly high: number }): Outcome {
  return low > 0 ? 'reproduced' : high < 0 ? 'contradicted' : 'open';
}

function winner({ workload, contestants }: WorkloadResult, looks: Looks): string[] {
  const ranked = contestants
    .flatMap(({ optimizer, finalLoss }) => (finalLoss ? [{ optimizer, finalLoss }] : []))
    .sort((a, b) => a.finalLoss.mean - b.finalLoss.mean);
  if (ranked.length < 2) return [];
  const [best] = ranked;
  const level = ranked.slice(1).filter(({ finalLoss }) => finalLoss.low <= best.finalLoss.high);
  const baseline = ranked.find(({ optimizer }) => optimizer === 'adamw');
  const lead = `${capitalised(workload)}: ${looks.get(best.optimizer)!.label} ended lowest, at a held-out loss of ${significant(best.finalLoss.mean)}`;
  const against =
    baseline && baseline !== best ? `; AdamW ended at ${significant(baseline.finalLoss.mean)}` : '';
  const doubt =
    level.length > 0
      ? `. The intervals of ${counted(level.length, 'other optimizer')} overlap with its own.`
      : ', and no other interval overlaps with its own.';
  return [`${lead}${against}${doubt}`];
}

function norMuonAgainstAdamW({ workload, contestants }: WorkloadResult, looks: Looks): Case[] {
  return family(contestants, 'normuon').flatMap(({ optimizer, reach }): Case[] => {
    if (!reach) return [];
    const name = `${workload}, ${looks.get(optimizer)!.label}`;
    const { stepsSavedPercent: saved, reached, seeds } = reach;
    if (!saved) return [{ text: `${name} (${reached} of ${seeds} seeds)`, outcome: 'untold' }];
    return [{ text: `${name}, ${withInterval(saved, 1)} %`, outcome: outcomeOf(saved) }];
  });
}

function norMuonAgainstMuon({ workload, leads }: WorkloadResult, looks: Looks): Case[] {
  return leads.map(({ of, against, points }) => {
    const names = `${workload}, ${looks.get(of)!.label} against ${looks.get(against)!.label}`;
    if (!points) return { text: names, outcome: 'untold' };
    return { text: `${names}, ${signed(points.mean, 1)} ${interval(points, 1)}`, outcome: outcomeOf(points) };
  });
}

function againstAdamW(
  { workload, contestants }: WorkloadResult,
  name: string,
  side: 'below' | 'above',
  looks: Looks,
): Case[] {
  const baseline = contestants.find(({ optimizer }) => optimizer === 'adamw')?.finalLoss;
  if (!baseline) return [];
  return family(contestants, name).flatMap(({ optimizer, finalLoss }) => {
    if (!finalLoss) return [];
    const text = `${workload}, ${looks.get(optimizer)!.label} (${significant(finalLoss.mean)} against ${significant(baseline.mean)})`;
    const [lower, upper] = side === 'below' ? [finalLoss, baseline] : [baseline, finalLoss];
    return [{ text, outcome: outcomeOf({ low: upper.low - lower.high, high: upper.high - lower.low }) }];
  });
}

function brake({ workloads }: StudyResult, looks: Looks): string[] {
  const measured = workloads.flatMap(({ contestants }) =>
    contestants.flatMap(({ optimizer, brake }) => (brake ? [{ optimizer, ...brake }] : [])),
  );
  if (measured.length === 0) return [];
  const highest = measured.reduce((most, next) => (next.highestExcess > most.highestExcess ? next : most));
  const within = measured.every(({ highestExcess, bound }) => highestExcess <= bound * (1 + 1e-6));
  return [
    `The brake of AuON, the divisor R = √mean(cosh²γx) of a unit-norm update, was never further from 1 than ${significant(highest.highestExcess)} ` +
      `(${looks.get(highest.optimizer)!.label}). ${
        within
          ? `This is what must be: R ≤ √(1 + sinh²γ/N), here 1 + ${significant(highest.bound)} for the smallest matrix, N = ${highest.smallestMatrix}. ` +
            'So the paper’s form is momentum divided by its Frobenius norm, and the reference code is momentum SGD; neither changes the ratios of the singular values.'
          : 'That is more than √(1 + sinh²γ/N) allows: the measurement or the optimizer is wrong.'
      }`,
  ];
}

function linearCost({ costs }: StudyResult, looks: Looks): string[] {
  const optimizers = [...new Set(costs.map(({ optimizer }) => optimizer))];
  const rows = optimizers
    .map(optimizer => ({ optimizer, exponent: costExponent(costs, optimizer) }))
    .filter(({ exponent }) => Number.isFinite(exponent));
  if (rows.length === 0) return [];
  const largest = Math.max(...costs.map(({ size }) => size));
  const parts = rows.map(({ optimizer, exponent }) => {
    const cost = costs.find(row => row.optimizer === optimizer && row.size === largest)!;
    return `${looks.get(optimizer)!.label} with the power ${fixed(exponent, 2)} of the side (${significant(1000 * cost.seconds)} ms at ${largest}×${largest})`;
  });
  const own = rows.filter(({ optimizer }) => optimizer.startsWith('auon'));
  const verdict =
    own.length === 0
      ? ''
      : own.every(({ exponent }) => exponent < 2.5)
        ? ' AuON’s cost is linear in the entries, as claimed.'
        : ' AuON’s cost is more than linear in the entries here: the claim does not reproduce.';
  return [`Between the two largest sizes the time of one update grows: ${listed(parts)}.${verdict}`];
}

const MOST_NAMED = 4;

function edges({ workloads }: StudyResult, looks: Looks): string[] {
  const all = workloads.flatMap(({ workload, contestants }) =>
    contestants.map(({ optimizer, edge }) => ({
      edge,
      text: `${looks.get(optimizer)!.label} on the ${workload}`,
    })),
  );
  const flagged = all.filter(({ edge }) => edge !== null);
  if (flagged.length === 0) return [];
  const named = flagged.length > MOST_NAMED ? '' : ` (${listed(flagged.map(({ text }) => text))})`;
  return [
    `In ${flagged.length} of ${all.length} cases${named} the best learning rate was the lowest or the highest that was tried, as the tables of numbers ` +
      'mark: a better one may lie beyond, and these losses may be too high.',
  ];
}

function divergences({ workloads }: StudyResult, looks: Looks): string[] {
  return workloads.flatMap(({ workload, contestants }) =>
    contestants
      .filter(({ diverged }) => diverged > 0)
      .map(
        ({ optimizer, diverged, learningRate }) =>
          `${capitalised(workload)}: ${looks.get(optimizer)!.label} diverged in ${counted(diverged, 'seed')} at its chosen rate of ${significant(learningRate)}.`,
      ),
  );
}

function family(contestants: readonly ContestantResult[], name: string): ContestantResult[] {
  return contestants.filter(({ optimizer }) => optimizer.split(':')[0] === name);
}
