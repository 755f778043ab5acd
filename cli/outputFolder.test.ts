import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutputFolder } from './outputFolder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semlink-out-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('openOutputFolder', () => {
  it('makes the folder and leaves nothing in it', () => {
    openOutputFolder(join(root, 'a', 'b'));
    expect(readdirSync(join(root, 'a', 'b'))).toEqual([]);
  });

  it('writes and replaces whole files, with nothing beside them', () => {
    const folder = openOutputFolder(root);
    folder.write('result.json', 'first');
    folder.write('result.json', 'second');
    expect(readFileSync(join(root, 'result.json'), 'utf8')).toBe('second');
    expect(readdirSync(root)).toEqual(['result.json']);
  });

  it('keeps the old file and leaves nothing beside it when a file cannot be written', () => {
    mkdirSync(join(root, 'result.json'));
    expect(() => openOutputFolder(root).write('result.json', 'new')).toThrow(
      /result\.json cannot be written: /,
    );
    expect(readdirSync(root)).toEqual(['result.json']);
  });

  it('takes back the folders that it made, but nothing that was there before or was filled since', () => {
    openOutputFolder(join(root, 'a', 'b')).discardIfEmpty();
    expect(existsSync(join(root, 'a'))).toBe(false);

    openOutputFolder(root).discardIfEmpty();
    expect(existsSync(root)).toBe(true);

    const filled = openOutputFolder(join(root, 'c', 'd'));
    writeFileSync(join(root, 'c', 'note.txt'), '');
    filled.discardIfEmpty();
    expect(readdirSync(join(root, 'c'))).toEqual(['note.txt']);
  });

  it('says what is in the way', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => openOutputFolder(join(root, 'file'))).toThrow(/a file of this name is in the way$/);
    expect(() => openOutputFolder(join(root, 'file', 'below'))).toThrow(/a part of the path is a file$/);
  });
});
