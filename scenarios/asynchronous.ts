import { defineLoad } from '../sim/load/scenario.ts';

export default defineLoad({
  name: 'asynchronous',
  title: 'Frames that overlap in part: is it worth telling the noise of each entry?',
  description:
    'Eight users send a picture as soon as they have one, whoever is on the air. Frames overlap in part, so the noise of a latent’s entries ' +
    'differs along the frame, and its receiver knows how: it can tell its networks the noise share of each entry, or the average. ' +
    'Frames that all begin together stand beside them.',
  users: 8,
  snrDb: 10,
  power: 'perUser',
  access: ['omdma-unslotted', 'omdma'],
  toldNoise: ['perEntry', 'average'],
  offeredLoad: [0.25, 0.5, 1, 2, 4],
  traffic: { kind: 'poisson' },
  cbr: '1/6',
  bandwidthHz: 100_000,
  deadlineMs: 50,
  qualityThresholdDb: 20,
  denoiserSteps: 1,
  pictures: 300,
  images: { width: 32, height: 32 },
});
