import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ComparisonResult } from '../sim/comparison/results.ts';
import { commandLineFolder } from '../tests/commandLine.ts';

const TIMEOUT = 120_000;

const { folder, runSync: semlink, file } = commandLineFolder();
beforeAll(async () => {
  await pictureIn('pictures/a.png', 32, 32);
  await pictureIn('pictures/b.png', 32, 32);
});

/** A comparison of a second or so. */
const QUICK = ['--images', 'pictures'].concat(
  [
    'snrDb=0,20',
    'rateSnrDb=20',
    'rateCbr=1/12',
    'cbr=1/6',
    'images.count=2',
    'digital.codecs=webp',
    'digital.mosaic=1',
    'digital.headers=free',
  ].flatMap(setting => ['--set', setting]),
);

const run = (...args: string[]) => semlink('run', 'single-user-comparison', '--device', 'cpu', ...args);

async function pictureIn(name: string, width: number, height: number): Promise<void> {
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const;
  const picture = sharp({ create: { width, height, channels: 3, background: 'grey', noise } });
  file(name, await picture.png().toBuffer());
}

describe('semlink run single-user-comparison', () => {
  it('prints its table, writes its files, and draws the same report again', { timeout: TIMEOUT }, () => {
    const { code, stdout, stderr } = run(...QUICK, '--out', 'links');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^PSNR in dB, cbr 1\/6\n +0 dB +20 dB\nsemlink +\d+\.\d\d ± \d+\.\d\d /m);
    expect(stdout).toMatch(/^PSNR in dB, SNR 20 dB\n +cbr 1\/12 +cbr 1\/6$/m);
    expect(stdout).toMatch(/^webp, a file each, headers free, at capacity +\S+ ± /m);
    expect(stdout).toMatch(/shown as the mean colour of 2 pictures\.$/m);
    const out = join(folder, 'links');
    expect(readdirSync(out).sort()).toEqual(['points.csv', 'report.html', 'result.json']);
    // Three conditions of: two neural curves, twenty pairs, envelope, capacity.
    const rows = readFileSync(join(out, 'points.csv'), 'utf8').split('\r\n');
    expect(rows).toHaveLength(1 + 3 * (2 + 20 + 2) + 1);
    expect(new Set(rows.slice(0, -1).map(row => row.split(',').length)).size).toBe(1);

    const page = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    expect(semlink('report', 'links').code).toBe(0);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  });

  it('gives the same bytes whatever the batch size, but for the wall time', { timeout: TIMEOUT }, () => {
    const documents = [['--batch', '1'], []].map(batch => {
      const { code, stdout, stderr } = run(
        ...QUICK,
        '--json',
        '--seed',
        '3',
        ...batch,
        '--out',
        `b${batch[1]}`,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.replace(/"wallSeconds":[^}]*/, '"wallSeconds":0');
    });
    expect(documents[1]).toBe(documents[0]);
    const result = JSON.parse(documents[0]) as ComparisonResult;
    expect(result.format).toBe('semlink-comparison-1');
    expect(result.anchors.map(({ label }) => label)).toContain('DeepJSCC');
    expect(result.provenance).toMatchObject({ seed: 3, deviceUsed: 'cpu' });
    expect(result.provenance.command).toContain('run single-user-comparison --seed 3 --set snrDb=0,20');
  });

  it('refuses pictures that make no comparison, and leaves nothing behind', {
    timeout: TIMEOUT,
  }, async () => {
    await pictureIn('thin/line.png', 40, 1);
    await pictureIn('thin/other.png', 48, 48);
    const cases: [string[], RegExp][] = [
      [['--images', 'thin/line.png'], /line\.png: holds one picture; a comparison needs two or more/],
      [['--images', 'thin'], /picture 0 has 40×1 pixels; SSIM needs at least 11×11/],
      [['--set', 'digital.mosaic=7'], /digital\.mosaic: 48 pictures do not make two or more files of 7/],
      [['--set', 'digital.codecs=bpg'], /digital\.codecs: "bpg" is not one of jpeg, webp, avif/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = run('--set', 'digital.mosaic=1', ...args, '--out', 'none');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(existsSync(join(folder, 'none'))).toBe(false);
    }
  });
});
