import type { Complex, ComplexSignal } from '../../kernels/complex.ts';
import { configError, NumericError } from '../../kernels/errors.ts';
import { keyedShuffle, type Shuffle, type ShuffleKind } from '../../kernels/permutation.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import { keepChannels } from '../../models/codec/codec.ts';
import {
  type Latent,
  type LatentEstimate,
  type LatentShape,
  latentLength,
} from '../../models/codec/latent.ts';
import type { Air } from '../channel/air.ts';
import { airMedium, flatMedium } from '../channel/medium.ts';
import type { ToldNoise } from '../channel/settings.ts';
import { type Belief, demodulate, modulate, type ReceiverState } from '../link.ts';
import type { LinkBudget, SymbolBudget } from '../noiseShare.ts';
import { receive } from './receive.ts';
import type { LatentScheme } from './results.ts';

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
  readonly scheme: LatentScheme;
  /** Whether users send to one receiver, or one transmitter to all users; `uplink` when left out. */
  readonly direction?: Direction;
  /** Latent channels per token that a user sends when the whole frame is its own. */
  readonly channels: number;
  /** What P means in `snrDb`: the mean power of each user, or of all users together (each gets P/K). */
  readonly power: 'perUser' | 'total';
  /** 10 log10(P/N0) per complex channel use. */
  readonly snrDb: number;
  /** Frame counter: makes the shuffles of this frame. */
  readonly frame: number;
  /** What a user's key decides, where the scheme uses keys; `DEFAULT_SHUFFLE` when left out. */
  readonly shuffle?: ShuffleKind;
  /** What it moves; `scalar` when left out. */
  readonly shuffleUnit?: ShuffleUnit;
  /** Names the random streams of this frame: seed, scenario, SNR, trial. */
  readonly streamName: readonly NamePart[];
  /** What lies between the users and the receiver besides noise; nothing when left out. */
  readonly air?: Air | undefined;
}

export type Direction = 'uplink' | 'downlink';

/** What a key moves: real entries, the two entries of a complex symbol, or all that is sent of a token. */
export type ShuffleUnit = 'scalar' | 'symbol' | 'token';

/** A sign for every entry too: without, the residual of many users is not white (docs/cancellation.md). */
export const DEFAULT_SHUFFLE: ShuffleKind = 'permutation+signs';

/** What a receiver who holds all keys has of the users of one frame, all of whom sent at once. */
export interface Superposition {
  readonly signal: ComplexSignal;
  /** One per user, in the order of the receptions. */
  readonly budgets: readonly SymbolBudget[];
  readonly noiseVar: number;
  readonly shuffles: readonly Shuffle[];
  /** Names the random streams of the frame. */
  readonly streamName: readonly NamePart[];
}

/** What the receiver has of one user after a frame. */
export interface Reception {
  readonly user: number;
  /** What was sent: the kept channels, at unit mean square. */
  readonly sent: Latent;
  readonly estimate: LatentEstimate;
  /**
   * v per real entry, by the formula. Where entries differ, the v that would leave the same mean error: β̄/(1 − β̄) of the mean
   * share β̄, since v itself has no mean under fading.
   */
  readonly predictedVariance: number;
  /** β of every entry, where they differ. `estimate` has them too, unless the networks are told the average only. */
  readonly entryShares?: Float32Array;
  /** Complex symbols that this user sends, and how many symbols after the start of the frame its first one goes out. */
  readonly channelUses: number;
  readonly firstUse: number;
  /** Of these uses, those for pilots, prefixes and the rest of the last OFDM symbol. */
  readonly overheadUses: number;
  /** The received symbols as they left the antenna, for `readWithKey`. */
  readonly signal: ComplexSignal;
  readonly link: LinkBudget;
  /** What the receiver believes of these symbols. */
  readonly belief: Belief;
  /** What the networks are told of the noise, where entries may differ. */
  readonly told?: ToldNoise;
  readonly frame: number;
  /** Whether the entries were sent in an order that depends on the user's key, and what the key decides there. */
  readonly keyed: boolean;
  readonly shuffle: ShuffleKind;
  readonly shuffleUnit: ShuffleUnit;
  /** Where the scheme goes on to cancel users: the whole frame, the same for all of its users. */
  readonly superposition?: Superposition;
}

/**
 * Sends one frame of K users to one receiver, or in the downlink to all of them, with P = 1 and N0 = 1/SNR. All schemes take the same complex uses and the same
 * energy, but for half a use of padding where a user sends an odd number of entries, and for OFDM symbols that are not full. Pilots
 * and prefixes count. Users who send at once send pilots K times as long as one who sends alone at K times the power.
 *
 * - `omdma`: everyone at once, entries shuffled by each user's key.
 * - `omdma-pic`, `omdma-sic`: on the air the same; receptions are those of `omdma`, with the superposition for `cancel` to go on from.
 * - `superposed`: everyone at once in the latent's own order.
 * - `gaussian`: as `omdma`, but to user k the others are Gaussian noise of the same power.
 * - `tdma`: one after the other, ⌊channels/K⌋ channels each at K times the power, in the latent's own order. Where K does
 *   not divide `channels`, the remainder stays unused.
 *
 * In the downlink everything that is sent reaches user k through its own gain, y_k = h_k Σ_j √P_j s_j + n_k, with noise of its own. Nobody there
 * holds all keys, so users cannot be cancelled.
 *
 * @returns one reception per sender, in the same order
 * @throws ConfigError `tdma-channels` when there are more users than channels to share, `frame-lengths` when the users'
 *   latents differ in length, `downlink-keys` for `omdma-pic` and `omdma-sic` in the downlink; NumericError when there is nobody to send, or from the steps below
 */
