import { expect, it } from 'vitest';
import { formatDuration, progressLine } from './progress.ts';

function stream(isTTY: boolean): { written: string[] } & NodeJS.WriteStream {
  const written: string[] = [];
  const fake = { isTTY, columns: 40, written, write: (text: string) => written.push(text) > 0 };
  return fake as unknown as { written: string[] } & NodeJS.WriteStream;
}

it('rewrites one line on a terminal, cut to its width', () => {
  const terminal = stream(true);
  const line = progressLine(terminal);
  line.show('x'.repeat(100));
  line.show('too soon after the last one');
  line.clear();
  expect(terminal.written).toEqual([`\r\x1b[2K${'x'.repeat(39)}`, '\r\x1b[2K']);
});

it('is silent in a pipe', () => {
  const pipe = stream(false);
  const line = progressLine(pipe);
  line.show('hello');
  line.clear();
  expect(pipe.written).toEqual([]);
});

it.each([
  [0.4, '0 s'],
  [59.4, '59 s'],
  [60, '1:00 min'],
  [125, '2:05 min'],
  [3725, '1:02:05 h'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
