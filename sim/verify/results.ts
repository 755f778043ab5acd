/** What one check found. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly formula: string;
  readonly expected: number;
  readonly relation: 'equals' | 'atLeast' | 'atMost';
  readonly measured: number;
  /** 99.9 % interval of the measurement. */
  readonly low: number;
  readonly high: number;
  readonly from: string;
  readonly holds: boolean;
  /** Why it does not hold; null when it does. */
  readonly problem: string | null;
  readonly seconds: number;
}

export interface SectionResult {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly CheckResult[];
}

/** Everything that `semlink verify` found. */
export interface VerifyResult {
  readonly format: 'semlink-verification-1';
  /** Which checks ran: the quick ones, all, or those that were asked for by name. */
  readonly set: 'quick' | 'full' | 'chosen';
  readonly seed: number;
  readonly batchSizes: readonly number[];
  readonly confidence: number;
  readonly leastErrors: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Day on which it ran, UTC, as YYYY-MM-DD. */
  readonly date: string;
  readonly seconds: number;
  readonly sections: readonly SectionResult[];
}
