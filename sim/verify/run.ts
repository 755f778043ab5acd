import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { NumericError } from '../../kernels/errors.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { versions } from '../versions.ts';
import { CHANNELS, type ChannelSet, type Check, type CheckSection, type Measurement } from './check.ts';
import { CONFIDENCE, judge, LEAST_ERRORS } from './gate.ts';
import type { CheckResult, SectionResult, VerifyResult } from './results.ts';

/** Blocks per channel call at which every channel check is measured; both must give the same counts. */
const BATCH_SIZES = [1, 64] as const;
/** The seed of all checks, fixed before the first of them was written. */
export const VERIFY_SEED = 1;

/** How far a verification has come. */
export interface VerifyProgress {
  readonly done: number;
  readonly checks: number;
  /** Check that runs now. */
  readonly at: string;
  readonly secondsLeft: number;
}

export interface VerifySettings {
  readonly set: VerifyResult['set'];
  readonly seed?: number;
  readonly channels?: ChannelSet;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/**
 * Runs the checks of the sections, one after the other. The same seed gives the same numbers.
 *
 * @throws NumericError `verify-check` naming the check whose experiment broke down
 */
export async function verify(
  sections: readonly CheckSection[],
  settings: VerifySettings,
): Promise<VerifyResult> {
  const { set, seed = VERIFY_SEED, channels = CHANNELS, onProgress = () => {} } = settings;
  const checks = sections.reduce((sum, section) => sum + section.checks.length, 0);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const results: SectionResult[] = [];
  let done = 0;
  for (const { id, title, checks: own } of sections) {
    const outcomes: CheckResult[] = [];
    for (const check of own) {
      const secondsLeft = done === 0 ? Number.NaN : (elapsed() / done) * (checks - done);
      onProgress({ done, checks, at: check.id, secondsLeft });
      // Lets signals and the progress line through between two checks.
      await setImmediate();
      outcomes.push(runCheck(check, seed, channels));
      done++;
    }
    results.push({ id, title, checks: outcomes });
  }
  return {
    format: 'semlink-verification-1',
    set,
    seed,
    batchSizes: BATCH_SIZES,
    confidence: CONFIDENCE,
    leastErrors: LEAST_ERRORS,
    versions: { semlink: versions().semlink, node: versions().node },
    date: new Date().toISOString().slice(0, 10),
    seconds: elapsed(),
    sections: results,
  };
}

/** Measures one check at every batch size and judges it. */
function runCheck(check: Check, seed: number, channels: ChannelSet): CheckResult {
  const { id, title, formula, expected, relation = 'equals' } = check;
  const startedAt = performance.now();
  const [first, ...others] = (check.batched ? BATCH_SIZES : [1]).map(batch =>
    measure(check, { seed, channels, batch }),
  );
  const { problem: missed, ...judged } = judge(check, first);
  const differs = others.some(other => !isDeepStrictEqual(other, first));
  const problem = missed ?? (differs ? 'depends on the batch size' : null);
  const seconds = (performance.now() - startedAt) / 1000;
  return { id, title, formula, expected, relation, ...judged, holds: problem === null, problem, seconds };
}

function measure(
  check: Check,
  { seed, channels, batch }: { seed: number; channels: ChannelSet; batch: number },
): Measurement {
  try {
    return check.measure({ channels, batch, stream: role => randomStream(seed, 'verify', check.id, role) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NumericError('verify-check', `${check.id}: ${reason}`, { cause });
  }
}

/** Whether every check of a verification holds. */
export function allHold({ sections }: Pick<VerifyResult, 'sections'>): boolean {
  return sections.every(({ checks }) => checks.every(({ holds }) => holds));
}
