import type { PictureDistribution, PointResult, RunResult } from '../../sim/cell/results.ts';
import { type CurvePoint, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { stepStyle } from '../figures/markers.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { capitalised, fixed, MISSING, plain } from '../numbers.ts';
import { type Column, numberColumn, renderTable, renderTableBehind } from '../table.ts';
import { type Colours, channelLabel, coloursOf, schemesPerPanel } from './channels.ts';
import { channelColumns, denoiserColumn, schemeColumn, snrColumn, usersColumn } from './columns.ts';
import { conditionsOf, denoiserLabel, inTableOrder, placeLabel, schemeLabel } from './conditions.ts';
import { SCHEMES } from './schemes.ts';

type Spreads = PointResult & { readonly pictures: NonNullable<PointResult['pictures']> };

const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** How pictures differ under one condition, and the quantiles under all: fading hits some and spares others. */
export function renderSpread({ points, distributions = [] }: RunResult, numbering: Numbering): Markup {
  const rows = inTableOrder(points.filter((row): row is Spreads => row.pictures !== undefined));
  if (rows.length === 0) return NOTHING;
  const figure =
    distributions.length > 0
      ? html`<div class="figures">${distributionFigure(distributions, numbering)}</div>`
      : NOTHING;
  const label = numbering.next('Table');
  const shown = rows.filter(({ point }) =>
    distributions.some(({ point: { users, snrDb } }) => point.users === users && point.snrDb === snrDb),
  );
  const { steps } = conditionsOf(points);
  const most = steps.at(-1);
  return html`<p>The means above hide how pictures differ: a frame in a fade is lost while others are better than the mean. The effective SNR of
a received picture is that of an unfading channel that leaves the same mean error per latent entry, interference included.</p>
${figure}
${renderTable({
  caption: `${label}. Pictures at the 10, 50 and 90 % quantile`,
  columns: spreadColumns(rows),
  rows: shown.filter(({ point }) => point.denoiserSteps === most || SCHEMES[point.scheme].isDigital),
})}
${renderTableBehind(
  { caption: 'Quantiles over pictures, all points', columns: spreadColumns(rows), rows },
  `${label} for all points`,
  'spread.csv',
)}`;
}

/** Share of pictures up to each PSNR: a panel per scheme. */
function distributionFigure(all: readonly PictureDistribution[], numbering: Numbering): Markup {
  const { schemes, channels, steps } = conditionsOf(all);
  const colours = coloursOf({ schemes, channels });
  const label = numbering.next('Figure');
  const groups = schemesPerPanel(colours, schemes);
  const place = placeLabel({ users: all[0].point.users, snrDb: all[0].point.snrDb });
  const panels = groups.flatMap(group => {
    const own = inTableOrder(all).filter(({ point }) => group.includes(point.scheme));
    return QUANTITIES.map(quantity => distributionPanel(own, { quantity, colours, steps, all, place }));
  });
  const lines = colours.looks.map(look => ({
    look,
    style: stepStyle(1, [1]),
    label: look.label,
    only: 'line' as const,
  }));
  const dashes = [...steps].reverse().map(count => ({
    look: { ...colours.looks[0], name: 'ink' },
    style: stepStyle(count, steps),
    label: denoiserLabel(count, steps),
    only: 'line' as const,
  }));
  const rows = all.flatMap(({ point, psnrDb }) =>
    psnrDb.map((value, i) => ({ point, value, share: (i + 1) / psnrDb.length })),
  );
  const columns: Column<(typeof rows)[number]>[] = [
    ...placeColumns(rows, steps),
    numberColumn(
      'PSNR (dB)',
      'psnr_db',
      row => row.value,
      value => fixed(value, 2),
    ),
    numberColumn(
      'Share up to it',
      'share',
      row => row.share,
      value => fixed(value, 3),
    ),
  ];
  return html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> Share of pictures no better than a PSNR, and of receptions no better than an effective SNR, with ${place}.</figcaption>
${renderLineLegend([...lines, ...(steps.length > 1 ? dashes : [])])}
<div class="plot"><div class="panels columns-2">${panels.map(panel => trusted(panel))}</div></div>
</figure>
${renderTableBehind({ caption: 'PSNR of every picture', columns, rows }, `Table behind ${label}`, 'picture-psnr.csv')}
</div>`;
}

/** Quantities of a picture whose distribution is drawn. The effective SNR knows no denoiser. */
const QUANTITIES = [
  { key: 'psnrDb', name: 'PSNR' },
  { key: 'effectiveSnrDb', name: 'effective SNR' },
] as const;

interface PanelContext {
  readonly quantity: (typeof QUANTITIES)[number];
  readonly colours: Colours;
  readonly steps: readonly number[];
  /** All distributions of the figure: they share their axes. */
  readonly all: readonly PictureDistribution[];
  readonly place: string;
}

function distributionPanel(
  own: readonly PictureDistribution[],
  { quantity: { key, name }, colours, steps, all, place }: PanelContext,
): string {
  const values = all.flatMap(distribution => distribution[key]);
  const xDomain = [Math.min(...values), Math.max(...values)] as const;
  const shown =
    key === 'psnrDb'
      ? own
      : own.filter(row => row.point.denoiserSteps === steps.at(-1) && row[key].length > 0);
  const schemes = [...new Set(own.map(({ point }) => schemeLabel(point)))];
  return drawCurves({
    id: `spread-${key === 'psnrDb' ? 'psnr' : 'snr'}-${schemes.join('-').toLowerCase()}`,
    title: `Share of pictures up to each ${name}, ${schemes.join(', ')}`,
    description: `With ${place}. ${shown.map(distribution => inWords(distribution, key)).join(' ')}`,
    layout: 'panel',
    heading: colours.by === 'scheme' ? capitalised(name) : `${capitalised(name)}, ${schemes.join(', ')}`,
    xLabel: `${name} (dB)`,
    yLabel: 'share of pictures up to it',
    xTicks: wholeSteps(xDomain),
    xDomain,
    xLog: false,
    yDomain: [0, 1],
    yMarks: { ticks: SHARES, format: plain },
    zeroLine: false,
    curves: shown.map(distribution => ({
      look: colours.lookOf(distribution.point),
      style: stepStyle(distribution.point.denoiserSteps, steps),
      points: stairs(distribution[key]),
    })),
  });
}

/** The share of values up to x, drawn from the first value up to the last. */
function stairs(values: readonly number[]): CurvePoint[] {
  return [values[0], ...values].map((x, i) => {
    const share = i / values.length;
    return { x, mean: share, low: share, high: share, tooltip: '', bare: true };
  });
}

function inWords({ point, ...distribution }: PictureDistribution, key: 'psnrDb' | 'effectiveSnrDb'): string {
  const values = distribution[key];
  const channel = point.channel === undefined ? '' : ` over ${channelLabel(point.channel)}`;
  const steps = key === 'psnrDb' ? `, ${plain(point.denoiserSteps)} denoiser steps` : '';
  const [low, middle, high] = [values[0], values[values.length >> 1], values.at(-1)!].map(value =>
    fixed(value, 1),
  );
  return `${schemeLabel(point)}${channel}${steps}: from ${low} to ${high} dB, half up to ${middle} dB.`;
}

/** Multiples of 1, 2, 5 or 10 dB, about six of them. */
function wholeSteps([low, high]: readonly [number, number]): number[] {
  const step = [1, 2, 5, 10].find(size => (high - low) / size <= 7) ?? 20;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function placeColumns<Row extends { readonly point: PointResult['point'] }>(
  rows: readonly Row[],
  steps: readonly number[],
): Column<Row>[] {
  return [...channelColumns(rows), schemeColumn(), denoiserColumn(steps), usersColumn(), snrColumn()];
}

function spreadColumns(rows: readonly Spreads[]): Column<Spreads>[] {
  const { steps } = conditionsOf(rows);
  const columns = (['p10', 'p50', 'p90'] as const).map(key => ({ key, share: `${key.slice(1)} %` }));
  return [
    ...placeColumns(rows, steps),
    ...columns.map(({ key, share }) =>
      numberColumn<Spreads>(
        `PSNR, ${share}`,
        `psnr_db_${key}`,
        row => row.pictures.psnrDb[key],
        value => fixed(value, 2),
      ),
    ),
    ...columns.map(
      ({ key, share }): Column<Spreads> => ({
        header: `Effective SNR, ${share}`,
        key: `effective_snr_db_${key}`,
        kind: 'number',
        show({ pictures: { effectiveSnrDb } }) {
          return effectiveSnrDb ? fixed(effectiveSnrDb[key], 1) : MISSING;
        },
        value: ({ pictures: { effectiveSnrDb } }) => effectiveSnrDb?.[key] ?? '',
      }),
    ),
  ];
}
