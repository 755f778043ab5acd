import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'near-far',
  title: 'Four users at unequal distances',
  description:
    'Four users arrive 5 dB apart, the last one 15 dB below the first. Beside stronger users a weak one is lost in a single pass; a receiver ' +
    'that cancels users hears it once the others are known. Does it matter whether all are cancelled at once, or the strongest first? And how ' +
    'do coded pictures fare, in turns (digital) and in layers (NOMA)?',
  users: 4,
  snrDb: [10, 20, 30],
  power: 'perUser',
  gains: [0, -5, -10, -15],
  schemes: ['omdma', 'omdma-pic', 'omdma-sic', 'gaussian', 'tdma', 'noma-sic', 'digital'],
  channel: 'awgn',
  denoiserSteps: 1,
  cbr: '1/6',
  trials: 8,
  gallery: { snrDb: 20 },
});
