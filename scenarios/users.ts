import { defineScenario } from '../sim/scenario.ts';

export default defineScenario({
  name: 'users',
  title: 'How many users share a band, and what cancelling them gains',
  description:
    'One to sixteen users of equal power. The receiver reads each of them beside the others as they are, or knows all keys and cancels ' +
    'them, all at once (PIC) or the strongest first (SIC). Beside them sending without keys, true Gaussian noise of the same power, and ' +
    'taking turns; all use the same band, time and energy.',
  users: [1, 2, 4, 8, 16],
  snrDb: [0, 10, 20],
  power: 'perUser',
  schemes: ['omdma', 'omdma-pic', 'omdma-sic', 'superposed', 'gaussian', 'tdma'],
  denoiserSteps: 1,
  cbr: '1/6',
  trials: 6,
  gallery: { snrDb: 20, users: 4 },
});