export function exchangeFrame(senders: readonly Sender[], settings: FrameSettings): Reception[] {
  if (senders.length === 0) throw new NumericError('frame-empty', 'exchangeFrame: nobody sends');
  const { scheme, frame } = settings;
  const noiseVar = noiseVariance(settings.snrDb);
  const inTurns = scheme === 'tdma';
  const keyed = scheme !== 'superposed' && !inTurns;
  const { shuffle = DEFAULT_SHUFFLE, shuffleUnit = 'scalar' } = settings;
  const channels = inTurns ? shareOfChannels(settings.channels, senders.length) : settings.channels;
  const power = (settings.power === 'total' ? 1 / senders.length : 1) * (inTurns ? senders.length : 1);

  const sent = senders.map(({ latent }) => keepChannels(latent, channels));
  checkLengths(sent, k => senders[k].user);
  const shuffles = senders.map(({ key }, k) =>
    keyed ? frameShuffle(sent[k], { shuffle, shuffleUnit, key, frame }) : undefined,
  );
  const atOnce = inTurns ? 1 : senders.length;
  const medium = settings.air ? airMedium(settings.air, atOnce, noiseVar) : flatMedium(noiseVar);
  const onAir = senders.map(({ user, gain }, k) => ({
    ...{ user, gain, power },
    signal: modulate(sent[k], shuffles[k]?.order, shuffles[k]?.signs),
  }));
  const symbols = onAir[0].signal.length;
  const channelUses = medium.uses(symbols);
  const heard = receive(onAir, settings, (sendings, slot, turn = 0) =>
    medium.listen(sendings, turn * channelUses, randomStream(...settings.streamName, 'noise', slot)),
  );

  const { together } = heard[0];
  const superposition = together && {
    ...{ signal: together.signal, budgets: together.budgets, noiseVar: together.noiseVar },
    shuffles: shuffles.filter(each => each !== undefined),
    streamName: settings.streamName,
  };
  return senders.map(({ user, gain }, k) => {
    const { signal, belief } = heard[k];
    const told = settings.air?.settings.toldNoise;
    return {
      user,
      sent: sent[k],
      ...readLatent(signal, { ...belief, shape: sent[k], ...shuffles[k] }, told),
      channelUses,
      firstUse: inTurns ? k * channelUses : 0,
      overheadUses: channelUses - symbols,
      signal,
      link: { gain, power },
      belief,
      ...(told === undefined ? {} : { told }),
      frame,
      keyed,
      shuffle,
      shuffleUnit,
      ...(superposition && { superposition }),
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
  const { signal, belief, told, keyed, sent } = reception;
  const own = keyed ? frameShuffle(sent, { ...reception, key }) : undefined;
  return readLatent(signal, { ...belief, shape: sent, ...own }, told).estimate;
}

/** A latent as the networks are told of it, and what the receiver itself believes of its noise. */
export function readLatent(
  signal: ComplexSignal,
  state: ReceiverState,
  told: ToldNoise = 'perEntry',
): Pick<Reception, 'estimate' | 'predictedVariance' | 'entryShares'> {
  const estimate = demodulate(signal, state);
  if ('variance' in state) return { estimate, predictedVariance: state.variance };
  const entryShares = estimate.errorShare;
  const share = entryShares.reduce((sum, beta) => sum + beta, 0) / entryShares.length;
  const errorShare = told === 'average' ? new Float32Array(entryShares.length).fill(share) : entryShares;
  return { estimate: { ...estimate, errorShare }, predictedVariance: share / (1 - share), entryShares };
}

/** The shuffle of what one user sends in a frame. */
function frameShuffle(
  sent: Latent,
  {
    shuffle,
    shuffleUnit,
    key,
    frame,
  }: Pick<Reception, 'shuffle' | 'shuffleUnit' | 'frame'> & Pick<Sender, 'key'>,
): Shuffle {
  const unit = { scalar: 1, symbol: 2, token: sent.channels }[shuffleUnit];
  return keyedShuffle(shuffle, key, frame, latentLength(sent), unit);
}

/** Complex channel uses of a frame in which everyone sends so many channels at once. Throws ConfigError `frame-lengths`. */
export function frameUses(latents: readonly Latent[], channels: number): number {
  const sent = latents.map(latent => ({ ...latent, channels }));
  checkLengths(sent, k => k);
  return Math.ceil(latentLength(sent[0]) / 2);
}

/** Latent channels of one of K users who take turns, ⌊channels/K⌋. Throws ConfigError `tdma-channels` where that is none. */
export function shareOfChannels(channels: number, users: number): number {
  const share = Math.floor(channels / users);
  if (share === 0)
    throw configError(
      'tdma-channels',
      'users',
      `tdma shares ${channels} latent channels among at most ${channels} users, got ${users}`,
    );
  return share;
}

function checkLengths(sent: readonly LatentShape[], userOf: (k: number) => number): void {
  const describe = (k: number) =>
    `user ${userOf(k)}: ${sent[k].height}×${sent[k].width} pixels, ${latentLength(sent[k])} entries`;
  const odd = sent.findIndex(latent => latentLength(latent) !== latentLength(sent[0]));
  if (odd > 0)
    throw configError(
      'frame-lengths',
      'images',
      `users of one frame need pictures of one size (${describe(0)}; ${describe(odd)})`,
    );
}
