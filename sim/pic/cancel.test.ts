import { describe, expect, it } from 'vitest';
import { zeroSignal } from '../../kernels/complex.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Denoiser } from '../../models/codec/codec.ts';
import { NETWORK_BATCH } from '../batches.ts';
import type { Reception } from '../cell/schemes.ts';
import { deviation, squaredErrors } from '../channel/fixture.ts';
import { channelSchema } from '../channel/settings.ts';
import { idleDenoiser } from '../fixture.ts';
import { type Cancelled, cancelUsers, parallelTurns, successiveTurns, type Task } from './cancel.ts';
import { jointFrameOf, oracle, repeatedLatent, repetitionDenoiser, sendersOf } from './fixture.ts';
import { type JointFrame, type Known, listenTo } from './listening.ts';
import type { CancellationSettings } from './settings.ts';

const TOKENS = 1000;
const latents = (users: number, frame = 0) =>
  Array.from({ length: users }, (_, user) => repeatedLatent(user, frame, TOKENS));

function taskOf(frame: JointFrame, turns = parallelTurns(frame)): Task {
  return { frame, listening: listenTo(frame), turns, role: 'probe' };
}

function cancel(
  tasks: readonly Task[],
  denoiser: Denoiser,
  changes: Partial<CancellationSettings> = {},
  limit = NETWORK_BATCH,
): Promise<Cancelled[]> {
  const settings = { iterations: 8, damping: 1, feedback: 'extrinsic', ...changes } as const;
  return cancelUsers(tasks, { denoiser, settings, limit });
}

/** Received over sent, wanted latent at unit mean square. */
function residual({ estimate, entryShares, sent }: Reception): Float32Array {
  const shares = entryShares ?? estimate.errorShare;
  return estimate.mean.map((m, i) => m / (1 - shares[i]) - sent.values[i]);
}

/** Distance of the mean square from `expected` in standard errors, for normal values. */
function distance(values: Float32Array, expected: number): number {
  const mean = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  return Math.abs(mean / expected - 1) / Math.sqrt(2 / values.length);
}

describe('listenTo', () => {
  const all = latents(3);
  const frame = jointFrameOf(sendersOf(all, [0, 3, -6]), { snrDb: 10 });
  const known = frame.receptions.map(
    ({ sent }): Known => ({ values: sent.values, variance: 1e-6, isHeard: true }),
  );
  /** Of complex values: half as many degrees of freedom as reals. */
  const isNoise = (power: number) => Math.abs(power / 0.1 - 1) < 3.29 / Math.sqrt(2 * TOKENS);

  it('leaves the noise alone when all latents are known', () => {
    expect(isNoise(listenTo(frame)(known).power)).toBe(true);
  });

  it('would leave more if it subtracted in another order, without signs, or forgot the phase of a gain', () => {
    const { superposition } = frame;
    const [a, b, c] = superposition.shuffles;
    const phaseless = superposition.budgets.map(budget => ({
      ...budget,
      gains: { ...zeroSignal(1), re: Float32Array.of(Math.hypot(budget.gains.re[0], budget.gains.im[0])) },
    }));
    for (const wrong of [
      { shuffles: [b, c, a] },
      { shuffles: [a, b, { order: c.order }] },
      { budgets: phaseless },
    ])
      expect(
        isNoise(listenTo({ ...frame, superposition: { ...superposition, ...wrong } })(known).power),
      ).toBe(false);
  });
});

