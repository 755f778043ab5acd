import type { LoadPoint, LoadResult } from '../../sim/load/results.ts';
import { type Curve, type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { evenTicks } from '../figures/logTicks.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { wayLook } from './looks.ts';
import { shownLoad } from './select.ts';

interface Kind {
  readonly key: string;
  readonly axis: string;
  readonly unit: string;
  readonly who: string;
  /** Ascending values of equal weight. */
  readonly of: (point: LoadPoint) => readonly number[];
}

const ascending = (values: readonly (number | null)[]) =>
  values.filter(value => value !== null).sort((a, b) => a - b);

const KINDS: readonly Kind[] = [
  {
    key: 'psnr',
    axis: 'PSNR of a picture (dB)',
    unit: 'dB',
    who: 'pictures',
    of: ({ distributions }) => distributions?.psnrDb ?? [],
  },
  {
    key: 'delay',
    axis: 'delay of a picture (ms)',
    unit: 'ms',
    who: 'pictures',
    of: ({ distributions }) => distributions?.delayMs ?? [],
  },
  {
    key: 'user-goodput',
    axis: 'good pictures per second of a user',
    unit: 'a second',
    who: 'users',
    of: ({ users }) => ascending(users.map(({ goodputPerS }) => goodputPerS)),
  },
  {
    key: 'user-delay',
    axis: 'mean delay of a user (ms)',
    unit: 'ms',
    who: 'users',
    of: ({ users }) => ascending(users.map(({ delayMs }) => delayMs)),
  },
];
/** About so many markers on a line. */
const MARKERS = 5;

/** How pictures and users differ at the load whose second of air is shown. */
export function distributionFigure(result: LoadResult, numbering: Numbering): Markup {
  const load = shownLoad(result);
  const points = result.points.filter(
    ({ place, distributions }) => place.offeredLoad === load && distributions !== null,
  );
  if (points.length === 0) return NOTHING;
  const label = numbering.next('Figure');
  const panels = KINDS.flatMap(kind => panelOf(points, kind, result));
  return html`<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> Share of pictures, and of users, with at most this value, at load ${plain(load)}.</figcaption>
${renderLineLegend(points.map(({ place }) => wayLook(place, result)))}
<div class="plot"><div class="panels columns-2">${panels.map(panel => trusted(drawCurves(panel)))}</div></div>
</figure>
${renderTableBehind(
  { caption: `Every user at load ${plain(load)}`, columns: COLUMNS, rows: rowsOf(points, result) },
  `Table behind ${label}`,
  'load-users.csv',
)}
</div></div>`;
}

function panelOf(points: readonly LoadPoint[], kind: Kind, result: LoadResult): CurvesData[] {
  const shown = points.filter(point => kind.of(point).length > 0);
  if (shown.length === 0) return [];
  const values = shown.flatMap(kind.of);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const domain: [number, number] = most > least ? [least, most] : [least - 0.5, most + 0.5];
  const curves = shown.map((point): Curve => {
    const { look, style, label } = wayLook(point.place, result);
    const sorted = kind.of(point);
    const stride = Math.max(1, Math.round(sorted.length / MARKERS));
    return {
      look,
      style,
      points: sorted.map((value, i) => {
        const share = kind.who === 'pictures' ? i / (sorted.length - 1) : (i + 1) / sorted.length;
        return {
          ...{ x: value, mean: share, low: share, high: share, bandless: true },
          bare: i % stride !== Math.floor(stride / 2),
          tooltip: `${label}: ${fixed(100 * share, 0)} % of ${kind.who} have at most ${fixed(value, 1)} ${kind.unit}`,
        };
      }),
    };
  });
  return [
    {
      id: `distribution-${kind.key}`,
      title: `Distribution of ${kind.axis}`,
      description: shown
        .map(point => {
          const sorted = kind.of(point);
          const median = sorted[Math.floor((sorted.length - 1) / 2)];
          return `${wayLook(point.place, result).label}: median ${fixed(median, 1)} ${kind.unit}.`;
        })
        .join(' '),
      layout: 'panel',
      heading: '',
      xLabel: kind.axis,
      yLabel: `share of ${kind.who}`,
      xTicks: evenTicks(domain),
      xDomain: domain,
      xLog: false,
      yDomain: [0, 1],
      zeroLine: false,
      curves,
    },
  ];
}

interface Row {
  readonly way: string;
  readonly user: LoadPoint['users'][number];
}

const COLUMNS: readonly Column<Row>[] = [
  headColumn('Access', 'access', ({ way }) => way),
  numberColumn('User', 'user', ({ user }) => user.user + 1, plain),
  numberColumn('Pictures', 'offered', ({ user }) => user.offered, plain),
  numberColumn('Accepted', 'delivered', ({ user }) => user.delivered, plain),
  numberColumn(
    'Good pictures per second',
    'goodput',
    ({ user }) => user.goodputPerS,
    value => fixed(value, 2),
  ),
  numberColumn(
    'PSNR (dB)',
    'psnr_db',
    ({ user }) => user.psnrDb ?? Number.NaN,
    value => fixed(value, 2),
  ),
  numberColumn(
    'Mean delay (ms)',
    'delay_ms',
    ({ user }) => user.delayMs ?? Number.NaN,
    value => fixed(value, 1),
  ),
];

function rowsOf(points: readonly LoadPoint[], result: LoadResult): Row[] {
  return points.flatMap(({ place, users }) =>
    users.map(user => ({ way: wayLook(place, result).label, user })),
  );
}
