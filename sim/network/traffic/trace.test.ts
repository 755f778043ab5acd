import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../kernels/errors.ts';
import { parseTrace, readTrace, traceArrivals } from './trace.ts';

const parse = (...lines: readonly string[]) => parseTrace(lines.join('\n'), 'a.csv', 3);

describe('parseTrace', () => {
  const expected = [
    { timeNs: 0, user: 2 },
    { timeNs: 1_500_000, user: 0 },
    { timeNs: 1_500_000, user: 1 },
  ];

  it.each([
    ['milliseconds', ['timeMs,user', '0,2', '1.5,0', '1.5,1']],
    [
      'nanoseconds, columns in another order, one more',
      ['user,size,timeNs', '2,9,0', '0,9,1500000', '1,9,1500000'],
    ],
    [
      'Windows line ends, spaces, an empty last line',
      ['timeUs, user\r', '0, 2\r', '1500, 0\r', '1500, 1\r', ''],
    ],
    ['JSON lines', ['{"timeS":0,"user":2}', '', '{"timeS":0.0015,"user":0}', '{"user":1,"timeMs":1.5}']],
  ])('reads %s', (_, lines) => {
    expect(parse(...lines)).toEqual(expected);
  });

  it.each([
    [['timeMs,user', '5,0', '4.9,1'], 'a.csv, line 3: time runs backwards: 4900000 ns after 5000000 ns'],
    [['timeMs,user', '', '5,0', 'x,1'], 'a.csv, line 4: timeMs "x" is not a time from 0 to'],
    [['timeMs,user', '-1,0'], 'a.csv, line 2: timeMs "-1" is not a time from 0 to'],
    [['timeMs,user', ',0'], 'a.csv, line 2: timeMs "" is not a time'],
    [['timeMs,user', '1,3'], 'a.csv, line 2: user "3" is not a whole number from 0 to 2'],
    [['timeMs,user', '1'], 'a.csv, line 2: user nothing is not a whole number from 0 to 2'],
    [['0,1', '1,1'], 'a.csv, line 1: the header "0,1" lacks user or one of timeNs, timeUs, timeMs, timeS'],
    [['timeMs,user'], 'a.csv: holds no arrivals'],
    [[''], 'a.csv: holds no arrivals'],
    [['{"timeMs":1,"user":0}', '{"timeMs":2,'], 'a.csv, line 2: "{\\"timeMs\\":2," is no JSON'],
    [['{"timeMs":1,"user":0}', '7'], 'a.csv, line 2: "7" is no JSON object'],
    [['{"time":1,"user":0}'], 'a.csv, line 1: there is no timeNs, timeUs, timeMs, timeS'],
    [['{"timeMs":null,"user":0}'], 'a.csv, line 1: timeMs null is not a time'],
    [['{"timeMs":1,"user":"b"}'], 'a.csv, line 1: user "b" is not a whole number'],
  ])('refuses %j', (lines, message) => {
    expect(() => parse(...lines)).toThrow(message);
    expect(() => parse(...lines)).toThrow(ConfigError);
  });
});

describe('readTrace', () => {
  it('reads a file, and says which one it cannot read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'semlink-trace-'));
    try {
      const file = join(folder, 'trace.csv');
      writeFileSync(file, 'timeMs,user\n1,0\n2,1\n3,0\n');
      const next = traceArrivals(readTrace(file, 2), 0);
      expect([next(), next(), next(), next()]).toEqual([1_000_000, 3_000_000, undefined, undefined]);
      expect(() => readTrace(join(folder, 'none.csv'), 2)).toThrow(
        'none.csv: this trace file cannot be read',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