describe('cancelUsers', () => {
  it('leaves two users their noise alone after one pass, if the denoiser is perfect', async () => {
    const frame = jointFrameOf(sendersOf(latents(2), [0, -6]), { snrDb: 10 });
    const sent = frame.receptions.map(reception => reception.sent);
    const [outcome] = await cancel([taskOf(frame)], oracle(sent), { iterations: 1 });
    outcome.receptions().forEach((reception, k) => {
      const v = 0.1 / [1, 10 ** -0.6][k];
      expect(Math.abs(reception.predictedVariance / v - 1)).toBeLessThan(1e-4);
      expect(distance(residual(reception), v)).toBeLessThan(3.29);
    });
    expect(outcome.passMse[1]).toBe(0);
  });

  it.each([
    ['that fades from symbol to symbol', { fading: { time: 'fast' } }],
    ['with echoes', { multipath: { delaySpreadNs: 100 } }],
    ['with echoes that are estimated', { multipath: { delaySpreadNs: 100 }, pilots: 4 }],
  ] as const)('leaves every entry the error that its share says over a channel %s', async (_, channel) => {
    const air = { settings: channelSchema.parse(channel), bandwidthHz: 20e6, frameName: [1, 'air'] };
    const frame = jointFrameOf(sendersOf(latents(2), [0, -3]), { snrDb: 8, air });
    const [outcome] = await cancel([taskOf(frame)], oracle(frame.receptions.map(({ sent }) => sent)), {
      iterations: 1,
    });
    const shares = (reception: Reception) => reception.entryShares!.reduce((sum, beta) => sum + beta, 0);
    outcome.receptions().forEach((reception, k) => {
      const miss = (factor: number) =>
        deviation(
          Array.from(squaredErrors(reception), (square, i) => square - factor * reception.entryShares![i]),
          0,
        );
      // Four entries of one token are one number: at worst as many independent values as tokens.
      expect(miss(1)).toBeLessThan(2 * 3.29);
      for (const factor of [0.5, 2]) expect(miss(factor)).toBeGreaterThan(2 * 3.29);
      expect(shares(reception)).toBeLessThan(0.7 * shares(frame.receptions[k]));
    });
  });

  it('meets v_k = (Σ |h_j|²P_j e_j + N0)/(|h_k|²P_k) when the denoiser leaves a known error', async () => {
    const gainsDb = [0, -3, 3, -1];
    const all = latents(4);
    const e = 0.05;
    const denoiser = oracle(all, latent => ({
      mean: fillNormal(randomStream('error', all.indexOf(latent)), new Float32Array(4 * TOKENS)).map(
        (x, i) => latent.values[i] + Math.sqrt(e) * x,
      ),
      errorShare: new Float32Array(4 * TOKENS).fill(e),
    }));
    const frame = jointFrameOf(sendersOf(all, gainsDb), { snrDb: 13 });
    const [outcome] = await cancel([taskOf(frame)], denoiser, { iterations: 1, feedback: 'posterior' });
    const powers = gainsDb.map(db => 10 ** (db / 10));
    outcome.receptions().forEach((reception, k) => {
      const others = powers.reduce((sum, p, j) => (j === k ? sum : sum + p), 0);
      const v = (others * e + 10 ** -1.3) / powers[k];
      // The power that remains, over 2,000 symbols, corrects what the denoiser says.
      expect(Math.abs(reception.predictedVariance / v - 1)).toBeLessThan(3.29 / Math.sqrt(2 * TOKENS));
      expect(distance(residual(reception), v)).toBeLessThan(3.29);
      expect(distance(residual(reception), 2 * v)).toBeGreaterThan(3.29);
    });
  });

  it('notices in what remains that a denoiser is wrong about its error', async () => {
    const all = latents(3);
    const denoiser = (claimed: number) =>
      oracle(all, latent => ({
        mean: fillNormal(randomStream('error', all.indexOf(latent)), new Float32Array(4 * TOKENS)).map(
          (x, i) => latent.values[i] + Math.sqrt(0.1) * x,
        ),
        errorShare: new Float32Array(4 * TOKENS).fill(claimed),
      }));
    for (const claimed of [0.05, 0.1, 0.2]) {
      const frame = jointFrameOf(sendersOf(all));
      const [outcome] = await cancel([taskOf(frame)], denoiser(claimed), {
        iterations: 1,
        feedback: 'posterior',
      });
      for (const { predictedVariance } of outcome.receptions())
        expect(Math.abs(predictedVariance / 0.21 - 1)).toBeLessThan(0.08);
    }
  });

  it('changes nothing and stops where the denoiser adds nothing', async () => {
    const frame = jointFrameOf(sendersOf(latents(3)));
    const [outcome] = await cancel([taskOf(frame)], idleDenoiser);
    expect(outcome.receptions()).toBe(frame.receptions);
    expect(outcome.passMse).toHaveLength(1);
  });

  it('leaves a user alone who is alone', async () => {
    const frame = jointFrameOf(sendersOf(latents(1)));
    const plain = jointFrameOf(sendersOf(latents(1)), { scheme: 'omdma' }).receptions[0];
    const [outcome] = await cancel([taskOf(frame)], repetitionDenoiser);
    const [{ superposition, ...reception }] = outcome.receptions();
    expect(superposition).toBeDefined();
    expect(reception).toEqual(plain);
  });

  it('takes users in turns from the strongest to the weakest', async () => {
    const gainsDb = [-4, 2, 0, -9];
    const all = latents(4);
    const frame = jointFrameOf(sendersOf(all, gainsDb));
    const strengths: number[] = [];
    const listening: Denoiser = {
      denoise: async (estimates, steps) => {
        const answers = await oracle(all).denoise(estimates, steps);
        for (const { mean } of answers)
          strengths.push(gainsDb[all.findIndex(({ values }) => values === mean)]);
        return answers;
      },
    };
    await cancel([taskOf(frame, successiveTurns(frame))], listening, {
      iterations: 1,
      feedback: 'posterior',
    });
    expect(strengths).toEqual([2, 0, -4, -9, 2, 0, -4, -9]);
  });

  it('hears the weak one first time where the strong one is taken away before', async () => {
    const all = latents(2);
    const frame = jointFrameOf(sendersOf(all, [0, -15]));
    const [parallel] = await cancel([taskOf(frame)], repetitionDenoiser);
    const [successive] = await cancel([taskOf(frame, successiveTurns(frame))], repetitionDenoiser);
    expect(successive.passMse[0]).toBeLessThan(0.8 * parallel.passMse[0]);
  });

  it('gives a frame the same bits alone and among others, in full batches and one by one', async () => {
    const frames = [0, 1, 2].map(frame => jointFrameOf(sendersOf(latents(3, frame)), { frame }));
    const together = await cancel(
      frames.map(frame => taskOf(frame)),
      repetitionDenoiser,
      { damping: 0.7 },
    );
    for (const [i, frame] of frames.entries()) {
      const limit = { pictures: 1, pixels: 1e9 };
      const [alone] = await cancel([taskOf(frame)], repetitionDenoiser, { damping: 0.7 }, limit);
      expect(alone.passMse.length).toBeGreaterThan(3);
      expect(alone.passMse).toEqual(together[i].passMse);
      expect(alone.receptions()).toEqual(together[i].receptions());
    }
  });
});
