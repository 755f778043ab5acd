import type { CheckResult, SectionResult, VerifyResult } from '../../sim/verify/results.ts';
import { counted, fixed, listed } from '../numbers.ts';

/** All checks of a verification. */
export function checksOf({ sections }: Pick<VerifyResult, 'sections'>): CheckResult[] {
  return sections.flatMap(({ checks }) => checks);
}

/** "all 12 hold", "11 of 12 hold". */
export function tally({ checks }: Pick<SectionResult, 'checks'>): string {
  const held = checks.filter(({ holds }) => holds).length;
  return held === checks.length ? `all ${held} hold` : `${held} of ${checks.length} hold`;
}

/** What a verification says, in plain words. */
export function verifySentences(result: VerifyResult): string[] {
  const checks = checksOf(result);
  const failed = checks.filter(({ holds }) => !holds);
  const chance = (1 - result.confidence) * checks.filter(({ from }) => from !== 'exact').length;
  return [
    failed.length === 0
      ? `All ${counted(checks.length, 'check')} hold: the simulator gives what theory says.`
      : `${failed.length} of ${counted(checks.length, 'check')} ${failed.length === 1 ? 'fails' : 'fail'}: ${listed(failed.map(({ id, problem }) => `${id} (${problem})`))}.`,
    `A check holds when the closed form lies inside the ${fixed(100 * result.confidence, 1)} % interval of the measurement: Clopper–Pearson for error counts, of which there ` +
      `are at least ${result.leastErrors}, and ±3.29 standard errors for means. In ${counted(checks.length, 'check')} of a right simulator ${fixed(chance, 2)} are expected to fail by chance.`,
    `Whatever goes through a channel was measured in batches of ${listed(result.batchSizes.map(String))} and must give the same counts in both.`,
  ];
}
