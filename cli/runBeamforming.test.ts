import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BeamformingResult } from '../sim/beamforming/results.ts';
import { commandLineFolder } from '../tests/commandLine.ts';

const TIMEOUT = 120_000;

const { folder, runSync: semlink, file } = commandLineFolder();
beforeAll(async () => {
  for (const [i, object] of ['red/1', 'red/2', 'blue/1', 'blue/2'].entries())
    for (const view of ['000', '090', '180']) await pictureIn(`objects/${object}/${view}.png`, i);
});

async function pictureIn(name: string, kind: number): Promise<void> {
  const noise = { type: 'gaussian', mean: 60 + 40 * kind, sigma: 30 } as const;
  const picture = sharp({ create: { width: 16, height: 16, channels: 3, background: 'grey', noise } });
  file(name, await picture.png().toBuffer());
}

const set = (...settings: string[]) => settings.flatMap(setting => ['--set', setting]);
/** An experiment of a second or so. */
const SMALL = set('trials=2', 'users=4', 'antennas=4', 'schemes=wmmse,cooperative', 'gallery=1');

describe('semlink run beamforming', () => {
  it('prints its tables, writes its files, and draws the same report again', { timeout: TIMEOUT }, () => {
    const quick = set('sweep.antennas=2,4', 'sweep.users=4', 'sweep.correlation=0.75');
    const { code, stdout, stderr } = semlink(
      'run',
      'beamforming',
      '--device',
      'cpu',
      ...SMALL,
      ...quick,
      '--out',
      'beams',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^5 dB, 4 antennas, 4 users, R \d\.\d\d within objects, -?\d\.\d\d between them, denoiser of 1 step$/m,
    );
    expect(stdout).toMatch(/^cooperative +\d+\.\d\d ± /m);
    expect(stdout).toMatch(/^ +2 antennas +4 antennas$/m);
    const out = join(folder, 'beams');
    expect(readdirSync(out).sort()).toEqual(['points.csv', 'report.html', 'result.json']);
    const rows = readFileSync(join(out, 'points.csv'), 'utf8').split('\r\n');
    expect(rows).toHaveLength(1 + 2 * 2 + 1);
    expect(new Set(rows.slice(0, -1).map(row => row.split(',').length)).size).toBe(1);

    const page = readFileSync(join(out, 'report.html'), 'utf8');
    rmSync(join(out, 'report.html'));
    expect(semlink('report', 'beams').code).toBe(0);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  });

  it('takes views of objects, and gives the same bytes for any batch size', { timeout: TIMEOUT }, () => {
    const documents = [['--batch', '1'], []].map((batch, i) => {
      const { code, stdout, stderr } = semlink(
        ...['run', 'correlated-users', '--device', 'cpu', '--images', 'objects', '--json', ...batch],
        ...[...SMALL, ...set('sweep.snrDb=5', 'denoiserSteps=0'), '--out', `views${i}`],
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.replace(/"wallSeconds":[^}]*/, '"wallSeconds":0');
    });
    expect(documents[1]).toBe(documents[0]);
    const result = JSON.parse(documents[0]) as BeamformingResult;
    expect(result.provenance.images).toBe('objects (neighbouring views of an object, 4 objects)');
    expect(result.firstFrame.gallery).toHaveLength(1);
  });

  it('refuses what cannot be run, and leaves nothing behind', { timeout: TIMEOUT }, () => {
    const cases: [string, string[], RegExp][] = [
      [
        'correlated-users',
        ['--images', 'objects'],
        /objects: holds 4 objects, one frame needs 8 different ones/,
      ],
      [
        'correlated-users',
        set('correlation=0.5'),
        /correlation: is of cross-faded pictures; that of views is measured/,
      ],
      ['beamforming', set('users=3'), /users: 3 users do not make whole groups of 2/],
      [
        'beamforming',
        ['--images', 'objects'],
        /objects \(folder, 12 pictures\): holds 12 pictures, one frame needs 24/,
      ],
    ];
    for (const [scenario, args, message] of cases) {
      const wanted = scenario === 'correlated-users' && args[0] === '--images' ? set('users=16') : [];
      const { code, stdout, stderr } = semlink('run', scenario, ...args, ...wanted, '--out', 'none');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(existsSync(join(folder, 'none'))).toBe(false);
    }
  });
});
