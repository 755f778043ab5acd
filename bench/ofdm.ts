import { lmmse } from '../channels/fading/equalise.ts';
import { multipath } from '../channels/multipath/channel.ts';
import { ofdm } from '../channels/multipath/ofdm.ts';
import { exponentialProfile } from '../channels/multipath/profile.ts';
import { drawTaps } from '../channels/multipath/taps.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';

const FRAMES = 200;
const NOISE_VAR = 0.1;
/** As many symbols as the latent of a 64×64 picture at cbr 1/6. */
const symbols = complexNormal(randomStream('bench', 'ofdm'), 2048);
const profile = exponentialProfile({ decayNs: 100, spacingNs: 50, taps: 8 });

/** Frames over block-fading multipath of 8 taps: new taps, modulator, delay line, noise, demodulator and LMMSE equaliser. */
function exchangeFrames(fftSize: number): number {
  const { modulate, demodulate, response } = ofdm({ fftSize, cyclicPrefix: 16 });
  const stream = randomStream('bench', 'ofdm', fftSize);
  let equalised = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    const taps = drawTaps(profile, 20e6, stream);
    const received = demodulate(multipath(modulate(symbols), { taps }, { noiseVar: NOISE_VAR }, stream));
    const state = { gains: response(taps), power: 1, unwantedVar: NOISE_VAR };
    equalised += lmmse(received, state).signal.length;
  }
  return equalised;
}

export const ofdmWorkloads = [64, 256].map(fftSize => ({
  name: `OFDM link over block fading, ${fftSize} subcarriers, 8 taps`,
  unit: 'subcarrier symbols/s',
  run: () => exchangeFrames(fftSize),
}));
