import type { Trial } from '../../models/study/trial.ts';
import type { ContestantResult, RateTry } from './results.ts';

/** What became of a learning rate. */
export function tryOf(
  multiple: number,
  { finalLoss, diverged }: Pick<Trial, 'finalLoss' | 'diverged'>,
  defaultRate: number,
): RateTry {
  return { multiple, learningRate: multiple * defaultRate, finalLoss, diverged };
}

/** The try with the lowest held-out loss at the end; where all diverged, the lowest rate. */
export function bestTry(tries: readonly RateTry[]): RateTry {
  const sound = tries.filter(({ diverged }) => !diverged);
  const lossOf = ({ finalLoss }: RateTry) => finalLoss ?? Number.POSITIVE_INFINITY;
  return sound.length > 0
    ? sound.reduce((best, next) => (lossOf(next) < lossOf(best) ? next : best))
    : tries[0];
}

/** Whether a rate is the last on one side of the grid, beyond which nobody looked. A grid of one has two such sides. */
export function edgeOf(multiple: number, tries: readonly RateTry[]): ContestantResult['edge'] {
  if (multiple === tries[0].multiple) return 'lowest';
  return multiple === tries.at(-1)!.multiple ? 'highest' : null;
}
