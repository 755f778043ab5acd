import { defineLoad } from '../sim/load/scenario.ts';

export default defineLoad({
  name: 'load',
  title: 'Quality and delay under load: everyone at once, in groups, or in turns',
  description:
    'Eight users send pictures to one receiver at random instants, more and more often. Everyone at once, behind a key of its own, hardly ' +
    'waits, and its pictures suffer from those of the others; one at a time, a picture is as good as alone, once its turn has come.',
  users: 8,
  snrDb: 10,
  power: 'perUser',
  access: ['omdma', 'semantic-group', 'round-robin'],
  groups: 2,
  offeredLoad: [0.25, 0.5, 0.75, 1, 2, 4],
  traffic: { kind: 'poisson' },
  cbr: '1/6',
  bandwidthHz: 100_000,
  deadlineMs: 50,
  qualityThresholdDb: 20,
  denoiserSteps: 1,
  pictures: 400,
  images: { width: 32, height: 32 },
});
