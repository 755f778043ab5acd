import { defineScenario } from '../sim/cell/scenario.ts';

const indoors = { multipath: { delaySpreadNs: 100 }, ofdm: { subcarriers: 64, cyclicPrefix: 16 } };

export default defineScenario({
  name: 'multipath',
  title: 'OFDM over echoes: entries of unequal noise',
  description:
    'Echoes make some subcarriers strong and others weak, so the entries of one latent arrive with unequal noise. The receiver tells ' +
    'the networks how noisy each entry is, or only the average (“averaged”); it knows the channel, or estimates it from two pilots ' +
    'per user and subcarrier (“estimated”). Prefixes and pilots are paid for in time and energy.',
  users: [1, 4],
  snrDb: [0, 5, 10, 15, 20],
  power: 'perUser',
  schemes: ['omdma', 'tdma'],
  channels: {
    echoes: indoors,
    'echoes-averaged': { ...indoors, toldNoise: 'average' },
    'echoes-estimated': { ...indoors, pilots: 2 },
  },
  denoiserSteps: [0, 1],
  cbr: '1/6',
  bandwidthHz: 20e6,
  trials: 16,
  gallery: { snrDb: 10, users: 4 },
});
