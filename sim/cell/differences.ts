import { pairedEstimate } from '../estimate.ts';
import { rounded } from '../rounding.ts';
import { isDigital, type PairedDifference, type Point } from './results.ts';

/** A point with the PSNR in dB of each of its frames, the mean over the frame's users. */
export interface FrameScores {
  readonly point: Point;
  readonly psnrDb: readonly number[];
}

/**
 * The differences that a run reports: each point with denoiser against the same place without, and each `omdma` point
 * against every other scheme with the same SNR, users, channel and, where it has a denoiser, steps of it, and each channel against the first. Pairs that
 * the run does not hold are left out.
 *
 * Both points of a pair see the same pictures and the same noise, so their scores a_i and b_i of frame i depend on each
 * other, and the interval is Student's t over the differences d_i = a_i − b_i. As var d = var a + var b − 2 cov(a, b), it
 * is narrower than for independent means where frames are easy or hard for both, and wider where one gains as the other
 * loses.
 *
 * @throws NumericError `estimate-values` for fewer than two frames or a score that is not finite
 */
export function pairedDifferences(points: readonly FrameScores[]): PairedDifference[] {
  const scores = new Map(points.map(({ point, psnrDb }) => [nameOf(point), psnrDb]));
  const schemes = [...new Set(points.map(({ point }) => point.scheme))];
  const firstChannel = points[0]?.point.channel;
  return points.flatMap(({ point, psnrDb }) => {
    const rivals = point.scheme === 'omdma' ? schemes.filter(scheme => scheme !== 'omdma') : [];
    return [
      ...(point.denoiserSteps > 0 ? [{ ...point, denoiserSteps: 0 }] : []),
      ...rivals.map(scheme => ({ ...point, scheme, ...(isDigital(scheme) ? { denoiserSteps: 0 } : {}) })),
      ...(firstChannel !== undefined && point.channel !== firstChannel
        ? [{ ...point, channel: firstChannel }]
        : []),
    ].flatMap(against => {
      const others = scores.get(nameOf(against));
      return others ? [{ of: point, against, psnrDb: rounded(pairedEstimate(psnrDb, others)) }] : [];
    });
  });
}

function nameOf({ scheme, denoiserSteps, snrDb, users, channel = '' }: Point): string {
  return [scheme, denoiserSteps, snrDb, users, channel].join(' ');
}
