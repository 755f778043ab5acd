import { defineBeamforming } from '../sim/beamforming/scenario.ts';

export default defineBeamforming({
  name: 'correlated-users',
  title: 'Views of one object for neighbouring users: what do cooperative beams gain?',
  description:
    'Eight users in four pairs; the two of a pair get neighbouring views of one object, other pairs other objects. How alike their latents ' +
    'are is measured, users are grouped by it, and group mates share a key. The views here are procedural; --images takes a folder of ' +
    'objects, each a folder of views.',
  snrDb: 5,
  power: 'total',
  antennas: 8,
  users: 8,
  usersPerObject: 2,
  sweep: { snrDb: [-5, 0, 5, 10, 15] },
  schemes: ['mrt', 'zf', 'rzf', 'rzf-shared', 'wmmse', 'cooperative', 'gaussian', 'tdma'],
  grouping: { linkage: 'average', threshold: 0.5, maxSize: 2 },
  denoiserSteps: [0, 1],
  cbr: '1/6',
  trials: 12,
  images: { kind: 'views', width: 64, height: 64, shiftPixels: 1, zoom: 1.02 },
});
