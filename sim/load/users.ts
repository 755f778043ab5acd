import { configError } from '../../kernels/errors.ts';
import { exponential } from '../../kernels/random/exponential.ts';
import { type NamePart, type RandomStream, randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import type { NetworkUser } from '../network/options.ts';
import type { ArrivalProcess } from '../network/traffic/arrivals.ts';
import { onOffArrivals } from '../network/traffic/onOff.ts';
import { periodicArrivals } from '../network/traffic/periodic.ts';
import { poissonArrivals } from '../network/traffic/poisson.ts';
import { type Trace, traceArrivals } from '../network/traffic/trace.ts';
import type { Load } from './scenario.ts';

/** One user of a run, who has a place of the cell for as long as it is there. */
export interface LoadUserSettings {
  readonly place: number;
  readonly settings: NetworkUser;
}

/** What a run asks of its users. */
export interface Traffic {
  /** Mean pictures per second of a user who is there; unused where there is a trace. */
  readonly perUserPerS: number;
  readonly untilNs: number;
  /** Length of a frame, on average. */
  readonly frameNs: number;
  readonly trace?: Trace | undefined;
}

/**
 * The users of a run. Without `presence` they are there all the time. With it each of the cell's places is taken and left in turn, for
 * exponential times from the first instant on as they are in the long run; everyone who takes a place is a user with a key, pictures and traffic
 * of its own. Streams are named by the user, so conditions that differ in load have the same users at the same relative instants.
 */
export function usersOf(
  scenario: Load,
  traffic: Traffic,
  streamName: readonly NamePart[],
): LoadUserSettings[] {
  const { queueCapacity, propagationUs, powerW } = scenario;
  const about = { powerW, ...(queueCapacity !== undefined && { capacity: queueCapacity }) };
  const wayNs = (place: number) =>
    Math.round(1e3 * (typeof propagationUs === 'number' ? propagationUs : propagationUs[place]));
  return staysOf(scenario, traffic.untilNs, streamName).map(({ place, ...times }, user) => ({
    place,
    settings: {
      ...about,
      ...times,
      propagationNs: wayNs(place),
      ...deadlineOf(scenario, traffic.frameNs + wayNs(place)),
      arrivals: () => arrivalsOf(scenario, traffic, user, randomStream(...streamName, 'arrivals', user)),
    },
  }));
}

/** A sender knows how long a frame and its way take, and does not begin what would arrive late. */
function deadlineOf({ deadlineMs }: Load, sendingNs: number): { deadlineNs?: number; patienceNs?: number } {
  if (deadlineMs === undefined) return {};
  const deadlineNs = Math.round(deadlineMs * 1e6);
  if (deadlineNs < sendingNs)
    throw configError(
      'scenario',
      'deadlineMs',
      `${deadlineMs} ms is less than the ${sendingNs / 1e6} ms that a picture takes to be sent and arrive`,
    );
  return { deadlineNs, patienceNs: deadlineNs - sendingNs };
}

interface Stay {
  readonly place: number;
  readonly joinsNs?: number;
  readonly leavesNs?: number;
}

function staysOf({ users, presence }: Load, untilNs: number, streamName: readonly NamePart[]): Stay[] {
  const places = Array.from({ length: users }, (_, place) => place);
  if (!presence) return places.map(place => ({ place }));
  const { meanStayS, meanAwayS } = presence;
  return places.flatMap(place => {
    const stream = randomStream(...streamName, 'presence', place);
    const lasting = (meanS: number) => Math.round(exponential(stream) * meanS * 1e9);
    const stays: Stay[] = [];
    const isTaken = uniform(stream) * (meanStayS + meanAwayS) < meanStayS;
    let joinsNs = isTaken ? 0 : lasting(meanAwayS);
    while (joinsNs < untilNs) {
      const leavesNs = joinsNs + lasting(meanStayS);
      stays.push({ place, joinsNs, leavesNs });
      joinsNs = leavesNs + lasting(meanAwayS);
    }
    return stays;
  });
}

function arrivalsOf(
  { traffic }: Load,
  { perUserPerS, trace }: Traffic,
  user: number,
  stream: RandomStream,
): ArrivalProcess {
  const { kind, meanOnMs, meanOffMs, aligned } = traffic;
  switch (kind) {
    case 'poisson':
      return poissonArrivals({ ratePerS: perUserPerS }, stream);
    case 'periodic': {
      const periodNs = 1e9 / perUserPerS;
      return periodicArrivals({ periodNs, offsetNs: aligned ? 0 : Math.floor(uniform(stream) * periodNs) });
    }
    case 'on-off': {
      const ratePerS = perUserPerS * (1 + meanOffMs / meanOnMs);
      return onOffArrivals({ ratePerS, meanOnNs: meanOnMs * 1e6, meanOffNs: meanOffMs * 1e6 }, stream);
    }
    case 'trace':
      return traceArrivals(trace!, user);
  }
}
