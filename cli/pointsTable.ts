import type { Point, PointResult } from '../sim/cell/results.ts';
import { aligned, spread } from './alignedText.ts';

const COLUMNS_AT_ONCE = 8;

/**
 * PSNR of all points as aligned text, mean ± half the 95 % interval: a row for each channel, scheme and number of denoiser steps,
 * a column for each SNR, a block for each number of users. Where there is one SNR, users take the columns.
 */
export function pointsTable(points: readonly PointResult[]): string {
  const snrsDb = distinct(points, point => point.snrDb);
  const users = distinct(points, point => point.users);
  const blocks =
    snrsDb.length === 1 && users.length > 1
      ? [
          {
            title: `SNR ${snrsDb[0]} dB`,
            columns: users.map(count => ({ head: plural(count), users: count, snrDb: snrsDb[0] })),
          },
        ]
      : users.map(count => ({
          title: plural(count),
          columns: snrsDb.map(snrDb => ({ head: `${snrDb} dB`, users: count, snrDb })),
        }));
  return blocks
    .flatMap(({ title, columns }) =>
      chunks(columns, COLUMNS_AT_ONCE).map(part => `PSNR in dB, ${title}\n${aligned(rowsOf(points, part))}`),
    )
    .join('\n\n');
}

type Column = Pick<Point, 'users' | 'snrDb'> & { readonly head: string };

function rowsOf(points: readonly PointResult[], columns: readonly Column[]): string[][] {
  const hasChannels = points.some(({ point }) => point.channel !== undefined);
  const nameOf = ({ scheme, denoiserSteps, channel = '' }: Point) => `${scheme} ${denoiserSteps} ${channel}`;
  const rows = distinct(points, nameOf).map(row => {
    const [scheme, steps, channel] = row.split(' ');
    const cells = columns.map(({ users, snrDb }) => {
      const found = points.find(
        ({ point }) => point.users === users && point.snrDb === snrDb && nameOf(point) === row,
      );
      return found ? spread(found.psnrDb) : '';
    });
    return [...(hasChannels ? [channel] : []), scheme, steps, ...cells];
  });
  return [
    [...(hasChannels ? ['channel'] : []), 'scheme', 'denoiser steps', ...columns.map(({ head }) => head)],
    ...rows,
  ];
}

function distinct<T>(points: readonly PointResult[], pick: (point: Point) => T): T[] {
  return [...new Set(points.map(({ point }) => pick(point)))];
}

/** Items in groups of `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function plural(users: number): string {
  return users === 1 ? '1 user' : `${users} users`;
}
