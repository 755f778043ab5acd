import { estimate } from '../estimate.ts';
import { jainIndex } from '../network/fairness.ts';
import { steadyMean } from '../network/statistics.ts';
import type { Estimate } from '../results.ts';
import { ascending } from '../spread.ts';
import type { CellRun, JudgedTry } from './cell.ts';
import { type CheckQuality, type Fates, type LoadPoint, type LoadUser, QUANTILES } from './results.ts';

/** What `steadyMean` needs. */
const FEWEST = 44;
const WARMUP = 0.1;
const WINDOWS = 20;

export interface TallySettings {
  readonly qualityThresholdDb: number;
  /** Where the receiver draws the line. */
  readonly acceptDb: number;
  readonly deadlineNs: number;
}

type Tallied = Omit<
  LoadPoint,
  'place' | 'offeredPerS' | 'usesPerPicture' | 'queueTheoryMs' | 'seconds' | 'unstable' | 'fingerprint'
>;

/** What a run of a cell comes to. Means are over the run without its first tenth, their intervals by batch means. */
export function tally(run: CellRun, settings: TallySettings): Tallied {
  const { network, tries } = run;
  const delivered = tries.filter(({ accepted }) => accepted);
  const delayMs = delivered.map(delayOf);
  const psnrDb = steady(delivered.map(one => one.psnrDb));
  const delay = steady(delayMs);
  const later = delivered.slice(Math.floor(WARMUP * delivered.length));
  const delays = ascending(later.map(delayOf));
  const qualities = ascending(later.map(one => one.psnrDb));
  const isGood = (one: JudgedTry) =>
    one.psnrDb >= settings.qualityThresholdDb && delayOf(one) * 1e6 <= settings.deadlineNs;
  const energyJ = network.users.reduce((sum, user) => sum + user.energyJ, 0);
  const onAirNs = network.users.reduce((sum, user) => sum + user.onAirNs, 0);
  const users = usersOf(run, isGood);
  const present = users.filter((_, i) => network.users[i].presentNs > 0);
  const begun = new Set(tries.map(({ user, picture }) => `${user} ${picture}`)).size;
  return {
    psnrDb: psnrDb.mean,
    msSsim: steady(delivered.flatMap(one => one.msSsim ?? [])).mean,
    delayMs: delay.mean,
    delayQuantilesMs: delays.length > 0 ? { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95) } : null,
    settled: psnrDb.settled && delay.settled,
    goodputPerS: perSecond(delivered.filter(isGood), network.endedNs),
    fates: fatesOf(run, settings),
    triesPerPicture: tries.length / Math.max(1, begun),
    fairness: jainIndex(present.map(({ goodputPerS }) => goodputPerS)),
    energyPerPictureMj: delivered.length === 0 ? null : (1e3 * energyJ) / delivered.length,
    bandUse: network.bandUse,
    meanOnAir: network.bandUse === 0 ? 0 : onAirNs / (network.bandUse * network.endedNs),
    check: checkQuality(tries, settings.acceptDb),
    users,
    distributions:
      later.length === 0
        ? null
        : {
            psnrDb: QUANTILES.map(p => quantile(qualities, p)),
            delayMs: QUANTILES.map(p => quantile(delays, p)),
          },
  };
}

/** From existence to the arrival of the last symbol. */
function delayOf({ appearedNs, toNs }: JudgedTry): number {
  return (toNs - appearedNs) / 1e6;
}

/** Mean of a run, or null where it is too short to have one. */
export function steady(values: readonly number[]): { mean: Estimate | null; settled: boolean } {
  if (values.length < FEWEST) return { mean: null, settled: false };
  const { estimate: mean, settled } = steadyMean(values);
  return { mean, settled };
}

/** How often something happened per second, over windows of equal length behind the warm-up. */
function perSecond(events: readonly JudgedTry[], endedNs: number): Estimate {
  const firstNs = WARMUP * endedNs;
  const windowNs = (endedNs - firstNs) / WINDOWS;
  const counts = new Array<number>(WINDOWS).fill(0);
  for (const { toNs } of events)
    if (toNs >= firstNs) counts[Math.min(WINDOWS - 1, Math.floor((toNs - firstNs) / windowNs))]++;
  return estimate(counts.map(count => (count * 1e9) / windowNs));
}

function fatesOf({ settled, network }: CellRun, { deadlineNs }: TallySettings): Fates | null {
  // What appeared too late to be decided would be missing among the slow ones only.
  const lastNs = Number.isFinite(deadlineNs) ? network.endedNs - deadlineNs : network.endedNs;
  const pictures = settled
    .filter(({ appearedNs }) => appearedNs >= WARMUP * network.endedNs && appearedNs <= lastNs)
    .sort((a, b) => a.appearedNs - b.appearedNs || a.user - b.user || a.picture - b.picture);
  const flags = (holds: (one: (typeof pictures)[number]) => boolean) =>
    pictures.map(one => (holds(one) ? 1 : 0));
  const share = (fate: string) =>
    pictures.filter(one => one.fate === fate).length / Math.max(1, pictures.length);
  const inTime = steady(flags(({ fate, late }) => fate === 'delivered' && !late)).mean;
  const missed = steady(flags(({ fate, late }) => fate === 'expired' || late)).mean;
  if (!inTime || !missed) return null;
  return {
    inTime,
    missed,
    blocked: share('blocked'),
    rejected: share('rejected'),
    abandoned: share('abandoned'),
    pictures: pictures.length,
  };
}

function checkQuality(tries: readonly JudgedTry[], thresholdDb: number): CheckQuality {
  const good = tries.filter(one => one.psnrDb >= thresholdDb);
  const bad = tries.filter(one => one.psnrDb < thresholdDb);
  const taken = (some: readonly JudgedTry[]) =>
    some.length === 0 ? null : some.filter(one => one.expectedDb >= thresholdDb).length / some.length;
  const squared = tries.reduce((sum, one) => sum + (one.expectedDb - one.psnrDb) ** 2, 0);
  return {
    thresholdDb,
    hitRate: taken(good),
    falseAlarmRate: taken(bad),
    good: good.length,
    receptions: tries.length,
    errorDb: Math.sqrt(squared / Math.max(1, tries.length)),
  };
}

function usersOf({ network, tries }: CellRun, isGood: (one: JudgedTry) => boolean): LoadUser[] {
  const perUser = network.users.map((): JudgedTry[] => []);
  for (const one of tries) if (one.accepted) perUser[one.user].push(one);
  return network.users.map(({ user, offered, delivered, presentNs }) => {
    const own = perUser[user];
    const mean = (values: readonly number[]) =>
      values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      user,
      offered,
      delivered,
      goodputPerS: presentNs === 0 ? 0 : (own.filter(isGood).length * 1e9) / presentNs,
      psnrDb: mean(own.map(one => one.psnrDb)),
      delayMs: mean(own.map(delayOf)),
    };
  });
}

/** The smallest value that at least this share does not exceed. */
function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}
