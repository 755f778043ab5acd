import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoadResult } from '../sim/load/results.ts';
import { commandLineFolder } from '../tests/commandLine.ts';

const TIMEOUT = 120_000;

const { folder, runSync: semlink, file } = commandLineFolder();

const set = (...settings: string[]) => settings.flatMap(setting => ['--set', setting]);
/** A run of a second or so. */
const SMALL = [
  ...set('pictures=60', 'offeredLoad=0.5,2', 'access=omdma-unslotted', 'images.count=6'),
  ...set('images.width=16', 'images.height=16'),
];

describe('semlink run load', () => {
  it('prints its tables, writes its files, and draws the same report again', { timeout: TIMEOUT }, () => {
    const { code, stdout, stderr } = semlink('run', 'load', '--device', 'cpu', ...SMALL, '--out', 'load');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^omdma-unslotted\nload +PSNR \(dB\) +delay \(ms\)/m);
    expect(stdout).toMatch(/^0\.5 +\d+\.\d\d ± \d+\.\d\d +\d+\.\d ± /m);
    const out = join(folder, 'load');
    expect(readdirSync(out).sort()).toEqual(['points.csv', 'report.html', 'result.json']);
    const rows = readFileSync(join(out, 'points.csv'), 'utf8').split('\r\n');
    expect(rows).toHaveLength(1 + 2 + 1);
    expect(new Set(rows.slice(0, -1).map(row => row.split(',').length)).size).toBe(1);

    const page = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    expect(semlink('report', 'load').code).toBe(0);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  });

  it('has the same result for any batch, repeats on expected quality included', { timeout: TIMEOUT }, () => {
    const [a, b] = ['64', '5'].map(batch => {
      const repeats = set('arq.minQualityDb=22', 'arq.combine=chase', 'arq.maxTries=2');
      const run = ['run', 'asynchronous', '--device', 'cpu', ...SMALL, ...repeats];
      const { code, stdout } = semlink(...run, '--batch', batch, '--json', '--out', `batch${batch}`);
      expect(code).toBe(0);
      const { provenance, ...result } = JSON.parse(stdout) as LoadResult;
      expect(provenance.seed).toBe(1);
      return result;
    });
    expect(b).toEqual(a);
    expect(a.points).toHaveLength(4);
    expect(a.points.some(({ triesPerPicture }) => triesPerPicture > 1)).toBe(true);
  });

  it('runs a trace, and names the line where one is wrong', { timeout: TIMEOUT }, () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${3 * i},${i % 2}`);
    file('good.csv', `timeMs,user\n${lines.join('\n')}\n`);
    file('bad.csv', `timeMs,user\n0,0\n5,1\n4,0\n`);
    const scenario = (trace: string) =>
      `export default { kind: 'load', name: 'traced', power: 'perUser', users: 2, access: 'round-robin',
  images: { width: 16, height: 16, count: 4 }, traffic: { kind: 'trace', file: '${trace}' } };`;
    file('good.ts', scenario('good.csv'));
    file('bad.ts', scenario('bad.csv'));
    const good = semlink('run', './good.ts', '--device', 'cpu', '--json', '--out', 'good');
    expect(good.code).toBe(0);
    const { points } = JSON.parse(good.stdout) as LoadResult;
    expect(points[0].users.map(({ delivered }) => delivered)).toEqual([30, 30]);
    const bad = semlink('run', './bad.ts', '--device', 'cpu', '--out', 'bad');
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('bad.csv, line 4: time runs backwards: 4000000 ns after 5000000 ns');
    expect(existsSync(join(folder, 'bad'))).toBe(false);
  });

  it('refuses what cannot be, by path, value and what is valid', { timeout: TIMEOUT }, () => {
    const { code, stderr } = semlink('run', 'load', ...set('bandwidthHz=0', 'users=99'), '--out', 'no');
    expect(code).toBe(2);
    expect(stderr).toContain('bandwidthHz: 0 is not a positive number of hertz');
    expect(stderr).toContain('users: 99 is not a whole number between 1 and 64');
    const late = semlink('run', 'load', '--device', 'cpu', ...SMALL, ...set('deadlineMs=0.5'), '--out', 'no');
    expect(late.code).toBe(2);
    expect(late.stderr).toContain('deadlineMs: 0.5 ms is less than the 1.28 ms that a picture takes');
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
});
