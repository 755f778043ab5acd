import { defineScenario } from '../sim/cell/scenario.ts';

export default defineScenario({
  name: 'sampling',
  title: 'More steps of the denoiser: sharper, and less like the original',
  description:
    'One step of the denoiser gives the mean of all latents that fit what was received, which is blurred where many do. More steps walk down the ' +
    'noise levels to a single one of them: detail of the right strength that need not be the right detail, at a price in PSNR.',
  users: 1,
  snrDb: [-5, 0, 5],
  power: 'perUser',
  schemes: 'omdma',
  denoiserSteps: [0, 1, 2, 5, 10, 50],
  cbr: '1/6',
  trials: 8,
});
