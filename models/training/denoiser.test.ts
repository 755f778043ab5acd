import { expect, it } from 'vitest';
import { CODEC_SIZE } from '../codec/network.ts';
import { layOut } from '../graph/weights.ts';
import { denoiserTraining } from './denoiser.ts';
import { initialWeights } from './initial.ts';

it("starts a denoiser from its codec's decoder, and leaves its output and the blocks beyond to the seed", () => {
  const spec = (name: string) => ({ name, shape: [2, 2], start: { deviation: 1 }, hidden: false });
  const { blocks } = CODEC_SIZE.decoder;
  const names = ['embed', `${blocks - 1}.query`, `${blocks}.query`, 'out'].map(role => `denoiser.${role}`);
  const layout = layOut(names.map(spec));
  const asked: string[] = [];
  const weights = (name: string) => {
    asked.push(name);
    return new Float32Array(4).fill(7);
  };
  const start = denoiserTraining(1, { weights, encoderSha256: '' }, new Map()).start!(layout);
  const random = initialWeights(layout, 1);
  expect(asked).toEqual(['decoder.embed', `decoder.${blocks - 1}.query`]);
  expect([...start.subarray(0, 8)]).toEqual(Array(8).fill(7));
  expect(start.subarray(8)).toEqual(random.subarray(8));
});

it("starts a denoiser from a trained one before its codec's decoder", () => {
  const layout = layOut([{ name: 'denoiser.embed', shape: [2, 2], start: { deviation: 1 }, hidden: false }]);
  const known = new Map([['denoiser.embed', new Float32Array(4).fill(3)]]);
  const codec = { weights: () => new Float32Array(4).fill(7), encoderSha256: '' };
  expect([...denoiserTraining(1, codec, known).start!(layout)]).toEqual([3, 3, 3, 3]);
});
