import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'fading',
  title: 'The same mean SNR, four kinds of fading',
  description:
    'White Gaussian noise alone, a line of sight 6 dB over the scattered paths, Rayleigh fading of whole frames, and Rayleigh ' +
    'fading of every symbol by itself. A frame that fades as a whole is lost as a whole; where every symbol fades by itself, each ' +
    'picture gets its share of good and bad ones, and the networks are told which is which.',
  users: [1, 4],
  snrDb: [0, 5, 10, 15, 20],
  power: 'perUser',
  schemes: 'omdma',
  channels: {
    awgn: {},
    rician: { fading: { kFactorDb: 6, time: 'block' } },
    rayleigh: { fading: { time: 'block' } },
    'rayleigh-fast': { fading: { time: 'fast' } },
  },
  denoiserSteps: [0, 1],
  cbr: '1/6',
  trials: 24,
  gallery: { snrDb: 10, users: 1 },
});
