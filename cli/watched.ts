import { EXIT } from './failure.ts';
import type { OutputFolder } from './outputFolder.ts';
import { progressLine } from './progress.ts';

/**
 * Does work under a progress line that says `first` until there is progress. Ctrl-C ends the program and leaves no folder behind that was not
 * there.
 *
 * @param kept what Ctrl-C leaves, for its message
 */
export async function watched<Progress, Result>(
  folder: OutputFolder,
  first: string,
  describe: (progress: Progress) => string,
  work: (onProgress: (progress: Progress) => void) => Promise<Result>,
  kept = 'no results were written',
): Promise<Result> {
  const line = progressLine();
  const onInterrupt = () => {
    line.clear();
    folder.discardIfEmpty();
    process.stderr.write(`semlink: interrupted, ${kept}\n`);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', onInterrupt);
  line.show(first);
  try {
    return await work(progress => line.show(describe(progress)));
  } catch (error) {
    folder.discardIfEmpty();
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    line.clear();
  }
}
