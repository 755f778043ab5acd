import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { LATENT_CHANNELS } from '../codec/latent.ts';
import { deadLeaves } from '../data/deadLeaves.ts';
import { batchPlan, drawCrops } from './batch.ts';
import { codecCondition } from './conditions.ts';

const source = (side: number) => deadLeaves({ width: side, height: side, count: 3, seed: 2 });
const stream = () => randomStream('batch-test', 1);

describe('a batch of crops', () => {
  it('has the sizes of its plan', async () => {
    expect(batchPlan(2, 1, 1)).toEqual([32, 32, 64, 128]);
    const crops = await drawCrops(
      batchPlan(2, 1, 1),
      [
        { source: source(32), weight: 1 },
        { source: source(160), weight: 1 },
      ],
      stream(),
    );
    expect(crops.map(({ width, height }) => [width, height])).toEqual([
      [32, 32],
      [32, 32],
      [64, 64],
      [128, 128],
    ]);
  });

  it('is refused where no picture is as large as a crop', async () => {
    const drawn = drawCrops(batchPlan(0, 0, 1), [{ source: source(64), weight: 1 }], stream());
    await expect(drawn).rejects.toMatchObject({
      code: 'training-pictures',
      problems: [
        {
          path: '--images',
          message:
            'no picture of at least 128×128 pixels in 1000 draws; add larger pictures, or --images procedural',
        },
      ],
    });
  });
});

describe('the conditions of the codec', () => {
  it('are drawn as often as the page on models says', () => {
    const random = stream();
    const drawn = Array.from({ length: 20_000 }, () => codecCondition(random));
    const share = (test: (snrDb: number, channels: number) => boolean) =>
      drawn.filter(({ noiseVar, channels }) => test(-10 * Math.log10(noiseVar), channels)).length /
      drawn.length;
    // Shares are within four standard deviations, 4·√(p(1−p)/20,000) ≤ 0.014.
    expect(Math.abs(share(snrDb => snrDb < -5) - 1 / 8)).toBeLessThan(0.014);
    expect(Math.abs(share(snrDb => snrDb > 7) - (2 / 8) * (13 / 25))).toBeLessThan(0.014);
    expect(share(snrDb => snrDb < -15 || snrDb > 20)).toBe(0);
    for (const [channels, often] of [
      [LATENT_CHANNELS, 0.35],
      [LATENT_CHANNELS / 2, 0.35 + 0.2 / 15],
      [LATENT_CHANNELS / 4, 0.1 + 0.2 / 15],
      [1, 0.2 / 15],
    ])
      expect(Math.abs(share((_, c) => c === channels) - often)).toBeLessThan(0.014);
  });
});
