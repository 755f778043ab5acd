import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PointResult, RunResult } from '../sim/cell/results.ts';
import { markdown } from './modelDocs.ts';

const PAGE = fileURLToPath(new URL('../docs/many-users.md', import.meta.url));

/** A page with the table between its marks made anew from a run: PSNR of each scheme and number of users, a column for each SNR. */
function withMeasuredUsers(page: string, { points }: Pick<RunResult, 'points'>): string {
  return page.replace(
    /(<!-- measured: users -->\n)[\s\S]*?(<!-- end of measured -->)/,
    (_, start: string, end: string) => `${start}${tableOf(points)}\n${end}`,
  );
}

function tableOf(points: readonly PointResult[]): string {
  const snrsDb = [...new Set(points.map(({ point }) => point.snrDb))];
  const rows = points
    .filter(({ point }) => point.snrDb === snrsDb[0])
    .map(({ point: { users, scheme } }) => {
      const cells = snrsDb.map(snrDb =>
        cellOf(
          points.find(
            ({ point }) => point.users === users && point.scheme === scheme && point.snrDb === snrDb,
          ),
        ),
      );
      return [String(users), `\`${scheme}\``, ...cells];
    });
  return markdown({ head: ['users', 'scheme', ...snrsDb.map(snrDb => `${snrDb} dB`)], rows });
}

/** "18.27 ± 1.91, 28 of 64 missing" */
function cellOf(result: PointResult | undefined): string {
  if (!result) return '–';
  const { psnrDb, files } = result;
  const missing = files ? files.unsent + files.lost : 0;
  const psnr = `${psnrDb.mean.toFixed(2)} ± ${(psnrDb.high - psnrDb.mean).toFixed(2)}`;
  return files && missing > 0 ? `${psnr}, ${missing} of ${files.pictures} missing` : psnr;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder = 'runs/users-seed1'] = process.argv;
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as RunResult;
  writeFileSync(PAGE, withMeasuredUsers(readFileSync(PAGE, 'utf8'), result));
}
