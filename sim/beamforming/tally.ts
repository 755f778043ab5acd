import { linearToDb } from '../../kernels/power.ts';
import { type QualityScores, qualityScores } from '../cell/quality.ts';
import { ResidualAccumulator } from '../cell/residual.ts';
import { average, estimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import type { BeamReception } from './exchange.ts';
import type { BeamPlace, BeamPoint, BeamReceptions, BeamScheme } from './results.ts';

/** γ from which on a user counts as served: −20 dB, below which a reception tells next to nothing. */
export const SERVED_SNR = 0.01;

/** Gathers what one scheme makes of one place, frame by frame. */
export interface BeamTally {
  /** Takes in a frame as it was received; `useShare` is the share of the frame's uses that a user has. */
  receive(receptions: readonly BeamReception[], useShare: number): void;
  /** Pictures, for each number of denoiser steps. */
  readonly qualities: readonly QualityScores[];
  points(): BeamPoint[];
  receptions(): BeamReceptions[];
}

/**
 * @param denoiserSteps a point for each
 */
export function beamTally(
  place: BeamPlace,
  scheme: BeamScheme,
  denoiserSteps: readonly number[],
  trials: number,
): BeamTally {
  const qualities = denoiserSteps.map(() => qualityScores(trials, place.users));
  const residual = new ResidualAccumulator();
  let residualFrames = 0;
  const frames: { snrs: number[]; rate: number; channelUses: number; cbr: number }[] = [];

  const residualStatistics = () => {
    if (residualFrames < 2) return {};
    const { predictedVariance: _, ...statistics } = residual.statistics();
    return { residual: statistics };
  };

  return {
    qualities,
    receive(receptions, useShare) {
      const snrs = receptions.map(({ snr }) => snr);
      const [{ channelUses, sent }] = receptions;
      frames.push({
        snrs,
        rate: useShare * snrs.reduce((sum, snr) => sum + Math.log2(1 + snr), 0),
        channelUses,
        cbr: channelUses / (3 * sent.width * sent.height),
      });
      const served = receptions.filter(({ snr }) => snr >= SERVED_SNR);
      if (served.length === 0) return;
      residualFrames++;
      // Entry by entry over its own deviation, so that strong and weak users count alike.
      residual.addFrame(
        served.map(({ sent: latent, estimate: held }) => ({
          sent: latent,
          estimate: held,
          predictedVariance: 1,
          entryShares: held.errorShare,
        })),
      );
    },
    points() {
      const measured = rounded({
        channelUses: average(frames.map(frame => frame.channelUses)),
        cbr: average(frames.map(frame => frame.cbr)),
        effectiveSnrDb: estimate(frames.map(({ snrs }) => effectiveSnrDb(snrs))),
        sumRate: estimate(frames.map(({ rate }) => rate)),
        served: estimate(
          frames.map(({ snrs }) => snrs.filter(snr => snr >= SERVED_SNR).length / snrs.length),
        ),
        ...residualStatistics(),
      });
      return denoiserSteps.map((steps, i) => ({
        place,
        scheme,
        denoiserSteps: steps,
        ...measured,
        ...rounded(qualities[i].estimates()),
      }));
    },
    receptions: () =>
      denoiserSteps.map((steps, i) => ({
        scheme,
        denoiserSteps: steps,
        ...rounded({ snr: frames.flatMap(({ snrs }) => snrs), psnrDb: qualities[i].picturePsnrDb() }),
      })),
  };
}

/** SNR of a flat channel with the mean error share of these: 10 log10((1 − β̄)/β̄), β_k = 1/(1 + γ_k). */
function effectiveSnrDb(snrs: readonly number[]): number {
  const share = average(snrs.map(snr => 1 / (1 + snr)));
  return linearToDb((1 - share) / share);
}
