import { describe, expect, it } from 'vitest';
import type { ContestantResult, StudyResult } from '../../sim/study/results.ts';
import { costExponent } from './costFigure.ts';
import { interval, OPTIMIZERS, studyFixture } from './fixture.ts';
import { looksOf } from './looks.ts';
import { verdictSentences } from './verdict.ts';

const looks = looksOf(OPTIMIZERS);

/** The sentences of a study whose contestants are changed by `change`. */
function sentences(
  change: (contestant: ContestantResult) => Partial<ContestantResult> = () => ({}),
  more: Partial<StudyResult> = {},
): string {
  const result = studyFixture();
  const workloads = result.workloads.slice(0, 1).map(workload => ({
    ...workload,
    contestants: workload.contestants.map(contestant => ({ ...contestant, ...change(contestant) })),
  }));
  return verdictSentences({ ...result, workloads, ...more }, looks).join('\n');
}

const only =
  (name: string, change: Partial<ContestantResult>) =>
  ({ optimizer }: ContestantResult) =>
    optimizer === name ? change : {};

const saved = (mean: number, margin: number) => ({
  reach: {
    reached: 3,
    seeds: 3,
    stepsSavedPercent: interval(mean, margin),
    secondsSavedPercent: interval(mean, margin),
  },
});

describe('verdictSentences', () => {
  it('says whether a saving reproduces, contradicts, or leaves open', () => {
    const claim = (mean: number, margin: number) =>
      /fewer steps than AdamW.*/.exec(sentences(only('normuon:paper', saved(mean, margin))))![0];
    expect(claim(20, 5)).toContain('Reproduced: codec, NorMuon, paper, 20.0 [15.0, 25.0] %');
    expect(claim(-20, 5)).toContain('Contradicted: codec, NorMuon, paper, −20.0 [−25.0, −15.0] %');
    expect(claim(2, 5)).toContain('Open, since the intervals do not separate: codec, NorMuon, paper, 2.0');
  });

  it('tells no saving where a seed did not get there', () => {
    const reach = { reached: 1, seeds: 3, stepsSavedPercent: null, secondsSavedPercent: null };
    expect(sentences(only('normuon:paper', { reach }))).toContain(
      'Cannot be told, because a seed did not get there: codec, NorMuon, paper (1 of 3 seeds).',
    );
  });

  it('places AuON above or below AdamW by their intervals', () => {
    expect(sentences(only('auon:paper', { finalLoss: interval(9, 1) }))).toMatch(
      /plain AuON ends above AdamW.*Reproduced: codec, AuON, paper/,
    );
    expect(sentences(only('auon:paper', { finalLoss: interval(0.001, 1e-4) }))).toMatch(
      /plain AuON ends above AdamW.*Contradicted: codec, AuON, paper/,
    );
  });

  it('explains the brake where it is within its bound, and doubts the measurement where it is not', () => {
    expect(sentences()).toContain('never further from 1 than 1.60e−4'.replace('1.60e−4', '0.000160'));
    expect(sentences()).toContain('This is what must be');
    const brake = { smallestMatrix: 4096, lowestExcess: 0, highestExcess: 2e-4, bound: 1.7e-4 };
    expect(sentences(only('auon:paper', { brake }))).toContain('That is more than √(1 + sinh²γ/N) allows');
  });

  it('tests the claim of linear cost on the measured times', () => {
    expect(sentences()).toContain('AuON’s cost is linear in the entries, as claimed.');
    const costs = [1024, 2048].map(size => ({ optimizer: 'auon:paper', size, seconds: 1e-9 * size ** 3 }));
    expect(sentences(undefined, { costs })).toContain('the claim does not reproduce');
    expect(costExponent(costs, 'auon:paper')).toBeCloseTo(3, 9);
    expect(costExponent(costs, 'adamw')).toBeNaN();
  });

  it('points at rates on the edge and at divergence', () => {
    expect(sentences(() => ({ edge: null }))).not.toContain('best learning rate');
    expect(sentences()).toContain('In 4 of 10 cases');
    expect(sentences(only('sgd', { diverged: 2, learningRate: 0.4 }))).toContain(
      'Codec: SGD diverged in 2 seeds at its chosen rate of 0.400.',
    );
  });
});
