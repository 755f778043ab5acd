import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'interference',
  title: 'Three kinds of interference of the same power',
  description:
    'The premise of permuted sharing: at equal power, other users are worse than Gaussian noise when their latents arrive in ' +
    'order, and no worse when each user permutes its own. The receiver noise lies 20 dB below one user, so that K − 1 ' +
    'interferers decide.',
  users: [2, 4, 8, 16],
  snrDb: 20,
  power: 'perUser',
  schemes: ['superposed', 'omdma', 'gaussian'],
  denoiserSteps: [0, 1],
  cbr: '1/6',
  trials: 16,
});
