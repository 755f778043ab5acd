import { pairedEstimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import type { BeamDifference, BeamPlace, BeamScheme } from './results.ts';
import type { BeamTally } from './tally.ts';

/**
 * PSNR of `cooperative` minus that of every other scheme, and of `rzf-shared` minus that of `rzf`. Both of a pair see the same pictures, channels and noise, so the interval is
 * Student's t over the differences of their frames.
 */
export function differencesAt(
  place: BeamPlace,
  tallies: ReadonlyMap<BeamScheme, BeamTally>,
  denoiserSteps: readonly number[],
): BeamDifference[] {
  return [...tallies].flatMap(([of, own]) =>
    [...tallies]
      .filter(([against]) => isCompared(of, against))
      .flatMap(([against, other]) =>
        denoiserSteps.map((steps, i) => {
          const gain = pairedEstimate(own.qualities[i].framePsnrDb(), other.qualities[i].framePsnrDb());
          return { place, denoiserSteps: steps, of, against, psnrDb: rounded(gain) };
        }),
      ),
  );
}

function isCompared(of: BeamScheme, against: BeamScheme): boolean {
  return of === 'cooperative' ? against !== of : of === 'rzf-shared' && against === 'rzf';
}
