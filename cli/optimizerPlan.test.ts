import { describe, expect, it } from 'vitest';
import { commandLineFolder } from '../tests/commandLine.ts';

const { start } = commandLineFolder();
const semlink = (...args: string[]) => start(...args).outcome;

describe('semlink optimizer-plan', () => {
  it('prints a table per model', async () => {
    const { code, stdout, stderr } = await semlink('optimizer-plan', '--workers', '8,256');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^1\.1B: 0\.973 billion parameters/m);
    expect(stdout).toMatch(/^5\.4B: 5\.215 billion parameters/m);
    expect(stdout.split('\n').filter(line => /^(8|256) /.test(line))).toHaveLength(4);
  });

  it('prints one JSON document', async () => {
    const { code, stdout } = await semlink('optimizer-plan', '--model', '1.1B', '--workers', '8', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ model: '1.1B', plans: [{ workers: 8 }] }]);
  });

  it.each([
    [['--model', '2B'], '--model: "2B" is not one of 1.1B, 5.4B'],
    [['--workers', '8,few'], '--workers: "few" is not a whole number of at least 1'],
    [
      ['--workers', '600'],
      'workers: 600 workers cannot share the 512 rows of a 512×2048 matrix; use at most 512',
    ],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await semlink('optimizer-plan', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
