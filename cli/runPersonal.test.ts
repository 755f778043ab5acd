import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLineFolder } from '../tests/commandLine.ts';

const { folder, start, runSync, file } = commandLineFolder();

const set = (...settings: string[]) => settings.flatMap(setting => ['--set', setting]);
/** Two codecs of one step each. */
const SMALL = [
  ...['run', 'personal-models', '--device', 'cpu'],
  ...set('users=2', 'snrDb=0,10', 'models=personal,rotated', 'trials=2', 'gallery=1'),
  ...set('fineTuning.steps=1', 'fineTuning.pictures=1'),
];
const linesIn = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0);

describe('semlink run personal-models', () => {
  const out = join(folder, 'models');
  const record = join(out, 'codecs.jsonl');

  it('keeps finished codecs when interrupted, goes on from there, and draws the same report again', async () => {
    const { child, outcome } = start(...SMALL, '--out', 'models');
    const watch = setInterval(() => {
      if (linesIn(record) >= 2 && child.kill('SIGINT')) clearInterval(watch);
    }, 20);
    const cut = await outcome.finally(() => clearInterval(watch));
    expect(cut).toEqual({
      code: 130,
      stdout: '',
      stderr:
        'semlink: interrupted, codecs that were trained are kept in models, the same command goes on from there\n',
    });
    const kept = readFileSync(record, 'utf8');

    // The number of frames decides nothing about the codecs.
    const { code, stdout, stderr } = runSync(...SMALL, ...set('trials=3'), '--out', 'models');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(record, 'utf8').startsWith(kept)).toBe(true);
    expect(linesIn(record)).toBe(3);
    expect(stdout).toMatch(/^personal, no-keys +\d+\.\d\d ± \d+\.\d\d +\d+\.\d\d ± /m);
    expect(stdout).toMatch(/^personal +2 +\d+\.\d\d +2 +2 +\d+\.\d$/m);
    expect(readdirSync(out).sort()).toEqual([
      'codecs',
      'codecs.jsonl',
      'points.csv',
      'report.html',
      'result.json',
    ]);
    expect(readdirSync(join(out, 'codecs', 'user-2')).sort()).toEqual([
      'codec.json',
      'decoder.onnx',
      'encoder.onnx',
    ]);
    const rows = readFileSync(join(out, 'points.csv'), 'utf8').split('\r\n');
    expect(rows).toHaveLength(1 + 3 * 4 * 2 + 1);
    expect(new Set(rows.slice(0, -1).map(row => row.split(',').length)).size).toBe(1);

    const page = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    expect(runSync('report', 'models').code).toBe(0);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  });

  it('refuses the codecs of another experiment', () => {
    const other = runSync(...SMALL, ...set('fineTuning.learningRate=0.01'), '--out', 'models');
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toMatch(/codecs\.jsonl: holds the codecs of another experiment \(fineTuning is /);
  });

  it('lists every problem and leaves no folder behind', () => {
    const { code, stdout, stderr } = runSync(...SMALL, ...set('users=1', 'model=rotated'), '--out', 'none');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      'semlink: users: 1 is not a whole number between 2 and 16',
      'semlink: model: unknown key; did you mean models?',
    ]);
    file('note.txt', 'no picture');
    const images = runSync(...SMALL, '--images', 'note.txt', '--out', 'none');
    expect(images).toMatchObject({ code: 2, stdout: '' });
    expect(images.stderr).toContain('images.sources: one path for 2 users is a CIFAR-10 file (.bin)');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
