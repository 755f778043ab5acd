import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'users',
  title: 'How many users share a band, scheme by scheme',
  description:
    'One to sixteen users of equal power. Latents all at once, told apart by keys: each read beside the others as they are, or by a receiver ' +
    'that knows all keys and cancels them, all at once (PIC) or the strongest first (SIC). Beside them sending without keys, true Gaussian ' +
    'noise of the same power, and taking turns; and coded pictures in turns (digital) or in layers (NOMA). All use the same band, time and energy.',
  users: [1, 2, 4, 8, 16],
  snrDb: [0, 10, 20],
  power: 'perUser',
  schemes: ['omdma', 'omdma-pic', 'omdma-sic', 'superposed', 'gaussian', 'tdma', 'noma-sic', 'digital'],
  denoiserSteps: 1,
  cancellation: { iterations: 3 },
  cbr: '1/6',
  trials: 6,
  gallery: { snrDb: 20, users: 4 },
});
