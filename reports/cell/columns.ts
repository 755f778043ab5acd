import type { Point } from '../../sim/cell/results.ts';
import { capitalised, plain } from '../numbers.ts';
import { type Column, numberColumn } from '../table.ts';
import { channelLabel } from './channels.ts';
import { denoiserLabel, schemeLabel } from './conditions.ts';

type AtPoint = { readonly point: Point };

/** The scheme by its label; in the CSV, by its name. */
export function schemeColumn<Row extends { readonly point: Pick<Point, 'scheme'> }>(
  header = 'Scheme',
): Column<Row> {
  return {
    header,
    key: header.toLowerCase(),
    kind: 'head',
    show: row => schemeLabel(row.point),
    value: row => row.point.scheme,
  };
}

/** "with denoiser", "without denoiser"; in the CSV, the number of steps. */
export function denoiserColumn<Row extends AtPoint>(steps: readonly number[]): Column<Row> {
  return {
    header: 'Denoiser',
    key: 'denoiser_steps',
    kind: 'head',
    show: row => denoiserLabel(row.point.denoiserSteps, steps),
    value: row => row.point.denoiserSteps,
  };
}

/** The channel, where points name one; nothing otherwise. */
export function channelColumns<Row extends AtPoint>(rows: readonly Row[]): Column<Row>[] {
  if (rows.every(({ point }) => point.channel === undefined)) return [];
  return [
    {
      header: 'Channel',
      key: 'channel',
      kind: 'head',
      show: ({ point: { channel = '' } }) => capitalised(channelLabel(channel)),
      value: ({ point: { channel = '' } }) => channel,
    },
  ];
}

export function usersColumn<Row extends AtPoint>(): Column<Row> {
  return numberColumn('Users', 'users', row => row.point.users, plain);
}

export function snrColumn<Row extends AtPoint>(): Column<Row> {
  return numberColumn('SNR (dB)', 'snr_db', row => row.point.snrDb, plain);
}
