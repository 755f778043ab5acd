import { linearToDb } from '../../kernels/power.ts';
import { average } from '../estimate.ts';
import { type ReceivingContext, receiveTrials } from '../pic/receive.ts';
import type { ProgressMeter } from '../progress.ts';
import type { Receiver } from '../receiver.ts';
import { rounded } from '../rounding.ts';
import { ascending, spreadOf } from '../spread.ts';
import { galleryRow } from './gallery.ts';
import { type LatentPlace, latencyMs, pointAt } from './place.ts';
import { qualityScores } from './quality.ts';
import type { ReceivedPlace } from './receivedPlace.ts';
import { ResidualAccumulator } from './residual.ts';
import type { Reception } from './schemes.ts';

/** What the latents of a campaign are received with. */
export interface LatentContext extends ReceivingContext {
  readonly networks: Receiver;
  readonly progress: ProgressMeter;
}

/** Exchanges all frames of a place and hands what was received to the networks. The scores fill as these get to it. */
export async function receiveLatents(place: LatentPlace, context: LatentContext): Promise<ReceivedPlace> {
  const { scenario, seed, pictures, networks, progress } = context;
  const variants = scenario.denoiserSteps.map(steps => ({
    point: pointAt(place, steps),
    quality: qualityScores(scenario.trials, place.users),
  }));
  const residual = new ResidualAccumulator();
  const usage: ReturnType<typeof usageOf>[] = [];
  const effectiveSnrDb: number[] = [];
  const first: Reception[] = [];
  const cancelled = await receiveTrials(place, context, async (trial, receptions) => {
    if (trial === 0) first.push(receptions[0]);
    residual.addFrame(receptions);
    usage.push(usageOf(receptions[0]));
    effectiveSnrDb.push(...receptions.map(({ predictedVariance }) => -linearToDb(predictedVariance)));
    for (const { point, quality } of variants)
      for (const { user, estimate } of receptions)
        await networks.add({
          estimate,
          steps: point.denoiserSteps,
          async finish(received) {
            quality.record(trial, user, await pictures.picture(trial, user), received);
            progress.pictureDone({ completesPoint: quality.complete });
          },
        });
  });

  return {
    place,
    cancelled,
    points() {
      const channelUses = usage.map(frame => frame.channelUses);
      const received = rounded({
        channelUses: average(channelUses),
        cbr: average(usage.map(frame => frame.cbr)),
        latencyMs: latencyMs(place, scenario, channelUses),
        residual: residual.statistics(),
      });
      const overChannel = (picturePsnrDb: readonly number[]) =>
        rounded({
          overheadUses: average(usage.map(frame => frame.overheadUses)),
          pictures: { psnrDb: spreadOf(picturePsnrDb), effectiveSnrDb: spreadOf(effectiveSnrDb) },
        });
      return variants.map(({ point, quality }) => ({
        point,
        ...received,
        ...rounded(quality.estimates()),
        ...(place.channel === undefined ? {} : overChannel(quality.picturePsnrDb())),
      }));
    },
    frames: () => variants.map(({ point, quality }) => ({ point, psnrDb: quality.framePsnrDb() })),
    distributions: () =>
      variants.map(({ point, quality }) => ({
        point,
        psnrDb: rounded(ascending(quality.picturePsnrDb())),
        effectiveSnrDb: rounded(ascending(effectiveSnrDb)),
      })),
    shape() {
      const { point } = variants[0];
      return { ...rounded(residual.shape(point)), point };
    },
    async show() {
      const [reception] = first;
      const original = await pictures.picture(0, reception.user);
      const steps = scenario.denoiserSteps.filter(count => count > 0);
      return galleryRow({ place, seed, reception, original, steps }, networks);
    },
  };
}

function usageOf({ channelUses, overheadUses, sent }: Reception) {
  return { channelUses, overheadUses, cbr: channelUses / (3 * sent.width * sent.height) };
}
