import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, RuntimeFailure } from '../../kernels/errors.ts';
import { openStudyStore } from './store.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-store-'));
  file = join(folder, 'runs.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const cost = { optimizer: 'adamw', size: 64, seconds: 0.5 };
const trial = {
  workload: 'codec' as const,
  optimizer: 'sgd',
  multiple: 1,
  seed: 0,
  trial: {
    points: [{ step: 0, seconds: 0, trainingLoss: 0.1 + 0.2, heldOutLoss: 1 / 3 }],
    finalLoss: null,
    diverged: true,
    secondsPerStep: 0.01,
    updates: [{ step: 1, conditionNumber: 3, rowNormSpread: 2, brakes: [{ entries: 4, excess: 1e-5 }] }],
    device: 'cpu',
  },
};

describe('openStudyStore', () => {
  it('gives back what was appended, to the last bit', () => {
    const store = openStudyStore(file, { steps: 3 });
    expect(store.finished).toEqual([]);
    store.append(trial);
    store.append(cost);
    expect(openStudyStore(file, { steps: 3 }).finished).toEqual([trial, cost]);
  });

  it('drops a last line that was cut off, and appends behind the whole ones', () => {
    openStudyStore(file, { steps: 3 }).append(cost);
    appendFileSync(file, JSON.stringify(trial).slice(0, 40));
    const again = openStudyStore(file, { steps: 3 });
    expect(again.finished).toEqual([cost]);
    again.append(trial);
    expect(openStudyStore(file, { steps: 3 }).finished).toEqual([cost, trial]);
  });

  it('starts afresh where even the first line was cut off', () => {
    writeFileSync(file, '{"steps"');
    expect(openStudyStore(file, { steps: 3 }).finished).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('{"steps":3}\n');
  });

  it('refuses the runs of another study and says what differs', () => {
    openStudyStore(file, { steps: 3, seed: 1 });
    expect(() => openStudyStore(file, { steps: 4, seed: 1 })).toThrow(ConfigError);
    expect(() => openStudyStore(file, { steps: 4, seed: 1 })).toThrow(
      'runs.jsonl: holds the runs of another study (steps is 3 there and 4 here); use another --out, or delete the file',
    );
  });

  it('refuses a line that is no run, by its number', () => {
    openStudyStore(file, {}).append(cost);
    appendFileSync(file, '{"optimizer":"adamw"}\n');
    expect(() => openStudyStore(file, {})).toThrow('runs.jsonl, line 3: is no finished run of a study');
  });

  it('reports a disk that refuses', () => {
    expect(() => openStudyStore(join(folder, 'none', 'runs.jsonl'), {})).toThrow(RuntimeFailure);
  });
});
