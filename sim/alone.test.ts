import { describe, expect, it } from 'vitest';
import { dbToLinear } from '../kernels/power.ts';
import { fillNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { keepChannels } from '../models/codec/codec.ts';
import type { Latent } from '../models/codec/latent.ts';
import { sendAlone } from './alone.ts';

const values = new Float32Array(16 * 32 * 32);
fillNormal(randomStream('alone'), values);
const latent: Latent = { rows: 32, cols: 32, channels: 16, width: 128, height: 128, values };

/** Error of the received entries in standard deviations from what the SNR says, when noise is `slip` times what the receiver was told. */
function surprise(snrDb: number, channels: number, slip = 1): number {
  const { estimate } = sendAlone(latent, channels, snrDb - 10 * Math.log10(slip), ['alone', snrDb]);
  const sent = keepChannels(latent, channels).values;
  const told = 1 / dbToLinear(snrDb);
  const own = slip / dbToLinear(snrDb);
  const squares = sent.reduce((sum, value, i) => sum + (estimate.mean[i] * (1 + own) - value) ** 2, 0);
  return (squares / sent.length / told - 1) / Math.sqrt(2 / sent.length);
}

describe('sendAlone', () => {
  it.each([
    [-5, 16],
    [10, 16],
    [10, 8],
    [20, 3],
  ])(
    'at %d dB leaves N0/P in each of %d channels, and would not with 3 dB more or less',
    (snrDb, channels) => {
      expect(Math.abs(surprise(snrDb, channels))).toBeLessThan(3.29);
      expect(Math.abs(surprise(snrDb, channels, 2))).toBeGreaterThan(3.29);
      expect(Math.abs(surprise(snrDb, channels, 0.5))).toBeGreaterThan(3.29);
    },
  );

  it('takes half a complex use for each entry, and other noise under another name', () => {
    const first = sendAlone(latent, 8, 10, ['a']);
    expect(first.channelUses).toBe(8 * 1024 * 0.5);
    expect(sendAlone(latent, 8, 10, ['a'])).toEqual(first);
    expect(sendAlone(latent, 8, 10, ['b']).estimate.mean).not.toEqual(first.estimate.mean);
  });
});
