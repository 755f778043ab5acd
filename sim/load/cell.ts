import { keyedShuffle, userKey } from '../../kernels/permutation.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';
import { latentLength } from '../../models/codec/latent.ts';
import { DEFAULT_SHUFFLE } from '../cell/schemes.ts';
import { modulate } from '../link.ts';
import { msSsim } from '../metrics/msSsim.ts';
import { finitePsnr } from '../metrics/score.ts';
import type { Outcome, Reception, Settled, Transmission } from '../network/options.ts';
import type { NetworkResult } from '../network/results.ts';
import { simulateNetwork } from '../network/simulate.ts';
import type { Receiver } from '../receiver.ts';
import { withScheduler } from './access.ts';
import { type UserChannel, userChannel } from './fading.ts';
import { type PicturePool, usesOf } from './pool.ts';
import type { QualityCheck } from './qualityCheck.ts';
import { chaseCombined, type KeyedSending, readSending } from './read.ts';
import type { LoadPlace } from './results.ts';
import { SampledAir, sampleAt } from './sampledAir.ts';
import { type Load, MOST_TRIES } from './scenario.ts';
import type { LoadUserSettings } from './users.ts';

/** A try of a picture on the air. */
type Span = Pick<Reception, 'user' | 'picture' | 'tries' | 'appearedNs' | 'fromNs' | 'toNs'>;

/** One that reached the receiver whole. */
export interface JudgedTry extends Span {
  readonly psnrDb: number;
  /** Of all pictures of a short run, and of every n-th of a long one, so that they are some 400. */
  readonly msSsim?: number;
  /** What the receiver expected. */
  readonly expectedDb: number;
  readonly accepted: boolean;
}

/** It takes as long as a tenth of the networks; that of so many pictures of a run says enough. */
const MS_SSIM_PICTURES = 400;

/** Everything that happened in one run of a cell. */
export interface CellRun {
  readonly network: NetworkResult;
  /** In the order of arrival. */
  readonly tries: readonly JudgedTry[];
  readonly cutOff: readonly Span[];
  /** In the order in which it was known. */
  readonly settled: readonly Settled[];
}

export interface CellOptions {
  readonly scenario: Load;
  readonly place: LoadPlace;
  readonly users: readonly LoadUserSettings[];
  readonly untilNs: number;
  readonly pool: PicturePool;
  readonly check: QualityCheck;
  readonly networks: Receiver;
  readonly seed: number;
  /** Most pictures that wait for the networks. Changes speed and memory, never a result. */
  readonly batch: number;
  readonly onPicture?: () => void;
}

/**
 * Runs a cell whose users send pictures through the codec to one receiver. A picture goes on the air as symbols behind its user's key; the
 * receiver hears the sum of all, reads each frame beside the others that overlapped it, denoises and decodes it, and accepts it if the quality
 * it expects is enough.
 *
 * Pictures, noise, fades and arrivals have streams named by user, picture and try. So they are the same under every access, and do not depend
 * on when the receiver gets round to a frame.
 */
export async function runCell(options: CellOptions): Promise<CellRun> {
  const { scenario, place, users, pool, seed } = options;
  const { bandwidthHz, arq } = scenario;
  const streamName = [seed, scenario.name];
  const noiseVar = noiseVariance(scenario.snrDb);
  const msSsimEvery = Math.ceil(scenario.pictures / MS_SSIM_PICTURES);
  const channels = users.map((one, user) => userChannel(scenario, { user, place: one.place }, streamName));
  const air = new SampledAir();
  const onAir = new Map<number, KeyedSending>();
  const arrived = new Map<Reception, KeyedSending>();
  const tries: JudgedTry[] = [];
  const cutOff: Span[] = [];
  const settled: Settled[] = [];
  const earlier = new Map<number, { picture: number; estimate: LatentEstimate }>();

  const read = (reception: Reception): LatentEstimate => {
    const { user, picture, tries: attempt } = reception;
    const sending = arrived.get(reception)!;
    arrived.delete(reception);
    const stream = randomStream(...streamName, 'noise', user, picture, attempt);
    const told = place.toldNoise;
    const estimate = readSending(air.hear(sending), sending, { noiseVar, told, stream });
    if (arq?.combine !== 'chase') return estimate;
    const before = earlier.get(user);
    const combined = before?.picture === picture ? chaseCombined(before.estimate, estimate) : estimate;
    earlier.set(user, { picture, estimate: combined });
    return combined;
  };

  const judge = async (receptions: readonly Reception[]): Promise<Outcome[]> => {
    const judged: JudgedTry[] = [];
    for (const [i, reception] of receptions.entries()) {
      const original = pool.of(reception.user, reception.picture).picture;
      await options.networks.add({
        estimate: read(reception),
        steps: scenario.denoiserSteps,
        finish(picture, cleaned) {
          const expectedDb = options.check(cleaned);
          judged[i] = {
            ...spanOf(reception),
            psnrDb: finitePsnr(original, picture),
            ...(reception.picture % msSsimEvery === 0 && { msSsim: msSsim(original, picture) }),
            expectedDb,
            accepted: !arq || expectedDb >= arq.minQualityDb,
          };
          options.onPicture?.();
        },
      });
    }
    await options.networks.finish();
    tries.push(...judged);
    return judged;
  };

  const network = await withScheduler(
    place.access,
    scenario,
    users.map(user => user.place),
    scheduler =>
      simulateNetwork({
        users: users.map(({ settings }) => settings),
        bandwidthHz,
        uses: (user, picture) => usesOf(pool.of(user, picture).latent),
        scheduler,
        rateOf: (user, nowNs) => channels[user].rate(nowNs),
        ...(arq && { arq: { maxTries: arq.maxTries, feedbackNs: Math.round(arq.feedbackMs * 1e6) } }),
        judge,
        batch: options.batch,
        untilNs: options.untilNs,
        mostWaiting: scenario.mostWaiting,
        observeBegin(transmission) {
          const { user } = transmission;
          const sending = sendingOf(transmission, channels[user], { pool, seed, bandwidthHz });
          air.begin(sending);
          onAir.set(user, sending);
        },
        observe(reception) {
          const sending = onAir.get(reception.user)!;
          onAir.delete(reception.user);
          if (!reception.cutOff) arrived.set(reception, sending);
          else {
            air.cut(sending, sampleAt(reception.toNs, bandwidthHz));
            cutOff.push(spanOf(reception));
          }
        },
        observeFate: fate => settled.push(fate),
      }),
  );
  return { network, tries, cutOff, settled };
}

/** Without its segments, which would fill the memory where frames overlap. */
function spanOf({ user, picture, tries, appearedNs, fromNs, toNs }: Reception): Span {
  return { user, picture, tries, appearedNs, fromNs, toNs };
}

/** A picture as symbols on the air, with P = 1. */
function sendingOf(
  { user, picture, tries, fromNs }: Transmission,
  channel: UserChannel,
  { pool, seed, bandwidthHz }: { pool: PicturePool; seed: number; bandwidthHz: number },
): KeyedSending {
  const { latent } = pool.of(user, picture);
  // Every try is shuffled anew.
  const frame = picture * MOST_TRIES + tries - 1;
  const shuffle = keyedShuffle(DEFAULT_SHUFFLE, userKey(seed, user), frame, latentLength(latent));
  const signal = modulate(latent, shuffle.order, shuffle.signs);
  const first = sampleAt(fromNs, bandwidthHz);
  return { first, signal, gains: channel.gains(first, signal.length), power: 1, shape: latent, shuffle };
}
