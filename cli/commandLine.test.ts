import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commandLine } from './commandLine.ts';

it('leaves plain words alone and quotes the others so that a shell reads them back', () => {
  const words = ['run', '--set', 'snrDb=0:5:20', "a b's", '$HOME', '*', '', '~/x'];
  const line = commandLine(words);
  expect(line).toMatch(/^run --set snrDb=0:5:20 '/);
  const script = `for word in ${line}; do printf '%s\\n' "$word"; done`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    words.map(word => `${word}\n`).join(''),
  );
});
