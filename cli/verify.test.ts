import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckResult, VerifyResult } from '../sim/verify/results.ts';
import { commandLineFolder } from '../tests/commandLine.ts';
import { short, verifyTable } from './verifyTable.ts';

const { folder, runSync } = commandLineFolder();
const semlink = (...args: string[]) => runSync('verify', ...args);

describe('semlink verify', () => {
  it('prints a table and writes the result and its page', () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = semlink(
      '--only',
      'estimator.bound',
      '--only',
      'source.psnr',
      '--out',
      out,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {7}check +expected +measured +99\.9 % interval +from +seconds\n/);
    expect(stdout).toContain('\nIntervals and estimates\n');
    expect(stdout).toMatch(/\nholds {2}source\.psnr\.1level +48\.13 +48\.13 +exact +\d\.\d\d\n/);
    expect(stdout).toContain('\nAll 9 checks hold. ');
    expect(stdout).not.toContain('\x1b');
    expect(JSON.parse(readFileSync(join(out, 'verify.json'), 'utf8'))).toMatchObject({
      format: 'semlink-verification-1',
      set: 'chosen',
    });
    expect(readFileSync(join(out, 'verify.html'), 'utf8')).toContain('source.psnr.1level');
  });

  it('prints one JSON document', () => {
    const { code, stdout } = semlink('--only', 'rayleigh.power', '--seed', '7', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as VerifyResult;
    expect(result).toMatchObject({ seed: 7, batchSizes: [1, 64], leastErrors: 400 });
    expect(result.sections.map(({ checks }) => checks.map(({ id }) => id))).toEqual([['rayleigh.power']]);
  });

  it('refuses an unknown check, naming those close to it, and a seed that is none', () => {
    const out = join(folder, 'none');
    const unknown = semlink('--only', 'rayleigh.bspk', '--out', out);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(
      /^semlink: --only: no check is called "rayleigh\.bspk"; close to it: rayleigh\.bpsk, /,
    );
    expect(semlink('--seed', 'x')).toMatchObject({
      code: 2,
      stderr: 'semlink: --seed: "x" is not a whole number of at least 0\n',
    });
    expect(existsSync(out)).toBe(false);
  });
});

describe('verifyTable', () => {
  const check: CheckResult = {
    id: 'awgn.bpsk.4dB',
    title: 'BPSK at 4 dB',
    formula: 'Q(√(2γb))',
    expected: 0.0125,
    relation: 'equals',
    measured: 0.02,
    low: 0.018,
    high: 0.0221,
    from: '2000 of 100000',
    holds: false,
    problem: 'measured too high',
    seconds: 0.1,
  };
  const sections = [{ id: 'awgn', title: 'Gaussian noise', checks: [check] }];

  it('says why a check fails, in words as well as in colour', () => {
    const painted = verifyTable({ sections }, (colour, text) => `<${colour}>${text}</${colour}>`);
    expect(painted.split('\n').slice(1)).toEqual([
      '<bold>Gaussian noise</bold>',
      '<red>FAILS</red>  awgn.bpsk.4dB   0.01250   0.02000  0.01800 … 0.02210  2000 of 100000     0.10',
      '       measured too high: BPSK at 4 dB; expected Q(√(2γb))',
    ]);
  });

  it.each([
    [0, '0.000'],
    [0.0125, '0.01250'],
    [-0.00125, '-1.250e-3'],
    [48.131, '48.13'],
    [1234567, '1.235e+6'],
  ])('shows %d as %s', (value, text) => {
    expect(short(value)).toBe(text);
  });
});
