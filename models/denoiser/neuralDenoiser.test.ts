import { describe, expect, it } from 'vitest';
import { LATENT_CHANNELS } from '../codec/latent.ts';
import type { Session } from '../runtime/session.ts';
import { neuralDenoiser } from './neuralDenoiser.ts';

/** A network that leaves the mean as it is and takes half of every entry's error for gone. */
const halving: Session = {
  device: 'cpu',
  async run({ mean }) {
    const ratio = new Float32Array(mean.data.length).fill(0.5);
    return { estimate: mean, ratio: { shape: mean.shape, data: ratio } };
  },
  async close() {},
};

/** One token, of which `channels` entries were received at noise share β. */
function received(beta: number, channels = LATENT_CHANNELS) {
  return {
    rows: 1,
    cols: 1,
    channels,
    width: 4,
    height: 4,
    mean: new Float32Array(channels).fill(0.3),
    errorShare: new Float32Array(channels).fill(beta),
  };
}

const curve = [
  { beta: 0.1, mse: 0.03, predicted: 0.05 },
  { beta: 0.8, mse: 0.6, predicted: 0.4 },
];

async function shareOf(beta: number, { channels = LATENT_CHANNELS, steps = 1 } = {}, points = curve) {
  const [{ errorShare }] = await neuralDenoiser(halving, points).denoise([received(beta, channels)], steps);
  return errorShare;
}

describe('the error share that a denoiser returns', () => {
  it('is what was measured, where the network was wrong', async () => {
    expect((await shareOf(0.1))[0]).toBeCloseTo(0.03, 6);
    expect((await shareOf(0.8))[0]).toBeCloseTo(0.6, 6);
    expect((await shareOf(0.8, {}, []))[0]).toBeCloseTo(0.4, 6);
  });

  it('may be above that of the linear estimate, which stays beside it', async () => {
    const strong = neuralDenoiser(halving, [{ beta: 0.8, mse: 1.2, predicted: 0.4 }]);
    const [{ errorShare, receivedShare }] = await strong.denoise([received(0.8)], 2);
    // The second look sees √β halved.
    expect(errorShare[0]).toBeCloseTo(0.5 * 0.2 * 3, 6);
    expect(receivedShare![0]).toBeCloseTo(0.8, 6);
  });

  it('stays the network’s own for entries that were not sent', async () => {
    const shares = await shareOf(0.1, { channels: 3 });
    expect([...shares.subarray(0, 3)]).toEqual(Array(3).fill(expect.closeTo(0.03, 6)));
    expect([...shares.subarray(3)]).toEqual(Array(LATENT_CHANNELS - 3).fill(0.5));
  });

  it('is corrected at the noise level of the last look', async () => {
    // Two looks: the second one sees √β halved, β = 0.2, where the curve is c = (0.03 + 0.57/7)/(0.05 + 0.35/7).
    const [share] = await shareOf(0.8, { steps: 2 });
    expect(share).toBeCloseTo((0.2 * 0.5 * (0.03 + 0.57 / 7)) / (0.05 + 0.35 / 7), 6);
  });

  it('needs a sensible number of steps', async () => {
    await expect(shareOf(0.5, { steps: 51 })).rejects.toThrow('51 is not a whole number between 1 and 50');
  });
});
