import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'omdma',
  title: 'Four users at once, told apart by their keys',
  description:
    'Four users share the whole band. Each permutes its latent with its own key, so that the others arrive as noise, and a ' +
    'diffusion denoiser cleans the latent. Compared with sending without keys, with true Gaussian noise of the same ' +
    'power, and with taking turns; all use the same band, time and energy.',
  users: 4,
  snrDb: [0, 5, 10, 15, 20],
  power: 'perUser',
  schemes: ['omdma', 'superposed', 'gaussian', 'tdma'],
  denoiserSteps: [0, 1],
  cbr: '1/6',
  trials: 16,
});
