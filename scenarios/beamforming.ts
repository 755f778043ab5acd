import { defineBeamforming } from '../sim/beamforming/scenario.ts';

export default defineBeamforming({
  name: 'beamforming',
  title: 'Antennas, users and likeness: cooperative beams beside others',
  description:
    'One base station sends a picture to each of its users at once. Two users each share a scene and differ in part. Cooperative beams put ' +
    'users whose latents are alike into one group with one key, so that what they have in common adds up on the air; the other precoders ' +
    'give everyone a key of its own, and tdma takes turns.',
  snrDb: 5,
  power: 'total',
  antennas: 8,
  users: 8,
  correlation: 0.75,
  sweep: {
    antennas: [2, 4, 8, 16, 32, 64],
    users: [2, 4, 8, 16],
    correlation: [0, 0.25, 0.5, 0.75, 1],
  },
  denoiserSteps: 1,
  cbr: '1/6',
  trials: 20,
  images: { kind: 'cross-faded', width: 32, height: 32 },
});
