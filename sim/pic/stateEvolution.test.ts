import { describe, expect, it } from 'vitest';
import { NETWORK_BATCH } from '../batches.ts';
import { channelSchema } from '../channel/settings.ts';
import { cancelUsers, parallelTurns, successiveTurns } from './cancel.ts';
import { jointFrameOf, repeatedLatent, repetitionDenoiser, sendersOf } from './fixture.ts';
import { listenTo } from './listening.ts';
import type { CancellationSettings } from './settings.ts';
import { gaussianTwin } from './stateEvolution.ts';

const USERS = 4;
const TOKENS = 5000;

const frame = jointFrameOf(
  sendersOf(Array.from({ length: USERS }, (_, user) => repeatedLatent(user, 0, TOKENS))),
);

async function passes(
  listening: typeof listenTo,
  changes: Partial<CancellationSettings> = {},
  turns = parallelTurns(frame),
  of = frame,
): Promise<readonly number[]> {
  const settings = { iterations: 5, damping: 1, feedback: 'extrinsic', ...changes } as const;
  const task = { frame: of, listening: listening(of), turns, role: listening.name };
  const [{ passMse }] = await cancelUsers([task], {
    denoiser: repetitionDenoiser,
    settings,
    limit: NETWORK_BATCH,
  });
  return passMse;
}

/** Largest ratio of two error curves in dB, over the passes of the shorter one. */
function apartDb(a: readonly number[], b: readonly number[]): number {
  const both = Math.min(a.length, b.length);
  return Math.max(...a.slice(0, both).map((value, i) => Math.abs(10 * Math.log10(value / b[i]))));
}

describe('gaussianTwin', () => {
  it('follows the scalar recursion v = (K − 1)τ + N0, e = v/(4 + v), τ = v/(3 + v)', async () => {
    const twin = await passes(gaussianTwin);
    let v = USERS - 1 + 0.01;
    const expected = twin.map(() => {
      const e = v / (4 + v);
      v = ((USERS - 1) * v) / (3 + v) + 0.01;
      return e;
    });
    expect(expected.at(-1)! / expected[0]).toBeLessThan(0.3);
    expect(apartDb(twin, expected)).toBeLessThan(0.2);
  });

  it.each([
    ['all at once', {}, parallelTurns(frame)],
    ['damped', { damping: 0.6 }, parallelTurns(frame)],
    ['in turns', { damping: 0.8 }, successiveTurns(frame)],
  ] as const)('predicts every pass of the receiver within half a decibel, %s', async (_, changes, turns) => {
    const simulated = await passes(listenTo, changes, [...turns]);
    expect(simulated.length).toBeGreaterThan(3);
    expect(apartDb(await passes(gaussianTwin, changes, [...turns]), simulated)).toBeLessThan(0.5);
  });

  it('follows a channel with echoes', async () => {
    const air = {
      settings: channelSchema.parse({ multipath: { delaySpreadNs: 100 } }),
      ...{ bandwidthHz: 20e6, frameName: [1, 'air'] },
    };
    const users = Array.from({ length: 3 }, (_, user) => repeatedLatent(user, 0, TOKENS));
    const faded = jointFrameOf(sendersOf(users, [0, -3, -6]), { air });
    const simulated = await passes(listenTo, {}, parallelTurns(faded), faded);
    expect(simulated.at(-1)! / simulated[0]).toBeLessThan(0.5);
    expect(apartDb(await passes(gaussianTwin, {}, parallelTurns(faded), faded), simulated)).toBeLessThan(0.5);
  });

  it('would not if whole posterior means were taken away', async () => {
    const changes = { feedback: 'posterior' } as const;
    expect(apartDb(await passes(gaussianTwin, changes), await passes(listenTo, changes))).toBeGreaterThan(
      0.5,
    );
  });
});
