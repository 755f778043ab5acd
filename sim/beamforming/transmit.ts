import { noiseVariance } from '../../kernels/power.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import { type DownlinkChannel, drawDownlink } from './channel.ts';
import { type BeamReception, exchangeBeams } from './exchange.ts';
import type { SentFrame } from './frames.ts';
import { type FrameLikeness, likenessOf } from './likeness.ts';
import { type BeamPlan, planBeams } from './plan.ts';
import type { BeamPlace, BeamScheme } from './results.ts';
import type { Beamforming } from './scenario.ts';

/** A frame under one condition, before a scheme sends it. */
export interface PreparedFrame {
  readonly trial: number;
  readonly latents: readonly Latent[];
  readonly likeness: FrameLikeness;
  readonly channel: DownlinkChannel;
  readonly noiseVar: number;
}

/** A frame as one scheme sent it. */
export interface SentBeams {
  readonly plan: BeamPlan;
  readonly receptions: readonly BeamReception[];
}

/** Users, likeness and channel of one trial. The channel does not depend on SNR, correlation or scheme. */
export function prepareFrame(
  trial: number,
  place: BeamPlace,
  { scenario, seed, frames }: { scenario: Beamforming; seed: number; frames: readonly SentFrame[] },
): PreparedFrame {
  const latents = frames[trial].latents.slice(0, place.users);
  const channels = latentChannels(scenario.cbr);
  return {
    trial,
    latents,
    likeness: likenessOf(latents, { ...scenario, channels }),
    channel: drawDownlink(scenario.channel, place, [seed, scenario.name, trial]),
    noiseVar: noiseVariance(place.snrDb),
  };
}

/**
 * Sends a prepared frame by every scheme, with P = 1 and N0 = 1/SNR. All schemes meet the same channel and the same noise.
 *
 * @throws as `planBeams` and `exchangeBeams`
 */
export function sendByAll(
  schemes: readonly BeamScheme[],
  prepared: PreparedFrame,
  place: BeamPlace,
  { scenario, seed }: { scenario: Beamforming; seed: number },
): Map<BeamScheme, SentBeams> {
  const { trial, latents, likeness, channel, noiseVar } = prepared;
  const settings = { power: 1, noiseVar, draw: [seed, scenario.name, trial, 'channel'] };
  const plan = planner(scheme => planBeams(scheme, channel.matrix, likeness, settings));
  return new Map(
    schemes.map(scheme => {
      const planned = plan(scheme);
      const receptions = exchangeBeams({
        ...{ latents, noiseVar, seed, frame: trial },
        channel: channel.matrix,
        plan: planned,
        channels: latentChannels(scenario.cbr),
        streamName: [seed, scenario.name, place.snrDb, trial],
        gaussian: scheme === 'gaussian',
      });
      return [scheme, { plan: planned, receptions }];
    }),
  );
}

/** Plans each scheme once: `gaussian` takes the plan of `cooperative`. */
function planner(make: (scheme: BeamScheme) => BeamPlan) {
  const made = new Map<BeamScheme, BeamPlan>();
  return (scheme: BeamScheme): BeamPlan => {
    const own = scheme === 'gaussian' ? 'cooperative' : scheme;
    const plan = made.get(own) ?? make(own);
    made.set(own, plan);
    return plan;
  };
}
