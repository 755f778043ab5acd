import { defineComparison } from '../sim/comparison/scenario.ts';
import { CIFAR10 } from './anchors/cifar10.ts';

export default defineComparison({
  name: 'single-user-comparison',
  title: 'One small picture: the neural codec, a digital link, and the capacity bound',
  description:
    'The field’s figure for small pictures. Everything takes the same channel uses and the same energy. The digital link sends the best AVIF ' +
    'file that fits, protected by LDPC and QAM; its envelope changes modulation and code rate with the SNR. At 32×32 the header of a file ' +
    'weighs as much as the picture, so every curve says how headers are counted. The points are published results on CIFAR-10, which ' +
    '--images cifar-10/test.bin compares like with like; without it the pictures are procedural.',
  snrDb: [0, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20],
  cbr: ['1/12', '1/6'],
  rateSnrDb: 10,
  rateCbr: ['1/24', '1/12', '1/8', '1/6'],
  denoiserSteps: [0, 1],
  digital: { codecs: 'avif', mosaic: [1, 12], headers: ['counted', 'free'], curves: 'all' },
  images: { width: 32, height: 32, count: 48 },
  anchors: CIFAR10,
});
