import { userKey } from '../kernels/permutation.ts';
import { dbToLinear } from '../kernels/power.ts';
import type { NamePart } from '../kernels/random/stream.ts';
import { latentChannels } from './bandwidthRatio.ts';
import type { Air } from './channel/air.ts';
import { simulateCell } from './network/cell.ts';
import { overFrames } from './quality.ts';
import type { Estimate, Point } from './results.ts';
import type { Scenario } from './scenario.ts';
import { exchangeFrame, type Reception } from './schemes.ts';
import type { SentPictures } from './sentPictures.ts';

/** A point without its denoiser: all that decides how a picture is received. */
export type Place = Omit<Point, 'denoiserSteps'>;

/** The places of a scenario's grid, in the order of the result: users, SNR, channel, scheme. */
export function placesOf({ users, snrDb, schemes, channel: names }: Scenario): Place[] {
  const channels = names?.map(channel => ({ channel })) ?? [{}];
  return users.flatMap(count =>
    snrDb.flatMap(snr =>
      channels.flatMap(channel => schemes.map(scheme => ({ scheme, snrDb: snr, users: count, ...channel }))),
    ),
  );
}

/**
 * The frame of one trial: one reception per user. The names of the random streams hold neither the scheme nor the number of
 * users, so schemes are compared on the same noise, and a user keeps its noise whoever else is on the air. They do not hold the
 * channel either, and fades do not know the SNR: channels and SNRs are compared on the same draws.
 */
export function exchangeTrial(
  trial: number,
  place: Place,
  { scenario, seed, pictures }: { scenario: Scenario; seed: number; pictures: SentPictures },
): Reception[] {
  const { gains } = scenario;
  const senders = Array.from({ length: place.users }, (_, user) => ({
    user,
    latent: pictures.latent(trial, user),
    gain: { re: gains === 'unit' ? 1 : Math.sqrt(dbToLinear(gains[user])), im: 0 },
    key: userKey(seed, user),
  }));
  return exchangeFrame(senders, {
    scheme: place.scheme,
    channels: latentChannels(scenario.cbr),
    power: scenario.power,
    snrDb: place.snrDb,
    frame: trial,
    shuffle: scenario.shuffle,
    streamName: [seed, scenario.name, place.snrDb, trial],
    air: airOf(place, scenario, [seed, scenario.name, trial]),
  });
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
    takesTurns: place.scheme === 'tdma',
    uses: frame => channelUses[frame],
  });
  const latencies = channelUses.map(() => new Array<number>(place.users));
  for (const { frame, user, producedNs, arrivedNs } of deliveries)
    latencies[frame][user] = (arrivedNs - producedNs) / 1e6;
  return overFrames(latencies);
}
