import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StudyResult } from '../sim/study/results.ts';
import { commandLineFolder, type Outcome } from '../tests/commandLine.ts';

const { folder, start } = commandLineFolder();

const QUICK = [
  'workloads=codec',
  'optimizers=sgd,adamw,muon:kj',
  'steps=10',
  'seeds=2',
  'rates=1',
  'evaluations=2',
  'diagnoses=1',
  'width=8',
  'heads=1',
  'windows=2',
  'costOptimizers=sgd',
  'costSizes=16',
].flatMap(setting => ['--set', setting]);

/** Runs a command; `whileRunning` is asked now and then whether to interrupt it. */
function semlink(args: readonly string[], whileRunning: () => boolean = () => false): Promise<Outcome> {
  const { child, outcome } = start(...args);
  const watch = setInterval(() => {
    if (whileRunning() && child.kill('SIGINT')) clearInterval(watch);
  }, 20);
  return outcome.finally(() => clearInterval(watch));
}

const run = (...args: string[]) => semlink(['run', 'optimizers', '--device', 'cpu', ...QUICK, ...args]);
const linesIn = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);

describe('semlink run optimizers', () => {
  it('prints its table, writes its files, and draws the same report again', async () => {
    const { code, stdout, stderr } = await run('--out', 'study');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^codec, \d+ weights, \d+ of them in hidden matrices$/m);
    expect(stdout).toMatch(/^muon:kj +0\.02\* +\S+ ± \S+/m);
    const out = join(folder, 'study');
    expect(readdirSync(out).sort()).toEqual(['curves.csv', 'report.html', 'result.json', 'runs.jsonl']);
    expect(readFileSync(join(out, 'curves.csv'), 'utf8').split('\r\n')).toHaveLength(1 + 3 * 3 + 1);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect((await semlink(['report', 'study'])).code).toBe(0);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  });

  it('keeps finished runs when interrupted, and the same command goes on from there', async () => {
    const file = join(folder, 'cut', 'runs.jsonl');
    const args = ['run', 'optimizers', '--device', 'cpu', ...QUICK, '--json', '--out', 'cut'];
    const cut = await semlink(args, () => linesIn(file) >= 3);
    expect(cut).toMatchObject({ code: 130, stdout: '' });
    expect(cut.stderr).toMatch(
      /interrupted; finished runs are kept in cut, the same command goes on from there/,
    );
    const kept = readFileSync(file, 'utf8');

    const { code, stdout } = await semlink(args);
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8').startsWith(kept)).toBe(true);
    const result = JSON.parse(stdout) as StudyResult;
    const whole = JSON.parse(readFileSync(join(folder, 'study', 'result.json'), 'utf8')) as StudyResult;
    const losses = ({ workloads }: StudyResult) => workloads[0].contestants.map(({ finalLoss }) => finalLoss);
    expect(losses(result)).toEqual(losses(whole));
    expect(readFileSync(join(folder, 'cut', 'result.json'), 'utf8')).toBe(stdout);

    const other = await semlink([...args, '--set', 'steps=11']);
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toContain('holds the runs of another study (steps is 10 there and 11 here)');
  });

  it('lists every problem of a study and leaves no folder behind', async () => {
    const { code, stdout, stderr } = await run(
      '--out',
      'none',
      '--set',
      'optimizers=adam',
      '--set',
      'seed=2',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^semlink: optimizers: "adam" is not one of sgd, adamw, /),
      'semlink: seed: unknown key; did you mean seeds?',
    ]);
    writeFileSync(join(folder, 'note.txt'), 'no picture');
    const images = await run('--out', 'none', '--images', 'note.txt');
    expect(images.code).toBe(2);
    expect(images.stderr).toMatch(/^semlink: images: "note\.txt" is not 'procedural' or a CIFAR-10 file/);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
