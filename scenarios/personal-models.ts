import { definePersonal } from '../sim/personal/scenario.ts';

export default definePersonal({
  name: 'personal-models',
  title: 'Does one universal model suffice?',
  description:
    'Four users with pictures of different kinds send at once. In the first system every user has a codec of its own, whose features the others do ' +
    'not understand; in the later one all share one codec and each has a key. Both are run here, with and without keys, beside the one codec ' +
    'trained on as long with the pictures of all, and beside features that are made different by a rotation alone.',
  users: 4,
  snrDb: [0, 10, 20],
  power: 'perUser',
  models: ['adapted', 'personal', 'rotated'],
  fineTuning: { steps: 60, pictures: 12, learningRate: 1e-3 },
  cbr: '1/6',
  trials: 48,
  images: { width: 32, height: 32 },
});
