import type { Way } from './way.ts';

/** How far a comparison has come. */
export interface ComparisonProgress {
  /** Share of all exchanges that are done, 0…1. */
  readonly done: number;
  readonly exchanges: number;
  readonly secondsLeft: number;
}

export interface ExchangeMeter {
  /** Sets how many exchanges the ways make of the pictures. */
  expect(ways: readonly Way[]): void;
  exchanged(count: number): void;
}

/** Counts exchanges. All ways go through the pictures side by side, so that time goes with the share that is done. */
export function exchangeMeter(
  pictures: number,
  report: (progress: ComparisonProgress) => void = () => {},
): ExchangeMeter {
  const startedAt = performance.now();
  let exchanges = 0;
  let made = 0;
  return {
    expect(ways) {
      exchanges = pictures * ways.reduce((sum, way) => sum + way.exchanges, 0);
    },
    exchanged(count) {
      made += count;
      const done = made / exchanges;
      const seconds = (performance.now() - startedAt) / 1000;
      report({ done, exchanges, secondsLeft: (seconds / done) * (1 - done) });
    },
  };
}
