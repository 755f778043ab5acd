import { published } from './published.ts';

const YOO =
  'H. Yoo, L. Dai, S. Kim, C.-B. Chae, "On the role of ViT and CNN in semantic communications", 2023: notebook outputs in the repository kmsiapps/Semantic-Communications-with-a-Vision-Transformer';
const TILED =
  'BPG 4:4:4 (HEVC intra) where AVIF runs here. A thousand pictures share a file and 22 header bytes are free, so that headers cost next to nothing.';

/** Published results on the test pictures of CIFAR-10 over AWGN, by SNR per complex channel use. */
export const CIFAR10 = [
  ...published(
    'WITT',
    'K. Yang, S. Wang, J. Dai, K. Tan, K. Niu, P. Zhang, "WITT: a wireless image transmission transformer", 2023: figure in the repository KeYang8/WITT',
    'Read off the figure, ±0.15 dB. A transformer of 13.7 million weights for pictures of this size.',
    [
      [10, '1/12', { psnrDb: 28.6 }],
      [10, '1/6', { psnrDb: 32.65 }],
    ],
  ),
  ...published(
    'DeepJSCC',
    'Repository chunbaobao/Deep-JSCC-PyTorch, logs of 2024, after E. Bourtsoulatze, D. Burth Kurka, D. Gündüz, 2019',
    'A convolutional network of 0.16 million weights for each ratio and each SNR, tested at the SNR it was trained for. Its labels are 3.01 dB lower: it gives each real entry unit power and half of the noise.',
    [
      [4.01, '1/12', { psnrDb: 23.82 }],
      [7.01, '1/12', { psnrDb: 25.37 }],
      [10.01, '1/12', { psnrDb: 26.84 }],
      [16.01, '1/12', { psnrDb: 28.77 }],
      [4.01, '1/6', { psnrDb: 26.1 }],
      [7.01, '1/6', { psnrDb: 28.09 }],
      [10.01, '1/6', { psnrDb: 29.73 }],
      [16.01, '1/6', { psnrDb: 32.45 }],
    ],
  ),
  ...published(
    'ADJSCC',
    'Model card prashantrajbista/adjscc-cifar10, after J. Xu, B. Ai, W. Chen, A. Yang, P. Sun, M. Rodrigues, arXiv 2012.00533, 2020',
    'One convolutional network with attention, 11.1 million weights, for 0 to 20 dB. Its labels are 3.01 dB lower, for the reason given for DeepJSCC.',
    [[13.01, '1/6', { psnrDb: 33.13 }]],
  ),
  ...published('BPG, LDPC', YOO, `${TILED} Best of 5G LDPC and QAM at this SNR, words of 6,144 bits.`, [
    [0, '1/12', { psnrDb: 20.05 }],
    [10, '1/12', { psnrDb: 25.43 }],
    [0, '1/6', { psnrDb: 22.32 }],
    [5, '1/6', { psnrDb: 25.43 }],
    [10, '1/6', { psnrDb: 29.73 }],
    [15, '1/6', { psnrDb: 32.83 }],
  ]),
  ...published('BPG, capacity', YOO, TILED, [
    [0, '1/12', { psnrDb: 21.66 }],
    [10, '1/12', { psnrDb: 26.82 }],
    [0, '1/6', { psnrDb: 24.13 }],
    [5, '1/6', { psnrDb: 28.24 }],
    [10, '1/6', { psnrDb: 31.59 }],
    [15, '1/6', { psnrDb: 34.54 }],
  ]),
];
