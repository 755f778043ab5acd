import type { PersonalPoint, PersonalResult } from '../sim/personal/results.ts';
import { csv } from './csv.ts';
import { spread } from './pointsCsv.ts';

/** All points as CSV (RFC 4180), one row each, with the PSNR of every user. */
export function personalCsv({ points }: PersonalResult): string {
  return csv(points.map(columns));
}

function columns({
  way,
  snrDb,
  channelUses,
  cbr,
  users,
  ...point
}: PersonalPoint): Record<string, string | number> {
  return {
    ...{ codec: way.codec, access: way.access, snrDb, channelUses, cbr },
    ...spread('psnrDb', point.psnrDb),
    ...spread('ssim', point.ssim),
    ...spread('msSsim', point.msSsim),
    ...Object.fromEntries(users.map(({ mean }, user) => [`psnrDbUser${user + 1}`, mean])),
  };
}
