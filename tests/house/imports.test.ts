import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Which folder may import from which others. `types` may be imported as types only. */
const MAY_IMPORT: Record<string, { values: readonly string[]; types?: readonly string[] }> = {
  kernels: { values: [] },
  channels: { values: ['kernels'] },
  models: { values: ['kernels'] },
  sim: { values: ['kernels', 'channels', 'models'] },
  reports: { values: ['kernels'], types: ['sim'] },
  scenarios: { values: ['sim'] },
  cli: { values: ['kernels', 'models', 'sim', 'reports', 'scenarios'] },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map(name => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern = /^(import|export)\s+(type\s+)?[^;'"]*?from\s+'(\.[^']+)'/gm;
  return [...text.matchAll(pattern)].map(([, , type, path]) => ({
    from: file,
    to: relative(ROOT, resolve(ROOT, dirname(file), path)),
    typeOnly: type !== undefined,
  }));
}

function allowed({ from, to, typeOnly }: Import): boolean {
  const [room, target] = [from.split('/')[0], to.split('/')[0]];
  const { values, types = [] } = MAY_IMPORT[room];
  return room === target || values.includes(target) || (typeOnly && types.includes(target));
}

describe('the house', () => {
  it.each(Object.keys(MAY_IMPORT))('%s imports only what it may', room => {
    const files = sourceFiles(room);
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap(importsOf).filter(entry => !allowed(entry));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('would notice a channel that reaches for a model, and a report that runs the simulator', () => {
    expect(allowed({ from: 'channels/awgn.ts', to: 'models/codec/codec.ts', typeOnly: false })).toBe(false);
    expect(allowed({ from: 'reports/cell/page.ts', to: 'sim/cell/campaign.ts', typeOnly: false })).toBe(
      false,
    );
    expect(allowed({ from: 'reports/cell/page.ts', to: 'sim/results.ts', typeOnly: true })).toBe(true);
  });

  it('uses no generator but its own and no file past 300 lines', () => {
    const files = Object.keys(MAY_IMPORT).flatMap(sourceFiles);
    const generator = /Math\.random\(/;
    expect(files.filter(file => generator.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
    expect(files.filter(file => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 300)).toEqual([]);
  });
});
