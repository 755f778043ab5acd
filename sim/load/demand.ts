import { durationNs } from '../network/frame.ts';
import type { Trace } from '../network/traffic/trace.ts';
import { isOneAtATime } from './access.ts';
import type { LoadPlace } from './results.ts';
import type { Load } from './scenario.ts';

/** How much is asked of the cell, and for how long. */
export interface Demand {
  /** Offered channel uses over available ones, with all users there. */
  readonly offeredLoad: number;
  readonly perUserPerS: number;
  readonly untilNs: number;
  /** Length of a frame, on average. */
  readonly frameNs: number;
  /** Pictures that appear, on average. */
  readonly pictures: number;
}

/** Behind the last picture of a trace there is time for this many frames, so that it can arrive. */
const FRAMES_AFTER_TRACE = 20;

/** The loads of a scenario: its own, those of its rates, or that of its trace. */
export function loadsOf(scenario: Load, meanUses: number, trace?: Trace): readonly number[] {
  const { users, bandwidthHz, offeredLoad, picturesPerS } = scenario;
  if (trace) {
    const seconds = untilAfter(scenario, meanUses, trace) / 1e9;
    return [(trace.length * meanUses) / (bandwidthHz * seconds)];
  }
  return offeredLoad ?? picturesPerS!.map(rate => (users * rate * meanUses) / bandwidthHz);
}

/** ρ = Kλn/B: with K users of λ pictures per second, n channel uses a picture on average and B uses per second. */
export function demandAt(scenario: Load, offeredLoad: number, meanUses: number, trace?: Trace): Demand {
  const { users, bandwidthHz, pictures, presence } = scenario;
  const frameNs = durationNs(meanUses, bandwidthHz);
  if (trace) {
    const untilNs = untilAfter(scenario, meanUses, trace);
    return { offeredLoad, perUserPerS: 0, untilNs, frameNs, pictures: trace.length };
  }
  const perUserPerS = (offeredLoad * bandwidthHz) / (users * meanUses);
  const there = presence ? presence.meanStayS / (presence.meanStayS + presence.meanAwayS) : 1;
  const untilNs = Math.ceil((pictures * 1e9) / (users * there * perUserPerS));
  return { offeredLoad, perUserPerS, untilNs, frameNs, pictures };
}

/**
 * Mean delay of a queue M/D/1: S(1 + ρ/(2(1 − ρ))) with ρ = λS, S the time from a frame's beginning to its last symbol's arrival, during
 * which nobody else begins. Where one user sends at a time, pictures appear as Poisson processes, all take the same channel uses and none is
 * sent again, that is the mean delay over all users, whose turn it may be (work conservation). Without deadlines and limits on queues.
 *
 * @returns milliseconds; undefined where it does not apply
 *
 * Source: Pollaczek 1930, Khinchin 1932; Kleinrock, "Queueing systems", vol. 1, 1975, equation 5.64; vol. 2, 1976, section 3.4.
 */
export function queueTheoryMs(
  scenario: Load,
  { access }: LoadPlace,
  { perUserPerS, frameNs }: Demand,
  isUniform: boolean,
): number | undefined {
  const { traffic, arq, presence, users, propagationUs } = scenario;
  const applies =
    isOneAtATime(access) &&
    typeof propagationUs === 'number' &&
    traffic.kind === 'poisson' &&
    isUniform &&
    !presence &&
    (arq?.maxTries ?? 1) === 1;
  if (!applies) return undefined;
  const serviceS = frameNs / 1e9 + propagationUs / 1e6;
  const load = users * perUserPerS * serviceS;
  return load < 1 ? 1e3 * serviceS * (1 + load / (2 * (1 - load))) : undefined;
}

function untilAfter({ deadlineMs, bandwidthHz }: Load, meanUses: number, trace: Trace): number {
  const waitNs = deadlineMs === undefined ? 0 : deadlineMs * 1e6;
  return Math.ceil(trace.at(-1)!.timeNs + waitNs + FRAMES_AFTER_TRACE * durationNs(meanUses, bandwidthHz));
}
