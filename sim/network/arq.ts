import { need, needNs } from './checks.ts';

/**
 * Stop-and-wait: a sender sends a picture, waits for word of it and sends it again if the receiver did not accept it. With
 * independent tries that succeed with probability q, a picture takes (1 − (1−q)^m)/q tries on average, 1/q without limit m, and is given up
 * with probability (1−q)^m. A sender that always has pictures delivers q per try, each of which takes frame + propagation + feedback.
 *
 * Source: Bertsekas, Gallager, "Data networks", 2nd ed. 1992, section 2.4.1.
 */
export interface ArqSettings {
  /** m ≥ 1: tries for one picture; 1 means that nothing is sent again and nobody waits for word. */
  readonly maxTries: number;
  /** From the instant when the last symbol arrives until the sender knows whether the picture was accepted. */
  readonly feedbackNs: number;
}

export const NO_REPEATS: ArqSettings = { maxTries: 1, feedbackNs: 0 };

/** What is left to do when a try has ended. */
export type NextStep = 'done' | 'again' | 'giveUp';

export function nextStep(tries: number, accepted: boolean, { maxTries }: ArqSettings): NextStep {
  if (accepted) return 'done';
  return tries < maxTries ? 'again' : 'giveUp';
}

/** Throws ConfigError `network` for settings that are none. */
export function checkArq({ maxTries, feedbackNs }: ArqSettings): void {
  need(
    (Number.isInteger(maxTries) && maxTries >= 1) || maxTries === Number.POSITIVE_INFINITY,
    'arq.maxTries',
    maxTries,
    'a whole number of tries, 1 or more',
  );
  needNs('arq.feedbackNs', feedbackNs);
}
