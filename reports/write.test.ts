import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, RuntimeFailure } from '../kernels/errors.ts';
import { renderReport } from './cell/page.ts';
import { singleFixture, withGallery } from './fixture.ts';
import { readResult, writeReport } from './write.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semlink-write-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('writeReport', () => {
  it('writes the page and leaves nothing else behind', async () => {
    const file = join(folder, 'report.html');
    await writeFile(file, 'an older report');
    await writeReport(singleFixture(), file);
    expect(await readFile(file, 'utf8')).toBe(renderReport(singleFixture()));
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('fails on a folder that is not there', async () => {
    const file = join(folder, 'missing', 'report.html');
    await expect(writeReport(singleFixture(), file)).rejects.toThrow(RuntimeFailure);
    await expect(writeReport(singleFixture(), file)).rejects.toThrow(file);
  });

  it('leaves no half-written file where the name is taken by a folder', async () => {
    const file = join(folder, 'report.html');
    await mkdir(join(file, 'full'), { recursive: true });
    await expect(writeReport(singleFixture(), file)).rejects.toThrow(RuntimeFailure);
    expect(await readdir(folder)).toEqual(['report.html']);
  });
});

describe('readResult', () => {
  async function read(content: unknown) {
    const file = join(folder, 'result.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return readResult(file);
  }

  it('reads back what was written', async () => {
    const result = await withGallery(singleFixture(), 1);
    expect(await read(result)).toEqual(result);
  });

  it.each([
    ['a missing file', undefined, /nothing\.json: cannot be read/],
    ['what is not JSON', '{', /result\.json: is not JSON/],
    ['another document', {}, /result\.json: format: is missing/],
    ['a list', [], /result\.json: format: is missing/],
    [
      'another version',
      { format: 'semlink-run-2' },
      /format: is "semlink-run-2"; this version reads 'semlink-run-1'/,
    ],
  ])('refuses %s', async (_, content, message) => {
    const attempt = content === undefined ? readResult(join(folder, 'nothing.json')) : read(content);
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('names every wrong field', async () => {
    const { points, ...rest } = singleFixture();
    const wrong = {
      ...rest,
      points: points.map((point, index) => (index === 1 ? { ...point, cbr: 'one sixth' } : point)),
      residualShapes: [{ ...rest.residualShapes[0], density: [1] }],
    };
    await expect(read(wrong)).rejects.toThrow(
      /result\.json: points\.1\.cbr: .*\n.*residualShapes\.0\.edges: must have one/,
    );
  });

  it('says what to do with a file from before differences were paired', async () => {
    const { differences: _, ...older } = singleFixture();
    await expect(read(older)).rejects.toThrow(
      /result\.json: differences: is missing: an older version wrote this file; run the scenario again/,
    );
  });

  it('refuses pictures from anywhere but the file itself', async () => {
    const result = await withGallery(singleFixture(), 1);
    const [row] = result.gallery;
    const pictures = [{ ...row.pictures[0], dataUrl: 'https://example.org/track.png' }];
    await expect(read({ ...result, gallery: [{ ...row, pictures }] })).rejects.toThrow(
      /gallery\.0\.pictures\.0\.dataUrl: must be a PNG data URL/,
    );
  });
});
