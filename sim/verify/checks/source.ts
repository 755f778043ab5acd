import { meanPower } from '../../../kernels/complex.ts';
import { type Image, image } from '../../../kernels/image.ts';
import { keyedPermutation, userKey } from '../../../kernels/permutation.ts';
import { dbToLinear, noiseVariance } from '../../../kernels/power.ts';
import { fillNormal } from '../../../kernels/random/normal.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { fillUniform } from '../../../kernels/random/uniform.ts';
import { keepChannels } from '../../../models/codec/codec.ts';
import { type Latent, latentLength } from '../../../models/codec/latent.ts';
import { demodulate, modulate } from '../../link.ts';
import { ssimAndMsSsim } from '../../metrics/msSsim.ts';
import { psnr } from '../../metrics/psnr.ts';
import { interferenceVariance } from '../../noiseShare.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { distortionBound, greyLevelPsnrDb, linearError } from '../closedForms/source.ts';
import { inChunks, inWords, runningMean } from './experiments.ts';

/** Tokens of a latent: 8 × 8 of 16 entries, 512 symbols. */
const SIDE = 8;
const CHANNELS = 16;
/** Power and gain that must cancel in the receiver. */
const LINK = { gain: { re: 0.6, im: -1.1 }, power: 2.5 };
const ARRIVES = (0.6 ** 2 + 1.1 ** 2) * 2.5;

function whiteLatent(stream: RandomStream): Latent {
  const values = fillNormal(stream, new Float32Array(SIDE * SIDE * CHANNELS));
  const shape = { rows: SIDE, cols: SIDE, channels: CHANNELS, width: 4 * SIDE, height: 4 * SIDE };
  return keepChannels({ ...shape, values }, CHANNELS);
}

/**
 * Mean square error per entry of white latents through the link of a cell: permuted, modulated, superposed, put in order and
 * weighed by the noise. A batch of latents goes through the channel as one signal.
 */
function linkCheck(users: number, snrDb: number, quick: boolean): Check {
  const noiseVar = noiseVariance(snrDb, ARRIVES);
  const variance = interferenceVariance(LINK, new Array(users - 1).fill(LINK), noiseVar);
  const alone = users === 1;
  return {
    id: `source.link.${users}user${alone ? '' : 's'}.${snrDb}dB`,
    title: alone
      ? `white Gaussian latents, one use for two entries, ${inWords(snrDb)} dB: mean square error`
      : `the same among ${users} permuted users of equal power, ${inWords(snrDb)} dB: mean square error`,
    formula: alone ? '1/(1 + γ), Goblick’s bound at ρ = ½' : 'v/(1 + v), v = K − 1 + 1/γ',
    expected: alone ? distortionBound(0.5, dbToLinear(snrDb)) : linearError(variance),
    quick,
    batched: true,
    measure: bench => linkError(bench, users, noiseVar, variance),
  };
}

function linkError(bench: Bench, users: number, noiseVar: number, variance: number) {
  const [source, noise] = [bench.stream('source'), bench.stream('noise')];
  const mean = runningMean();
  const length = SIDE * SIDE * CHANNELS;
  inChunks(alongside(users), bench.batch, (first, count) => {
    const frames = Array.from({ length: count }, (_, f) => {
      const latents = Array.from({ length: users }, () => whiteLatent(source));
      const orders = latents.map((latent, k) =>
        keyedPermutation(userKey(1, k), first + f, latentLength(latent)),
      );
      return { latents, orders };
    });
    const onAir = Array.from({ length: users }, (_, k) => {
      const signals = frames.map(({ latents, orders }) => modulate(latents[k], orders[k]));
      return { signal: joined(signals), ...LINK };
    });
    const received = bench.channels.multipleAccess(onAir, { noiseVar }, noise);
    frames.forEach(({ latents: [own], orders: [order] }, f) => {
      const [from, to] = [(f * length) / 2, ((f + 1) * length) / 2];
      const signal = {
        length: to - from,
        re: received.re.slice(from, to),
        im: received.im.slice(from, to),
      };
      const estimate = demodulate(signal, { shape: own, link: LINK, variance, order });
      for (let i = 0; i < length; i++) mean.add((estimate.mean[i] - own.values[i]) ** 2);
    });
  });
  return mean.measurement();
}

/** Frames: about 200,000 entries of the wanted user. */
function alongside(users: number): number {
  return users === 1 ? 200 : 100;
}

function joined(signals: readonly ReturnType<typeof modulate>[]): ReturnType<typeof modulate> {
  const length = signals.reduce((sum, signal) => sum + signal.length, 0);
  const all = { length, re: new Float32Array(length), im: new Float32Array(length) };
  let at = 0;
  for (const { re, im } of signals) {
    all.re.set(re, at);
    all.im.set(im, at);
    at += re.length;
  }
  return all;
}

/** Mean power of modulated latents: 1 for each latent, not only on average. */
function modulatedPowerCheck(): Check {
  return {
    id: 'source.power',
    title: 'mean power of one modulated latent, largest deviation of 100',
    formula: '|1 − E|s|²| = 0',
    expected: 0,
    quick: true,
    batched: false,
    measure(bench) {
      const source = bench.stream('source');
      const off = Array.from({ length: 100 }, () => Math.abs(1 - meanPower(modulate(whiteLatent(source)))));
      return { kind: 'value', value: Math.max(...off), tolerance: 1e-6 };
    },
  };
}

const PICTURE_SIDE = 176;

function noisePicture(stream: RandomStream): Image {
  return image(
    PICTURE_SIDE,
    PICTURE_SIDE,
    fillUniform(stream, new Float32Array(3 * PICTURE_SIDE * PICTURE_SIDE)),
  );
}

function greyLevelCheck(levels: number): Check {
  return {
    id: `source.psnr.${levels}level${levels === 1 ? '' : 's'}`,
    title: `PSNR of a constant error of ${levels} grey level${levels === 1 ? '' : 's'} in dB`,
    formula: '20 log₁₀(255/e)',
    expected: greyLevelPsnrDb(levels),
    quick: true,
    batched: false,
    measure(bench) {
      const original = noisePicture(bench.stream('picture'));
      const shifted = image(
        PICTURE_SIDE,
        PICTURE_SIDE,
        original.data.map(x => x + levels / 255),
      );
      return { kind: 'value', value: psnr(original, shifted), tolerance: 1e-3 };
    },
  };
}

function selfSimilarityCheck(name: 'ssim' | 'msSsim'): Check {
  return {
    id: `source.${name}`,
    title: `${name === 'ssim' ? 'SSIM' : 'MS-SSIM, five scales,'} of a picture with itself`,
    formula: '1',
    expected: 1,
    quick: true,
    batched: false,
    measure(bench) {
      const picture = noisePicture(bench.stream('picture'));
      return { kind: 'value', value: ssimAndMsSsim(picture, picture)[name], tolerance: 1e-9 };
    },
  };
}

/** Sources without memory through the link, and measures of quality. */
export const SOURCE_CHECKS: CheckSection = {
  id: 'source',
  title: 'Uncoded latents through the link, and measures of quality',
  checks: [
    modulatedPowerCheck(),
    ...[-5, 0, 10, 20].map(db => linkCheck(1, db, db !== -5)),
    linkCheck(2, 10, false),
    linkCheck(4, 10, true),
    linkCheck(16, 0, false),
    greyLevelCheck(1),
    greyLevelCheck(16),
    selfSimilarityCheck('ssim'),
    selfSimilarityCheck('msSsim'),
  ],
};
