import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImageSource } from '../../models/data/source.ts';
import { SHIPPED_MODELS } from '../../models/weights/load.ts';
import { fineTuner, readStart } from './fineTune.ts';
import { picturesOf } from './fixture.ts';
import { definePersonal, parsePersonal } from './scenario.ts';
import type { TunedCodec } from './tuning.ts';
import { openTuningStore } from './tuningStore.ts';

const STEPS = 3;
const scenario = parsePersonal(
  definePersonal({
    name: 'test',
    power: 'perUser',
    users: 2,
    snrDb: [0, 20],
    fineTuning: { steps: STEPS, pictures: 1 },
  }),
);
const start = readStart(SHIPPED_MODELS);
const [{ training, tested }] = picturesOf(1);
const folder = mkdtempSync(join(tmpdir(), 'semlink-tuning-'));
afterAll(() => rmSync(folder, { recursive: true }));

function tune(name: string, source: ImageSource = training): Promise<TunedCodec> {
  const directory = join(folder, name);
  const store = openTuningStore(join(folder, `${name}.jsonl`), { seed: 1 });
  const tuner = fineTuner({
    ...{ scenario, seed: 1, start, directory, store, command: 'semlink run test', saveEvery: 1 },
    session: { device: 'cpu', threads: 1 },
  });
  return tuner({ name: 'user-1', sources: [{ source, weight: 1 }], steps: STEPS }, () => {});
}

const bytesOf = (name: string, network: string) =>
  readFileSync(join(folder, name, 'user-1', `${network}.onnx`));
const linesOf = (name: string) =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');

/** The same pictures until one is read once too often. */
function dyingAfter(reads: number): ImageSource {
  let left = reads;
  return {
    ...training,
    async read(index) {
      if (left-- === 0) throw new Error('killed');
      return training.read(index);
    },
  };
}

describe('fineTuner', () => {
  it('goes on after a kill and leaves the same bytes, then trains no more', async () => {
    const whole = await tune('whole');
    await expect(tune('cut', dyingAfter(2))).rejects.toThrow('killed');
    expect(existsSync(join(folder, 'cut', 'user-1', 'codec.ckpt'))).toBe(true);
    expect(linesOf('cut')).toHaveLength(1);

    const resumed = await tune('cut', dyingAfter(1));
    for (const network of ['encoder', 'decoder'])
      expect(bytesOf('cut', network).equals(bytesOf('whole', network))).toBe(true);
    expect(existsSync(join(folder, 'cut', 'user-1', 'codec.ckpt'))).toBe(false);
    expect(resumed.provenance).toEqual(whole.provenance);

    const again = await tune('cut', dyingAfter(0));
    expect(again).toEqual({ ...resumed, codec: expect.anything() });
    const [picture] = await Promise.all([tested.read(0)]);
    const [first, second] = await Promise.all([whole, again].map(({ codec }) => codec.encode([picture])));
    expect(second).toEqual(first);
  });

  it('trains the weights that it starts from, under the noise of the experiment', async () => {
    const { steps, pictures, trainingSeconds, encoderBytes } = await tune('whole');
    expect({ steps, pictures }).toEqual({ steps: STEPS, pictures: STEPS });
    expect(trainingSeconds).toBeGreaterThan(0);
    expect(encoderBytes).toBe(bytesOf('whole', 'encoder').length);
    expect(bytesOf('whole', 'encoder').equals(readFileSync(join(SHIPPED_MODELS, 'encoder.onnx')))).toBe(
      false,
    );
    const card = JSON.parse(readFileSync(join(folder, 'whole', 'user-1', 'codec.json'), 'utf8'));
    expect(card.name).toBe('codec of user 1');
    expect(card.training).toMatchObject({ steps: STEPS, picturesPerStep: 1, seed: 1 });
    expect(card.training.from).toEqual([{ name: 'encoder.onnx', sha256: start.encoderSha256 }]);
    // Two users at 0 dB: v = 1 + 1; alone at 20 dB: v = 0.01.
    expect(card.training.snrDb[0]).toBeCloseTo(-10 * Math.log10(2), 10);
    expect(card.training.snrDb[1]).toBeCloseTo(20, 10);
  });

  it('refuses networks that are not those of their line, and a file of other codecs', async () => {
    await tune('swapped', training);
    rmSync(join(folder, 'swapped.jsonl'));
    openTuningStore(join(folder, 'swapped.jsonl'), { seed: 1 }).append({
      ...{ name: 'user-1', steps: STEPS, pictures: STEPS, trainingSeconds: null },
      encoderSha256: 'f'.repeat(64),
    });
    await expect(tune('swapped')).rejects.toThrow(
      /swapped.user-1: holds the encoder [0-9a-f]{64}, its line says f{64}/,
    );
    expect(() => openTuningStore(join(folder, 'swapped.jsonl'), { seed: 2 })).toThrow(
      'holds the codecs of another experiment (seed is 1 there and 2 here); use another --out, or delete the file',
    );
  });
});
