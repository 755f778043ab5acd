import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigError } from '../../kernels/errors.ts';
import { CODEC_SIZE } from '../codec/network.ts';
import { readCard, sha256 } from './card.ts';
import { checkModels, listModels } from './check.ts';
import { CODEC_CARD, DENOISER_CARD, loadCodec, loadDenoiser, SHIPPED_MODELS } from './load.ts';
import { writeCard } from './publish.ts';
import { readTrainedCodec } from './read.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-models-'));
  for (const name of readdirSync(SHIPPED_MODELS))
    copyFileSync(join(SHIPPED_MODELS, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: ConfigError) => error,
  );

describe('the shipped models', () => {
  it('match their cards', async () => {
    const checked = await checkModels(SHIPPED_MODELS);
    expect(checked.map(({ card }) => card.kind)).toEqual(['codec', 'denoiser']);
    expect(checked.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(8 * 2 ** 20);
  });

  it('come with measurements and a training record that names no folder of any machine', () => {
    for (const { card } of listModels(SHIPPED_MODELS)) {
      const { sets, psnr } = card.measured;
      // Cards of one set without a name hold the two main rates, others every rate.
      const perSet = sets ? { codec: 38, denoiser: 26 } : { codec: 24, denoiser: 12 };
      expect(psnr).toHaveLength(perSet[card.kind] * (sets?.length ?? 1));
      expect(JSON.stringify(card.training)).not.toMatch(/\/(home|root|work|tmp|Users)\//);
    }
  });
});

describe('a model that does not match its card', () => {
  it('is refused with both checksums', async () => {
    const file = join(folder, 'decoder.onnx');
    const bytes = readFileSync(file);
    const expected = sha256(bytes);
    bytes[bytes.length - 10] ^= 1;
    writeFileSync(file, bytes);
    const error = await rejection(loadCodec({ device: 'cpu', directory: folder }));
    expect(error?.code).toBe('model-checksum');
    expect(error?.message).toContain(file);
    expect(error?.message).toContain(expected);
    expect(error?.message).toContain(sha256(bytes));
    expect((await rejection(checkModels(folder)))?.code).toBe('model-checksum');
  });

  it('is refused with both shapes', async () => {
    const path = join(folder, CODEC_CARD);
    const card = readCard(path);
    writeCard(path, { ...card, latentChannels: 12 });
    expect((await rejection(loadCodec({ device: 'cpu', directory: folder })))?.message).toContain(
      'says 12 latent channels on 4 px patches, the network has 16 on 4 px',
    );
    expect((await rejection(checkModels(folder)))?.code).toBe('model-shape');
  });

  it('is refused when the denoiser belongs to another encoder', async () => {
    const path = join(folder, DENOISER_CARD);
    const card = readCard(path);
    if (card.kind !== 'denoiser') throw new Error('not the denoiser card');
    writeCard(path, { ...card, encoderSha256: 'f'.repeat(64) });
    expect((await rejection(loadDenoiser({ device: 'cpu', directory: folder })))?.code).toBe('card-pair');
  });
});

describe('a model folder', () => {
  it('has cards with a table row on a line each, the same after writing as before', () => {
    for (const { path, card } of listModels(folder)) {
      writeCard(path, card);
      expect(readCard(path)).toEqual(card);
      const rows = readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => /^ {6}\{.*"psnrDb":.*\},?$/.test(line));
      const steps = card.kind === 'denoiser' ? (card.measured.sampling ?? []) : [];
      expect(rows).toHaveLength(card.measured.psnr.length + steps.length);
    }
  });

  it('without a file says which', async () => {
    rmSync(join(folder, 'encoder.onnx'));
    const error = await rejection(loadCodec({ device: 'cpu', directory: folder }));
    expect(error?.message).toContain(`${join(folder, 'encoder.onnx')}: cannot be read`);
  });

  it('with a card that lacks fields lists them all', async () => {
    const card = JSON.parse(readFileSync(join(folder, CODEC_CARD), 'utf8'));
    delete card.files.decoder;
    card.patch = -4;
    writeFileSync(join(folder, CODEC_CARD), JSON.stringify(card));
    const error = await rejection(loadCodec({ device: 'cpu', directory: folder }));
    expect(error?.problems.map(({ path }) => path.split(': ')[1]).sort()).toEqual(['files.decoder', 'patch']);
  });

  it('that is empty is named', async () => {
    expect(() => listModels(tmpdir())).toThrow('holds no model card');
  });

  it('gives its weights back for further training', () => {
    const { weights } = readTrainedCodec(SHIPPED_MODELS);
    expect(weights('decoder.0.expand')).toHaveLength(4 * CODEC_SIZE.decoder.width ** 2);
    expect(() => weights('decoder.99.expand')).toThrow('holds no weight decoder.99.expand');
  });
});
