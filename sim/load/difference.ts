import type { CellRun, JudgedTry } from './cell.ts';
import type { LoadDifference, LoadPlace } from './results.ts';
import { steady } from './tally.ts';

interface Run {
  readonly place: LoadPlace;
  readonly run: CellRun;
}

/** PSNR of one run minus another's, over the pictures that both delivered, in the order of arrival; none where they are too few. */
export function differenceOf(of: Run, against: Run): LoadDifference[] {
  const key = ({ user, picture }: JudgedTry) => `${user} ${picture}`;
  const other = new Map(
    against.run.tries.filter(({ accepted }) => accepted).map(one => [key(one), one.psnrDb]),
  );
  const gains = of.run.tries.flatMap(one => {
    const psnrDb = other.get(key(one));
    return one.accepted && psnrDb !== undefined ? [one.psnrDb - psnrDb] : [];
  });
  const { mean } = steady(gains);
  return mean ? [{ of: of.place, against: against.place, psnrDb: mean }] : [];
}
