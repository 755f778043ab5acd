import { msSsimOf, published } from './published.ts';

const WITT =
  'K. Yang, S. Wang, J. Dai, K. Tan, K. Niu, P. Zhang, "WITT: a wireless image transmission transformer", 2023: figures in the repository KeYang8/WITT';
const READ =
  'The 24 Kodak photographs, read off the figures, ±0.15 dB; MS-SSIM from decibels, 1 − 10^(−dB/10).';

/** Published results on the Kodak photographs over AWGN, by SNR per complex channel use. */
export const KODAK = [
  ...published('WITT', WITT, `${READ} 28.2 million weights.`, [
    [1, '1/16', { psnrDb: 29.65, msSsim: msSsimOf(13.5) }],
    [4, '1/16', { psnrDb: 31.3, msSsim: msSsimOf(15.75) }],
    [7, '1/16', { psnrDb: 32.6, msSsim: msSsimOf(17.7) }],
    [10, '1/16', { psnrDb: 33.6, msSsim: msSsimOf(19.3) }],
    [13, '1/16', { psnrDb: 34.3, msSsim: msSsimOf(20.5) }],
    [10, '1/48', { psnrDb: 29.3 }],
    [10, '1/24', { psnrDb: 31.9 }],
    [10, '1/12', { psnrDb: 35.0 }],
    [10, '1/8', { psnrDb: 37.2 }],
  ]),
  ...published(
    'DeepJSCC',
    `${WITT}; after E. Bourtsoulatze, D. Burth Kurka, D. Gündüz, 2019`,
    `${READ} As trained by the authors of WITT.`,
    [
      [1, '1/16', { psnrDb: 28.15, msSsim: msSsimOf(11.9) }],
      [4, '1/16', { psnrDb: 29.5, msSsim: msSsimOf(13.8) }],
      [7, '1/16', { psnrDb: 30.45, msSsim: msSsimOf(15.45) }],
      [10, '1/16', { psnrDb: 31.5, msSsim: msSsimOf(16.8) }],
      [13, '1/16', { psnrDb: 32.1, msSsim: msSsimOf(17.8) }],
      [10, '1/48', { psnrDb: 27.4 }],
      [10, '1/24', { psnrDb: 29.95 }],
      [10, '1/12', { psnrDb: 33.05 }],
      [10, '1/8', { psnrDb: 34.8 }],
    ],
  ),
  ...published(
    'SwinJSCC',
    'User report in issue 14 of the repository of SwinJSCC (K. Yang, S. Wang, J. Dai, X. Qin, K. Niu, P. Zhang, 2023), with its official weights',
    'One model of 33.1 million weights for all SNRs and ratios. The mask that adapts its rate is not counted as bandwidth.',
    [
      [1, '1/16', { psnrDb: 29.54 }],
      [4, '1/16', { psnrDb: 31.09 }],
      [7, '1/16', { psnrDb: 32.27 }],
      [10, '1/16', { psnrDb: 33.17, msSsim: 0.977 }],
      [13, '1/16', { psnrDb: 33.8 }],
      [10, '1/48', { psnrDb: 29.04, msSsim: 0.943 }],
      [10, '1/24', { psnrDb: 31.55, msSsim: 0.967 }],
      [10, '1/12', { psnrDb: 34.41, msSsim: 0.982 }],
      [10, '1/8', { psnrDb: 36.05, msSsim: 0.986 }],
    ],
  ),
  ...published(
    'BPG, LDPC',
    WITT,
    `${READ} BPG (HEVC intra) where AVIF runs here, best of 5G LDPC and QAM at this SNR, words of 6,144 bits.`,
    [
      [2, '1/16', { psnrDb: 29.25 }],
      [6, '1/16', { psnrDb: 30.25 }],
      [8, '1/16', { psnrDb: 31.95 }],
      [10, '1/16', { psnrDb: 33.3 }],
      [13, '1/16', { psnrDb: 35.45 }],
    ],
  ),
];
