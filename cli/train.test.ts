import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from '../models/training/checkpoint.ts';
import { commandLineFolder } from '../tests/commandLine.ts';

const { folder, start } = commandLineFolder();
const semlink = (...args: string[]) => start(...args).outcome;

const train = (model: string, steps: number, ...more: string[]) =>
  semlink(
    'train',
    model,
    '--images',
    'procedural',
    '--steps',
    String(steps),
    '--device',
    'cpu',
    '--out',
    'mine',
    ...more,
  );

describe('semlink train', () => {
  it('makes a codec, goes on from its checkpoint, adds a denoiser, and both can be measured and checked', async () => {
    expect(await train('codec', 1)).toMatchObject({ code: 0 });
    const more = await train('codec', 2);
    expect(more.stderr).toMatch(/^step 2\/2 {2}loss/);
    const log = readFileSync(join(folder, 'mine/codec.log.jsonl'), 'utf8').trim().split('\n');
    expect(log.map(line => JSON.parse(line).step)).toEqual([1, 2]);

    expect(await train('denoiser', 1, '--codec', 'mine')).toMatchObject({ code: 0 });
    const records = Uint8Array.from({ length: 4 * 3073 }, (_, i) => (i % 3073 === 0 ? 0 : (i * i) >> 7));
    writeFileSync(join(folder, 'tiny.bin'), records);
    const measure = (count: string) =>
      semlink('models', 'measure', 'mine', '--images', 'A few=tiny.bin', '--count', count);
    const measured = await measure('3');
    expect(measured).toMatchObject({ code: 0, stderr: '' });
    expect(measured.stdout).toMatch(/A few {2}cbr 1\/6 {4}SNR {2}10 dB {2}denoiser, then decoder/);

    const checked = await semlink('models', 'check', 'mine', '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject([
      { kind: 'codec', ok: true },
      { kind: 'denoiser', ok: true },
    ]);
    const card = JSON.parse(readFileSync(join(folder, 'mine/codec.json'), 'utf8'));
    expect(card.training).toMatchObject({ steps: 2, seed: 1 });
    expect(card.training.command).toContain('--optimizer muon:moonlight --learning-rate 0.0025');
    expect(card.measured.psnr).toHaveLength(38);
    expect(card.measured.pictures).toBe('A few, the first 3 of 4 pictures');
    const fewer = await measure('2');
    expect(fewer).toMatchObject({ code: 2, stdout: '' });
    expect(fewer.stderr).toBe(
      'semlink: mine/codec.json: its table of A few is over 3 pictures, the new one over 2; ' +
        'give --out FILE to look at it, or --overwrite to replace the table\n',
    );
    expect(existsSync(join(folder, 'mine/measurement.unfinished.jsonl'))).toBe(false);
  });

  it('trains with another optimizer, at its own rate, and refuses to go on with a third one', async () => {
    const first = await train('codec', 1, '--optimizer', 'normuon:official');
    expect(first).toMatchObject({ code: 2 });
    expect(first.stderr).toContain('"optimizer":"muon:moonlight"');
    expect(await train('codec', 1, '--optimizer', 'normuon:official', '--out', 'other')).toMatchObject({
      code: 0,
    });
    const card = JSON.parse(readFileSync(join(folder, 'other/codec.json'), 'utf8'));
    expect(card.training.command).toContain('--optimizer normuon:official --learning-rate 0.02');
  });

  it('hands its steps to another runtime and publishes what that has done', async () => {
    const run = ['--batch', '2', '--out', 'elsewhere'];
    const exported = await train('codec', 1, ...run, '--export', 'A runtime of mine');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toMatch(/^a step of the codec in elsewhere; .*docs\/accelerator\.md/);
    expect(existsSync(join(folder, 'elsewhere/codec.json'))).toBe(false);
    const again = await train('codec', 1, ...run, '--export', 'A runtime of mine');
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('elsewhere/codec.ckpt: is there already; use another --out');

    const file = join(folder, 'elsewhere/codec.ckpt');
    const start = loadCheckpoint(file)!;
    saveCheckpoint(file, { ...start, step: 1 });
    expect(await train('codec', 1, ...run)).toMatchObject({ code: 0, stderr: '' });
    const card = JSON.parse(readFileSync(join(folder, 'elsewhere/codec.json'), 'utf8'));
    expect(card.training).toMatchObject({ picturesPerStep: 92, history: [{ runtime: 'A runtime of mine' }] });
    expect(card.training.command).toMatch(/ --batch 2$/);
    const other = await train('codec', 2, '--out', 'elsewhere');
    expect(other).toMatchObject({ code: 2 });
    expect(other.stderr).toContain('"batch":2');
  });

  it('shares the optimizer between workers, but not between more than a matrix has rows', async () => {
    const shared = ['--workers', '2', '--out', 'shared'];
    expect(await train('codec', 1, ...shared)).toMatchObject({ code: 0 });
    const card = JSON.parse(readFileSync(join(folder, 'shared/codec.json'), 'utf8'));
    expect(card.training.command).toMatch(/ --workers 2$/);
    const many = await train('codec', 1, '--workers', '161', '--out', 'many');
    expect(many).toMatchObject({ code: 2, stdout: '' });
    expect(many.stderr).toMatch(/workers: 161 workers cannot share the 160 rows of .*; use at most 160/);
    expect(existsSync(join(folder, 'many'))).toBe(false);
  });

  it.each([
    [['train', 'codecs'], 'model: "codecs" is not one of codec, denoiser'],
    [['train', 'codec', '--steps', 'many'], '--steps: "many" is not a whole number of at least 1'],
    [['train', 'codec', '--images', 'nowhere=2'], 'nowhere'],
    [
      ['train', 'codec', '--optimizer', 'muon:official'],
      '--optimizer: "muon:official" is not one of sgd, adamw, muon:moonlight, muon:kj, normuon:paper, normuon:official,',
    ],
    [['train', 'codec', '--learning-rate', '-1'], '--learning-rate: "-1" is not a number above 0'],
    [['train', 'codec', '--weight-decay', '-0.1'], '--weight-decay: "-0.1" is not a number of at least 0'],
    [['train', 'codec', '--images', 'procedural=0'], '--images procedural: "0" is not a number above 0'],
    [['train', 'codec', '--batch', '0'], '--batch: "0" is not a whole number of at least 1'],
    [['train', 'codec', '--workers', '0'], '--workers: "0" is not a whole number of at least 1'],
    [
      ['train', 'codec', '--workers', '2', '--export', 'x'],
      '--workers: the exported step has its optimizer inside; leave it out',
    ],
    [['train', 'codec', '--cool-down', '2'], '--cool-down: "2" is not a number between 0 and 1'],
    [['train', 'codec', '--device', 'tpu'], 'device: "tpu" is not one of auto, cpu, cuda, webgpu'],
    [['models', 'check', 'nowhere'], 'nowhere: holds no model card'],
    [
      ['models', 'measure', 'mine', '--images', 'procedural', '--count', '1'],
      '--count: "1" is not a whole number of at least 2',
    ],
    [
      ['models', 'measure', 'mine', '--images', 'a=procedural', '--images', 'a=procedural'],
      '--images: "a" does not name one set',
    ],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await semlink(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });
});
