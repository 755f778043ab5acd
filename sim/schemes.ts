import { multipleAccess, type Transmission } from '../channels/multipleAccess.ts';
import type { Complex, ComplexSignal } from '../kernels/complex.ts';
import { configError, NumericError } from '../kernels/errors.ts';
import { keyedPermutation } from '../kernels/permutation.ts';
import { noiseVariance } from '../kernels/power.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { type NamePart, randomStream } from '../kernels/random/stream.ts';
import { keepChannels } from '../models/codec/codec.ts';
import { type Latent, type LatentEstimate, latentLength } from '../models/codec/latent.ts';
import { demodulate, modulate } from './link.ts';
import { interferenceVariance, type LinkBudget } from './noiseShare.ts';
import type { SchemeName } from './results.ts';

/** One user with a picture to send. */
export interface Sender {
  /** User number; names the user's random streams, whoever else is on the air. */
  readonly user: number;
  /** Everything the codec says about the picture; the scheme decides how much of it is sent. */
  readonly latent: Latent;
  readonly gain: Complex;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** How one frame is exchanged. */
export interface FrameSettings {
  readonly scheme: SchemeName;
  /** Latent channels per token that a user sends when the whole frame is its own. */
  readonly channels: number;
  /** What P means in `snrDb`: the mean power of each user, or of all users together (each gets P/K). */
  readonly power: 'perUser' | 'total';
  /** 10 log10(P/N0) per complex channel use. */
  readonly snrDb: number;
  /** Frame counter: makes the permutations of this frame. */
  readonly frame: number;
  /** Names the random streams of this frame: seed, scenario, SNR, trial. */
  readonly streamName: readonly NamePart[];
}

/** What the receiver has of one user after a frame. */
export interface Reception {
  readonly user: number;
  /** What was sent: the kept channels, at unit mean square. */
  readonly sent: Latent;
  readonly estimate: LatentEstimate;
  /** v per real entry, by the formula. */
  readonly predictedVariance: number;
  /** Complex symbols that this user sends, and how many symbols after the start of the frame its first one goes out. */
  readonly channelUses: number;
  readonly firstUse: number;
  /** The received symbols as they left the antenna, for `readWithKey`. */
  readonly signal: ComplexSignal;
  readonly link: LinkBudget;
  readonly frame: number;
  /** Whether the entries were sent in an order that depends on the user's key. */
  readonly keyed: boolean;
}

/**
 * Sends one frame of K users to one receiver, with P = 1 and N0 = 1/SNR. All schemes take the same complex uses and the same
 * energy, but for half a use of padding where a user sends an odd number of entries.
 *
 * - `omdma`: everyone at once, entries permuted by each user's key.
 * - `superposed`: everyone at once in the latent's own order.
 * - `gaussian`: as `omdma`, but to user k the others are Gaussian noise of the same power.
 * - `tdma`: one after the other, ⌊channels/K⌋ channels each at K times the power, in the latent's own order. Where K does
 *   not divide `channels`, the remainder stays unused.
 *
 * @returns one reception per sender, in the same order
 * @throws ConfigError `tdma-channels` when there are more users than channels to share, `frame-lengths` when the users'
 *   latents differ in length; NumericError when there is nobody to send, or from the steps below
 */
export function exchangeFrame(senders: readonly Sender[], settings: FrameSettings): Reception[] {
  if (senders.length === 0) throw new NumericError('frame-empty', 'exchangeFrame: nobody sends');
  const { scheme, frame } = settings;
  const noiseVar = noiseVariance(settings.snrDb);
  const inTurns = scheme === 'tdma';
  const keyed = scheme === 'omdma' || scheme === 'gaussian';
  const channels = inTurns ? shareOfChannels(settings.channels, senders.length) : settings.channels;
  const power = (settings.power === 'total' ? 1 / senders.length : 1) * (inTurns ? senders.length : 1);

  const sent = senders.map(({ latent }) => keepChannels(latent, channels));
  checkLengths(senders, sent);
  const orders = senders.map(({ key }, k) =>
    keyed ? keyedPermutation(key, frame, latentLength(sent[k])) : undefined,
  );
  const onAir = senders.map(({ gain }, k) => ({ signal: modulate(sent[k], orders[k]), gain, power }));
  const heard = receive(senders, onAir, settings, noiseVar);

  return senders.map(({ user, gain }, k) => {
    const link = { gain, power };
    const interferers = inTurns ? [] : onAir.filter((_, j) => j !== k);
    const variance = interferenceVariance(link, interferers, noiseVar);
    const channelUses = onAir[k].signal.length;
    return {
      user,
      sent: sent[k],
      estimate: demodulate(heard[k], { shape: sent[k], link, variance, order: orders[k] }),
      predictedVariance: variance,
      channelUses,
      firstUse: inTurns ? k * channelUses : 0,
      signal: heard[k],
      link,
      frame,
      keyed,
    };
  });
}

/**
 * What a listener with another key makes of a reception: the same symbols, gain and noise level, but put back in order by
 * `key`. Where nothing was permuted, any key reads the latent.
 *
 * @throws NumericError `permutation-key` when the key does not have 32 bytes
 */
export function readWithKey(reception: Reception, key: Uint8Array): LatentEstimate {
  const { signal, link, frame, keyed, sent, predictedVariance } = reception;
  const order = keyed ? keyedPermutation(key, frame, latentLength(sent)) : undefined;
  return demodulate(signal, { shape: sent, link, variance: predictedVariance, order });
}

/** The received symbols from which each user is read. */
function receive(
  senders: readonly Sender[],
  onAir: readonly Transmission[],
  { scheme, streamName }: FrameSettings,
  noiseVar: number,
): ComplexSignal[] {
  const listen = (transmissions: readonly Transmission[], slot: NamePart) =>
    multipleAccess(transmissions, { noiseVar }, randomStream(...streamName, 'noise', slot));
  switch (scheme) {
    case 'omdma':
    case 'superposed': {
      const superposition = listen(onAir, 'everyone');
      return onAir.map(() => superposition);
    }
    case 'gaussian': {
      const standIns = onAir.map((own, k) => {
        const stream = randomStream(...streamName, 'interferer', senders[k].user);
        return { ...own, signal: complexNormal(stream, own.signal.length) };
      });
      return onAir.map((own, k) => listen(standIns.with(k, own), 'everyone'));
    }
    case 'tdma':
      return onAir.map((own, k) => listen([own], senders[k].user));
  }
}

function shareOfChannels(channels: number, users: number): number {
  const share = Math.floor(channels / users);
  if (share === 0)
    throw configError(
      'tdma-channels',
      'users',
      `tdma shares ${channels} latent channels among at most ${channels} users, got ${users}`,
    );
  return share;
}

function checkLengths(senders: readonly Sender[], sent: readonly Latent[]): void {
  const describe = (k: number) =>
    `user ${senders[k].user}: ${sent[k].height}×${sent[k].width} pixels, ${latentLength(sent[k])} entries`;
  const odd = sent.findIndex(latent => latentLength(latent) !== latentLength(sent[0]));
  if (odd > 0)
    throw configError(
      'frame-lengths',
      'images',
      `users of one frame need pictures of one size (${describe(0)}; ${describe(odd)})`,
    );
}
