import { describe, expect, it } from 'vitest';
import { deviation, frameOver, squaredErrors } from './fixture.ts';
import type { ChannelInput } from './settings.ts';

/** One path: all subcarriers alike, samples Gaussian. */
const ofdm: ChannelInput = { multipath: { paths: [{ delayNs: 0, powerDb: 0 }] } };

/** Measured minus told error of each frame. */
function excess(impairments: ChannelInput['impairments'], channel: ChannelInput = ofdm): number[] {
  return Array.from({ length: 60 }, (_, frame) => {
    const [reception] = frameOver({ channel: { ...channel, impairments }, frame, tokens: 160, snrDb: 30 });
    const errors = squaredErrors(reception);
    const { errorShare } = reception.estimate;
    return errors.reduce((sum, e, i) => sum + e - errorShare[i], 0) / errors.length;
  });
}

describe('what a receiver knows of front ends', () => {
  it.each([0, 3, 6])('holds the distortion of an amplifier that clips at %d dB', amplifierBackOffDb => {
    expect(deviation(excess({ amplifierBackOffDb }), 0)).toBeLessThan(3.29);
  });

  it.each([-6, 2])(
    'also with pilots, which the amplifier treats otherwise than symbols, at %d dB',
    amplifierBackOffDb => {
      expect(deviation(excess({ amplifierBackOffDb }, { ...ofdm, pilots: 64 }), 0)).toBeLessThan(3.29);
    },
  );

  it.each([4, 6])('holds the noise of a converter of %d bits', adcBits => {
    expect(deviation(excess({ adcBits }), 0)).toBeLessThan(3.29);
  });
});

describe('what it does not know', () => {
  it('is a carrier offset: errors grow beyond their shares', () => {
    expect(deviation(excess({ carrierOffsetHz: 0 }), 0)).toBeLessThan(3.29);
    expect(Math.min(...excess({ carrierOffsetHz: 3000 }))).toBeGreaterThan(0);
  });

  it('is phase noise', () => {
    expect(deviation(excess({ phaseNoiseHz: 0 }), 0)).toBeLessThan(3.29);
    expect(deviation(excess({ phaseNoiseHz: 1000 }), 0)).toBeGreaterThan(5);
  });
});
