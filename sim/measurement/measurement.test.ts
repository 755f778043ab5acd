import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measuredConditions } from './conditions.ts';
import { measureErrorCurve } from './curve.ts';
import { linearDenoiser, pictures, whiteCodec } from './fixture.ts';
import { measureModels, openMeasurementFile } from './measurement.ts';
import { encodeAll } from './pictures.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-measurement-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sets = [pictures('leaves', 3), pictures('others', 2, 6)];
const work = { sets: 'leaves and others' };

function measureInto(file: string, onRow: () => void = () => {}) {
  const codec = whiteCodec();
  const result = measureModels(sets, {
    codec,
    denoiserWith: () => linearDenoiser(),
    seed: 1,
    pieces: openMeasurementFile(join(folder, file), work),
    onRow,
  });
  return { codec, result };
}

describe('measuredConditions', () => {
  it('names bandwidth ratios by channels/96', () => {
    const conditions = measuredConditions();
    expect(conditions).toHaveLength(26);
    for (const { cbr, channels } of conditions) {
      const [uses, values] = cbr.split('/').map(Number);
      expect(uses / values).toBeCloseTo(channels / 96, 12);
    }
    const atTen = conditions.filter(({ snrDb }) => snrDb === 10).map(({ channels }) => channels);
    expect(atTen.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  });
});

describe('measureErrorCurve', () => {
  it('finds β for white latents, which no denoiser can improve', async () => {
    const codec = whiteCodec();
    const latents = await encodeAll(pictures('leaves', 8), codec);
    const betas = [0.05, 0.3, 0.6];
    const networks = { codec, denoiser: linearDenoiser(0.8) };
    const curve = await measureErrorCurve(latents, networks, { seed: 3, onPicture() {} }, betas);
    const entries = latents.length * 640;
    for (const [i, { beta, mse, predicted }] of curve.entries()) {
      expect(beta).toBe(betas[i]);
      // The error is Gaussian of variance β, so its mean square has the deviation β·√(2/entries); 3.29 of them are the 99.9 % interval.
      const gate = 3.29 * beta * Math.sqrt(2 / entries);
      expect(Math.abs(mse - beta)).toBeLessThan(gate);
      // An SNR that were meant per real dimension, 3 dB off, would not pass.
      expect(Math.abs((2 * beta) / (1 + beta) - beta)).toBeGreaterThan(gate);
      expect(predicted).toBeCloseTo(0.8 * beta, 4);
    }
  });
});

describe('measureModels', () => {
  it('measures every condition of every set and encodes every picture once', async () => {
    const { codec, result } = measureInto('whole');
    const { rows, curves, sets: described } = await result;
    expect(codec.encoded).toBe(5);
    expect(rows).toHaveLength(2 * (12 * 3 + 14 * 2));
    expect(curves.mse).toHaveLength(13);
    expect(curves.sampling).toHaveLength(3 * 6);
    expect(curves.mseSet).toEqual({ name: 'leaves', pictures: 3, of: 8, seed: 1 });
    expect(described.map(({ name, pictures }) => [name, pictures])).toEqual([
      ['leaves', 3],
      ['others', 2],
    ]);
    for (const row of rows) {
      expect(row.psnrMargin).toBeGreaterThan(0);
      expect(row.msSsim!.margin).toBeGreaterThan(0);
      expect(row.windowEdges).toBeDefined();
    }
    // The denoiser of this test changes nothing, so its rows are those of the decoder told the noise.
    const told = rows.filter(row => row.told && row.denoiserSteps === 0).map(({ psnrDb }) => psnrDb);
    expect(rows.filter(row => row.denoiserSteps === 1).map(({ psnrDb }) => psnrDb)).toEqual(told);
    const ignorant = rows.filter(row => !row.told && row.snrDb === -5).map(({ psnrDb }) => psnrDb);
    const toldThere = rows.filter(row => row.told && row.denoiserSteps === 0 && row.snrDb === -5);
    expect(ignorant).not.toEqual(toldThere.map(({ psnrDb }) => psnrDb));
  });

  it('goes on after a kill, in the middle of a line too, and comes to the same result', async () => {
    const undisturbed = await measureInto('undisturbed').result;
    let rows = 0;
    const killed = measureInto('killed', () => {
      if (++rows === 120) throw new Error('killed');
    });
    await expect(killed.result).rejects.toThrow('killed');
    appendFileSync(join(folder, 'killed'), '{"rows":[{"set":"oth');
    let later = 0;
    const resumed = measureInto('killed', () => void later++);
    expect(await resumed.result).toEqual(undisturbed);
    expect(later).toBeLessThan(10);
    expect(resumed.codec.encoded).toBe(2);
    expect(readFileSync(join(folder, 'killed'), 'utf8')).toBe(
      readFileSync(join(folder, 'undisturbed'), 'utf8'),
    );
  });

  it('refuses the finished parts of another measurement', () => {
    openMeasurementFile(join(folder, 'other'), { sets: 'others alone' });
    expect(() => openMeasurementFile(join(folder, 'other'), work)).toThrow(
      'holds the finished part of another measurement (sets is "others alone" there and "leaves and others" here)',
    );
  });
});
