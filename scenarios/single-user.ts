import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'single-user',
  title: 'One user over white Gaussian noise',
  description: 'The codec alone, with and without the denoiser: quality against SNR when nobody interferes.',
  users: 1,
  snrDb: [-5, 0, 5, 10, 15, 20],
  power: 'perUser',
  schemes: 'omdma',
  denoiserSteps: [0, 1],
  cbr: '1/6',
  trials: 32,
});
