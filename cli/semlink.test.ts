import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../sim/cell/results.ts';
import { commandLineFolder } from '../tests/commandLine.ts';

const TIMEOUT = 120_000;

const { folder, start, file } = commandLineFolder();
const semlink = (...args: string[]) => start(...args).outcome;

/** A run of a second or so. */
const QUICK = [
  '--device',
  'cpu',
  '--set',
  'trials=2',
  '--set',
  'snrDb=10',
  '--set',
  'images.width=32',
  '--set',
  'images.height=32',
];

describe.concurrent('bad input', () => {
  const cases: [string, () => string[], RegExp][] = [
    [
      'an unknown scenario',
      () => ['omdna'],
      /^semlink: scenario: "omdna" is not one of .*interference, .*omdma, .*did you mean omdma\?$/,
    ],
    [
      'a scenario file that is not there',
      () => ['./none.ts'],
      /^semlink: \.\/none\.ts: there is no such scenario file$/,
    ],
    [
      'a scenario file without default export',
      () => [file('empty.ts', 'export const users = 4;')],
      /empty\.ts: has no default export/,
    ],
    [
      'a scenario file that does not parse',
      () => [file('broken.json', '{"name":')],
      /broken\.json: is not valid JSON: /,
    ],
    [
      'a misspelt key',
      () => [file('cell.json', '{"name":"cell","power":"total","sndDb":3}')],
      /^semlink: sndDb: unknown key; did you mean snrDb\?$/,
    ],
    [
      'an unknown path of --set',
      () => ['omdma', '--set', 'images.widht=64'],
      /^semlink: images\.widht: unknown key; did you mean width\?$/,
    ],
    [
      'SNR "ten"',
      () => ['omdma', '--set', 'snrDb=ten'],
      /^semlink: snrDb: "ten" is not a number or a list of numbers between -30 and 60$/,
    ],
    [
      '0 users',
      () => ['omdma', '--set', 'users=0'],
      /^semlink: users: 0 is not a whole number between 1 and 64, or a list of them$/,
    ],
    [
      '10^6 users',
      () => ['omdma', '--set', 'users=1e6'],
      /^semlink: users: 1000000 is not a whole number between 1 and 64/,
    ],
    [
      'a picture that is none',
      () => ['omdma', '--images', file('none/picture.png', 'no picture')],
      /picture\.png/,
    ],
    [
      'a folder with a picture that is none',
      () => ['omdma', '--images', join(file('some/picture.jpg', 'no picture'), '..')],
      /picture\.jpg/,
    ],
    [
      'an empty folder',
      () => ['omdma', '--images', join(file('hollow/.keep', ''), '..')],
      /hollow: holds no picture/,
    ],
    ['a folder that is not there', () => ['omdma', '--images', 'nowhere'], /nowhere/],
    [
      'CUDA where there is none',
      () => ['omdma', '--device', 'cuda'],
      /^semlink: device: "cuda" does not work on this machine/m,
    ],
    [
      'an unknown device',
      () => ['omdma', '--device', 'tpu'],
      /^semlink: device: "tpu" is not one of auto, cpu, cuda, webgpu$/,
    ],
    [
      'an output folder that cannot be made',
      () => ['omdma', '--out', join(file('taken', ''), 'out')],
      /results cannot be written here: a part of the path is a file$/,
    ],
    [
      'a seed that is no number',
      () => ['omdma', '--seed', 'x'],
      /^semlink: --seed: "x" is not a whole number/,
    ],
    ['an unknown option', () => ['omdma', '--sed', '1'], /unknown option '--sed'/],
  ];

  it.for(cases)('%s', { timeout: TIMEOUT }, async ([name, args, message]) => {
    const out = join(folder, `out ${name}`);
    const given = args();
    const { code, stdout, stderr } = await semlink('run', '--device', 'cpu', '--out', out, ...given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(out)).toBe(false);
  });

  it('lists every problem on its own line', { timeout: TIMEOUT }, async () => {
    const { code, stderr } = await semlink(
      'run',
      'omdma',
      '--set',
      'users=0',
      '--set',
      'snrDb=ten',
      '--set',
      'cbr=2',
    );
    const paths = stderr
      .trimEnd()
      .split('\n')
      .map(line => line.split(':')[1].trim());
    expect({ code, paths: paths.sort() }).toEqual({ code: 2, paths: ['cbr', 'snrDb', 'users'] });
  });

  it('refuses to draw a report where there is no result', { timeout: TIMEOUT }, async () => {
    const { code, stderr } = await semlink('report', 'nowhere');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^semlink: nowhere.*result\.json: cannot be read/);
  });
});

