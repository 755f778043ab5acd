import { estimate } from './estimate.ts';
import type { PairedDifference, Point } from './results.ts';
import { rounded } from './rounding.ts';

/** A point with the PSNR in dB of each of its frames, the mean over the frame's users. */
export interface FrameScores {
  readonly point: Point;
  readonly psnrDb: readonly number[];
}

/**
 * The differences that a run reports: each point with denoiser against the same place without, and each `omdma` point
 * against every other scheme with the same SNR, users and denoiser steps. Pairs that the run does not hold are left out.
 *
 * Both points of a pair see the same pictures and the same noise, so what makes a frame easy or hard for one does so for the
 * other, and cancels in the difference d_i of frame i: the interval is Student's t over the d_i. That of two independent
 * means would be wider by what the two have in common: var d = var a + var b − 2 cov(a, b).
 *
 * @throws NumericError `estimate-values` for fewer than two frames or a score that is not finite
 */
export function pairedDifferences(points: readonly FrameScores[]): PairedDifference[] {
  const scores = new Map(points.map(({ point, psnrDb }) => [nameOf(point), psnrDb]));
  const schemes = [...new Set(points.map(({ point }) => point.scheme))];
  return points.flatMap(({ point, psnrDb }) => {
    const rivals = point.scheme === 'omdma' ? schemes.filter(scheme => scheme !== 'omdma') : [];
    return [
      ...(point.denoiserSteps > 0 ? [{ ...point, denoiserSteps: 0 }] : []),
      ...rivals.map(scheme => ({ ...point, scheme })),
    ].flatMap(against => {
      const others = scores.get(nameOf(against));
      return others ? [{ of: point, against, psnrDb: rounded(pairedEstimate(psnrDb, others)) }] : [];
    });
  });
}

function pairedEstimate(a: readonly number[], b: readonly number[]) {
  return estimate(a.map((value, frame) => value - b[frame]));
}

function nameOf({ scheme, denoiserSteps, snrDb, users }: Point): string {
  return [scheme, denoiserSteps, snrDb, users].join(' ');
}
