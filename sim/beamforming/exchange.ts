import { combineSignals, mimoChannel } from '../../channels/arrays/mimo.ts';
import { awgn } from '../../channels/awgn.ts';
import type { Reception } from '../../channels/beamforming/reception.ts';
import { type ComplexSignal, scale, squaredMagnitude } from '../../kernels/complex.ts';
import type { ComplexMatrix } from '../../kernels/linear/matrix.ts';
import { keyedPermutation, userKey } from '../../kernels/permutation.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import { keepChannels } from '../../models/codec/codec.ts';
import { type Latent, type LatentEstimate, latentLength } from '../../models/codec/latent.ts';
import { shareOfChannels } from '../cell/schemes.ts';
import { demodulate, modulate } from '../link.ts';
import { type BeamPlan, rowOf } from './plan.ts';

/** Keys of groups are numbered from here on, so that none is a user's own. */
const FIRST_GROUP_KEY = 2 ** 20;

export interface BeamFrame {
  /** Everything the codec says of every user's picture, all of one shape. */
  readonly latents: readonly Latent[];
  /** H, [users, antennas]. */
  readonly channel: ComplexMatrix;
  readonly plan: BeamPlan;
  readonly noiseVar: number;
  /** Latent channels per token that a user sends when the whole frame is its own. */
  readonly channels: number;
  /** Seed of the keys, and the frame counter that makes this frame's permutations of them. */
  readonly seed: number;
  readonly frame: number;
  /** Names the noise of this frame; schemes with the same name meet the same noise. */
  readonly streamName: readonly NamePart[];
  /** Whether what arrives beside the wanted latent is replaced by Gaussian noise of the same power. */
  readonly gaussian?: boolean;
}

/** What one user has after a frame. */
export interface BeamReception {
  /** The kept channels, at unit mean square. */
  readonly sent: Latent;
  readonly estimate: LatentEstimate;
  /** γ, and v = 1/γ per real entry; ∞ for a user to whom nothing is sent. */
  readonly snr: number;
  readonly predictedVariance: number;
  readonly channelUses: number;
}

/**
 * Sends one frame through precoder, antennas and air: x = Σ_k w_k s_k, y_k = h_kᴴx + n_k with noise drawn once for each user. Entries of
 * users who share the air are permuted by the key of their group, or their own where they have no mates. User k estimates
 * z_k as (b_k* /p_k) y_k, which is y_k/b_k weighed by 1/(1 + v), v = 1/γ_k, and holds it with the error share v/(1 + v). A user without a
 * beam knows nothing: mean 0, share 1. Users who take turns send ⌊channels/K⌋ channels each, in the latent's own order.
 *
 * @returns one reception per user
 * @throws ConfigError `tdma-channels` when there are more users than channels to share; NumericError from the steps below
 */
export function exchangeBeams(frame: BeamFrame): BeamReception[] {
  const { latents, plan } = frame;
  const channels = plan.inTurns ? shareOfChannels(frame.channels, latents.length) : frame.channels;
  const sent = latents.map(latent => keepChannels(latent, channels));
  const orders = sent.map((latent, k) =>
    plan.inTurns ? undefined : keyedPermutation(keyOf(frame, k), frame.frame, latentLength(latent)),
  );
  const symbols = sent.map((latent, k) => modulate(latent, orders[k]));
  const heard = frame.gaussian ? stoodIn(symbols, frame) : received(symbols, frame);
  return sent.map((latent, k) => ({
    sent: latent,
    estimate: estimateOf(heard[k], latent, plan.receptions[k], orders[k]),
    snr: plan.receptions[k].snr,
    predictedVariance: 1 / plan.receptions[k].snr,
    channelUses: symbols[k].length,
  }));
}

/** What leaves the antennas and reaches the users. */
function received(symbols: readonly ComplexSignal[], frame: BeamFrame): ComplexSignal[] {
  const { channel, plan, noiseVar } = frame;
  const noises = symbols.map((_, k) => noiseOf(frame, k));
  if (!plan.inTurns)
    return mimoChannel(channel, combineSignals(plan.precoder, symbols), { noiseVar }, noises);
  return symbols.map((signal, k) => {
    const beam = combineSignals(columnOf(plan.precoder, k), [signal]);
    return mimoChannel(rowOf(channel, k), beam, { noiseVar }, [noises[k]])[0];
  });
}

/** b_k s_k in Gaussian noise of all the power that is received beside it, p_k − |b_k|². */
function stoodIn(symbols: readonly ComplexSignal[], frame: BeamFrame): ComplexSignal[] {
  return symbols.map((signal, k) => {
    const { wanted, power } = frame.plan.receptions[k];
    const noiseVar = Math.max(power - squaredMagnitude(wanted), frame.noiseVar);
    return awgn(scale(signal, wanted), { noiseVar }, noiseOf(frame, k));
  });
}

function estimateOf(
  signal: ComplexSignal,
  shape: Latent,
  { wanted, snr }: Reception,
  order: Uint32Array | undefined,
): LatentEstimate {
  if (snr > 0)
    return demodulate(signal, { shape, link: { gain: wanted, power: 1 }, variance: 1 / snr, order });
  const { rows, cols, channels, width, height } = shape;
  const entries = latentLength(shape);
  const nothing = { mean: new Float32Array(entries), errorShare: new Float32Array(entries).fill(1) };
  return { rows, cols, channels, width, height, ...nothing };
}

function keyOf({ plan: { groups }, seed }: BeamFrame, k: number): Uint8Array {
  const hasMates = groups.some((label, j) => j !== k && label === groups[k]);
  return userKey(seed, hasMates ? FIRST_GROUP_KEY + groups[k] : k);
}

function noiseOf({ streamName }: BeamFrame, k: number) {
  return randomStream(...streamName, 'noise', k);
}

function columnOf({ rows, cols, re, im }: ComplexMatrix, k: number): ComplexMatrix {
  const pick = (plane: Float64Array) => Float64Array.from({ length: rows }, (_, m) => plane[m * cols + k]);
  return { rows, cols: 1, re: pick(re), im: pick(im) };
}
