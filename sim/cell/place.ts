import type { Complex } from '../../kernels/complex.ts';
import { userKey } from '../../kernels/permutation.ts';
import { dbToLinear } from '../../kernels/power.ts';
import type { NamePart } from '../../kernels/random/stream.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import type { Air } from '../channel/air.ts';
import { simulateCell } from '../network/cell.ts';
import type { Estimate } from '../results.ts';
import { overFrames } from './quality.ts';
import {
  type DigitalScheme,
  isDigital,
  type LatentScheme,
  type LeftOut,
  type Point,
  type SchemeName,
} from './results.ts';
import type { Scenario } from './scenario.ts';
import { exchangeFrame, type Reception } from './schemes.ts';
import type { SentPictures } from './sentPictures.ts';

/** A point without its denoiser: all that decides how a picture is received. */
export type Place = LatentPlace | DigitalPlace;

type PlaceOf<Scheme> = Omit<Point, 'denoiserSteps' | 'scheme'> & { readonly scheme: Scheme };
export type LatentPlace = PlaceOf<LatentScheme>;
export type DigitalPlace = PlaceOf<DigitalScheme>;

export function sendsFiles(place: Place): place is DigitalPlace {
  return isDigital(place.scheme);
}

/** The point of a place with so many denoiser steps. */
export function pointAt({ scheme, snrDb, users, channel }: Place, denoiserSteps: number): Point {
  return { scheme, denoiserSteps, snrDb, users, ...(channel === undefined ? {} : { channel }) };
}

/** The numbers of denoiser steps of a place's points: those of the scenario, or none where the scheme sends no latents. */
export function stepsOf(place: Place, { denoiserSteps }: Scenario): readonly number[] {
  return sendsFiles(place) ? [0] : denoiserSteps;
}

/** The places of a scenario's grid, in the order of the result: users, SNR, channel, scheme. Those that cannot be are left out. */
export function placesOf(scenario: Scenario): Place[] {
  const { users, snrDb, schemes, channel: names } = scenario;
  const channels = names?.map(channel => ({ channel })) ?? [{}];
  return users.flatMap(count => {
    const served = schemes.filter(scheme => count <= mostUsers(scheme, scenario));
    return snrDb.flatMap(snr =>
      channels.flatMap(channel => served.map(scheme => ({ scheme, snrDb: snr, users: count, ...channel }))),
    );
  });
}

/** What `placesOf` leaves out. */
export function leftOutOf(scenario: Scenario): LeftOut[] {
  return scenario.schemes.flatMap(scheme => {
    const most = mostUsers(scheme, scenario);
    const users = scenario.users.filter(count => count > most);
    const reason = `${most} latent channels are shared among at most ${most} users`;
    return users.length > 0 ? [{ scheme, users, reason }] : [];
  });
}

/** How many users a scheme can serve. */
export function mostUsers(scheme: SchemeName, { cbr }: Pick<Scenario, 'cbr'>): number {
  return scheme === 'tdma' ? latentChannels(cbr) : Number.POSITIVE_INFINITY;
}

/**
 * The frame of one trial: one reception per user. The names of the random streams hold neither the scheme nor the number of
 * users, so schemes are compared on the same noise, and a user keeps its noise whoever else is on the air. They do not hold the
 * channel either, and fades do not know the SNR: channels and SNRs are compared on the same draws.
 */
export function exchangeTrial(
  trial: number,
  place: LatentPlace,
  { scenario, seed, pictures }: { scenario: Scenario; seed: number; pictures: SentPictures },
): Reception[] {
  const { gains, ...frame } = trialOf(trial, place, { scenario, seed });
  const senders = gains.map((gain, user) => ({
    ...{ user, gain, latent: pictures.latent(trial, user), key: userKey(seed, user) },
  }));
  return exchangeFrame(senders, {
    ...frame,
    scheme: place.scheme,
    shuffle: scenario.shuffle,
    shuffleUnit: scenario.shuffleUnit,
    air: airOf(place, scenario, [seed, scenario.name, trial]),
  });
}

/** What the frame of a trial is, whatever is sent. */
export function trialOf(
  trial: number,
  { snrDb, users }: Place,
  { scenario, seed }: { scenario: Scenario; seed: number },
) {
  const gainOf = (user: number): Complex => ({
    re: scenario.gains === 'unit' ? 1 : Math.sqrt(dbToLinear(scenario.gains[user])),
    im: 0,
  });
  return {
    gains: Array.from({ length: users }, (_, user) => gainOf(user)),
    channels: latentChannels(scenario.cbr),
    power: scenario.power,
    direction: scenario.direction,
    snrDb,
    frame: trial,
    streamName: [seed, scenario.name, snrDb, trial],
  };
}

function airOf({ channel }: Place, scenario: Scenario, frameName: readonly NamePart[]): Air | undefined {
  if (channel === undefined) return undefined;
  return { settings: scenario.channels![channel], bandwidthHz: scenario.bandwidthHz, frameName };
}

/** Time from picture to last symbol, when the pictures of each user take these channel uses, frame by frame. */
export function latencyMs(place: Place, scenario: Scenario, channelUses: readonly number[]): Estimate {
  const deliveries = simulateCell({
    users: place.users,
    frames: channelUses.length,
    periodNs: Math.round(scenario.periodMs * 1e6),
    bandwidthHz: scenario.bandwidthHz,
    takesTurns: place.scheme === 'tdma' || place.scheme === 'digital',
    uses: frame => channelUses[frame],
  });
  const latencies = channelUses.map(() => new Array<number>(place.users));
  for (const { frame, user, producedNs, arrivedNs } of deliveries)
    latencies[frame][user] = (arrivedNs - producedNs) / 1e6;
  return overFrames(latencies);
}
