import { defineComparison } from '../sim/comparison/scenario.ts';
import { KODAK } from './anchors/kodak.ts';

export default defineComparison({
  name: 'kodak-style',
  title: 'Whole photographs: the neural codec, a digital link, and the capacity bound',
  description:
    'The field’s figure for photographs, where headers no longer matter. Everything takes the same channel uses and the same energy; the ' +
    'digital link sends the best AVIF file that fits, protected by LDPC and QAM. The points are published results on the Kodak photographs, ' +
    'which --images with a folder of them compares like with like; without it the pictures are procedural.',
  snrDb: [1, 4, 7, 10, 13],
  cbr: '1/16',
  rateSnrDb: 10,
  rateCbr: ['1/48', '1/24', '1/16', '1/12', '1/8'],
  denoiserSteps: [0, 1],
  digital: { codecs: 'avif', mosaic: 1, headers: ['counted', 'free'], curves: 'all' },
  images: { width: 256, height: 192, count: 6 },
  anchors: KODAK,
});
