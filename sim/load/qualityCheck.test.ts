import { describe, expect, it } from 'vitest';
import { NETWORK_BATCH } from '../batches.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { received } from '../measurement/pictures.ts';
import { receiver } from '../receiver.ts';
import { resultOf, SEED, source } from './fixture.ts';
import { encodePool } from './pool.ts';
import { meanLogShare, measureQualityCurve, qualityCheck } from './qualityCheck.ts';

async function measured() {
  const networks = receiver(averagingCodec, idleDenoiser, NETWORK_BATCH);
  const pictures = await encodePool(
    source,
    averagingCodec,
    { count: 12, channels: 16, streamName: ['check'] },
    NETWORK_BATCH,
  );
  const curve = await measureQualityCurve(pictures, networks, { steps: 0, seed: SEED });
  return { curve, pictures };
}

describe('the mean logarithm of the error share', () => {
  it('is that of the channels that were sent', () => {
    const shape = { rows: 1, cols: 2, channels: 2, width: 8, height: 4, mean: new Float32Array(4) };
    const estimate = { ...shape, errorShare: Float32Array.of(0.1, 1, 0.001, 1) };
    expect(meanLogShare(estimate, 1)).toBeCloseTo(Math.log(0.01), 5);
    expect(meanLogShare(estimate, 2)).toBeCloseTo(Math.log(0.01) / 2, 5);
  });
});

describe('the check', () => {
  it('expects more the less noise there was', async () => {
    const { curve, pictures } = await measured();
    const check = qualityCheck(curve, 16);
    const expected = [-15, -6, 3, 14].map(snrDb =>
      check(received(pictures[0].latent, { channels: 16, snrDb }, { seed: SEED, picture: 99 })),
    );
    expect(expected).toEqual([...expected].sort((a, b) => a - b));
    expect(expected[3]).toBeGreaterThan(expected[0] + 1);
  });

  it('tells good receptions from others, but for what pictures differ; a curve turned round does not', async () => {
    const { points, qualityCurve } = await resultOf({
      ...{ access: 'omdma', offeredLoad: [0.3, 2.5], pictures: 300, snrDb: 12, denoiserSteps: 0 },
      qualityThresholdDb: 17,
    });
    const judged = points.reduce(
      (sum, { check }) => {
        const bad = check.receptions - check.good;
        return {
          hits: sum.hits + (check.hitRate ?? 0) * check.good,
          alarms: sum.alarms + (check.falseAlarmRate ?? 0) * bad,
          good: sum.good + check.good,
          bad: sum.bad + bad,
        };
      },
      { hits: 0, alarms: 0, good: 0, bad: 0 },
    );
    expect(judged.good).toBeGreaterThan(50);
    expect(judged.bad).toBeGreaterThan(50);
    const [hitRate, alarmRate] = [judged.hits / judged.good, judged.alarms / judged.bad];
    expect(hitRate - alarmRate).toBeGreaterThan(0.3);
    const turned = qualityCheck({ ...qualityCurve, psnrDb: [...qualityCurve.psnrDb].reverse() }, 16);
    const { pictures } = await measured();
    const at = (snrDb: number) =>
      turned(received(pictures[0].latent, { channels: 16, snrDb }, { seed: SEED, picture: 99 }));
    expect(at(14)).toBeLessThan(at(-15));
  });
});