describe('semlink run', () => {
  it('gives the same bytes for the same seed, whatever the batch size, but for the wall time', {
    timeout: TIMEOUT,
  }, async () => {
    const outcomes = await Promise.all([
      semlink('run', 'omdma', '--json', '--seed', '1', '--out', 'a', ...QUICK),
      semlink('run', 'omdma', '--json', '--seed', '1', '--out', 'b', '--batch', '3', ...QUICK),
    ]);
    const withoutTime = outcomes.map(({ code, stdout, stderr }) => {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.replace(/"wallSeconds":[^}]*/, '');
    });
    expect(withoutTime[1]).toBe(withoutTime[0]);
    const result = JSON.parse(outcomes[0].stdout) as RunResult;
    expect(result.points).toHaveLength(8);
    expect(result.provenance).toMatchObject({ seed: 1, deviceRequested: 'cpu', deviceUsed: 'cpu' });
    expect(readFileSync(join(folder, 'a', 'result.json'), 'utf8')).toBe(outcomes[0].stdout);
  });

  it('runs a scenario of one’s own, prints the table and writes the results', {
    timeout: TIMEOUT,
  }, async () => {
    const scenario = `const scenario: object = {
      name: 'pair', title: 'Two of us', power: 'total', users: 2, schemes: ['omdma', 'tdma'] };
      export default scenario;`;
    const { code, stdout, stderr } = await semlink('run', file('pair.ts', scenario), ...QUICK);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'Two of us',
      '',
      'PSNR in dB, 2 users',
      expect.stringMatching(/^scheme +denoiser steps +10 dB$/),
    ]);
    expect(lines[4]).toMatch(/^omdma +0 +\d+\.\d\d ± \d+\.\d\d$/);
    expect(stdout).toContain(`Report: ${join('runs', 'pair-seed1', 'report.html')}\n`);
    const out = join(folder, 'runs', 'pair-seed1');
    expect(readdirSync(out).sort()).toEqual(['points.csv', 'report.html', 'result.json']);
    expect(readFileSync(join(out, 'points.csv'), 'utf8').split('\r\n')).toHaveLength(1 + 4 + 1);

    const html = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    const again = await semlink('report', join('runs', 'pair-seed1'));
    expect(again).toEqual({ code: 0, stdout: `${join('runs', 'pair-seed1', 'report.html')}\n`, stderr: '' });
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(html);
    const elsewhere = await semlink(
      'report',
      join('runs', 'pair-seed1', 'result.json'),
      '--out',
      'page.html',
    );
    expect(elsewhere).toEqual({ code: 0, stdout: 'page.html\n', stderr: '' });
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toBe(html);
  });

  it('ends with 130 on Ctrl-C and leaves nothing behind', { timeout: TIMEOUT }, async () => {
    const out = join(folder, 'interrupted');
    const { child, outcome } = start('run', 'omdma', '--out', out, '--device', 'cpu', '--set', 'trials=1000');
    while (!existsSync(out) && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 50));
    await new Promise(resolve => setTimeout(resolve, 500));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await outcome;
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: '',
      stderr: 'semlink: interrupted, no results were written\n',
    });
    expect(existsSync(out)).toBe(false);
  });
});

describe('semlink', () => {
  it.concurrent.each([[], ['run'], ['report'], ['doctor']].map(args => [args.join(' '), args]))(
    'helps with %s',
    async (_, args) => {
      const { code, stdout } = await semlink(...args, '--help');
      expect(code).toBe(0);
      expect(stdout).toMatch(args.length === 0 ? /Start with:/ : /Examples?:\n {2}semlink /);
    },
    TIMEOUT,
  );

  it('takes it quietly when nobody reads its output', { timeout: TIMEOUT }, async () => {
    const { child, outcome } = start('--help');
    child.stdout!.destroy();
    const { code, stderr } = await outcome;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('finds what the machine has', { timeout: TIMEOUT }, async () => {
    const { code, stdout } = await semlink('doctor', '--json');
    const findings = JSON.parse(stdout) as { what: string; ok: boolean }[];
    expect(code).toBe(0);
    expect(findings.map(({ what }) => what)).toEqual([
      'versions',
      'machine',
      'cpu',
      'cuda',
      'webgpu',
      'models',
    ]);
    expect(findings.filter(({ ok }) => ok).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['versions', 'machine', 'cpu', 'models']),
    );
  });
});
