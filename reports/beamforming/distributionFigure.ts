import type { BeamformingResult, BeamReceptions } from '../../sim/beamforming/results.ts';
import { type Curve, type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { evenTicks } from '../figures/logTicks.ts';
import { html, type Markup, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { inOrder, schemeLook, stepsLabel } from './looks.ts';
import { placeLabel, shownSteps } from './select.ts';

/** SNRs below are those of users to whom next to nothing is sent. */
const LOWEST_DB = -20;
/** One marker in so many steps of a distribution. */
const MARKERS = 6;
const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

interface Values {
  readonly receptions: BeamReceptions;
  /** Ascending. */
  readonly snrDb: readonly number[];
  readonly psnrDb: readonly number[];
}

/** Distributions of γ and of PSNR over all users and frames of the unvaried conditions. */
export function distributionFigure(result: BeamformingResult, numbering: Numbering): Markup {
  const label = numbering.next('Figure');
  const steps = shownSteps(result);
  const shown = inOrder(result.receptions.map(({ scheme }) => scheme)).map(scheme =>
    valuesOf(result.receptions.find(one => one.scheme === scheme && one.denoiserSteps === steps)!),
  );
  // The Gaussian ideal has the SNRs of the cooperative beams.
  const snrs = shown.filter(({ receptions }) => receptions.scheme !== 'gaussian');
  const panels = [
    drawCurves(panelOf(snrs, 'snrDb', 'SNR γ of a user (dB)', 'sinr-distribution')),
    drawCurves(panelOf(shown, 'psnrDb', 'PSNR of a picture (dB)', 'psnr-distribution')),
  ];
  return html`<p>SNR is that of a user’s latent after the linear estimate, γ, per channel use; what is not the wanted latent counts as noise, but for what
group mates add to it. A curve that starts above zero belongs to a scheme that sends next to nothing to some users, below ${fixed(LOWEST_DB, 0)} dB. TDMA has its
SNR on 1/K of the uses only.</p>
<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> Share of users with at most this SNR and this PSNR, ${placeLabel(result.base)}, ${stepsLabel(steps)}.</figcaption>
${renderLineLegend(shown.map(({ receptions }) => schemeLook(receptions.scheme)))}
<div class="plot"><div class="panels columns-2">${panels.map(trusted)}</div></div>
</figure>
${renderTableBehind(
  {
    caption: `Quantiles over users and frames, ${placeLabel(result.base)}`,
    columns: COLUMNS,
    rows: rowsOf(shown),
  },
  `Table behind ${label}`,
  'beamforming-distributions.csv',
)}
</div></div>`;
}

function valuesOf(receptions: BeamReceptions): Values {
  const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  return {
    receptions,
    snrDb: ascending(receptions.snr.map(snr => (snr > 0 ? 10 * Math.log10(snr) : Number.NEGATIVE_INFINITY))),
    psnrDb: ascending(receptions.psnrDb),
  };
}

function panelOf(
  all: readonly Values[],
  measure: 'snrDb' | 'psnrDb',
  xLabel: string,
  id: string,
): CurvesData {
  const low = measure === 'snrDb' ? LOWEST_DB : Math.min(...all.map(({ psnrDb }) => psnrDb[0]));
  const high = Math.max(low + 1, ...all.map(values => values[measure].at(-1)!));
  const curves = all.map((values): Curve => distribution(values, measure, [low, high]));
  return {
    id,
    title: `Distribution of ${xLabel}`,
    description: all
      .map(
        values =>
          `${schemeLook(values.receptions.scheme).label}: median ${showDb(quantile(values[measure], 0.5))}.`,
      )
      .join(' '),
    layout: 'panel',
    heading: '',
    xLabel,
    yLabel: 'share of users',
    xTicks: evenTicks([low, high]),
    xDomain: [low, high],
    xLog: false,
    yDomain: [0, 1],
    zeroLine: false,
    curves,
  };
}

function distribution(values: Values, measure: 'snrDb' | 'psnrDb', [low, high]: [number, number]): Curve {
  const { look, style, label } = schemeLook(values.receptions.scheme);
  const sorted = values[measure];
  const count = sorted.length;
  const stride = Math.max(1, Math.round(count / MARKERS));
  const below = sorted.filter(value => value < low).length;
  const corner = (x: number, share: number, bare: boolean) => ({
    x,
    mean: share,
    low: share,
    high: share,
    bandless: true,
    bare,
    tooltip: `${label}: ${fixed(100 * share, 0)} % of users have at most ${showDb(x)}`,
  });
  const inside = sorted.slice(below).map((value, i) => {
    const place = below + i + 1;
    return corner(value, place / count, place % stride !== Math.floor(stride / 2));
  });
  return { look, style, points: [corner(low, below / count, true), ...inside, corner(high, 1, true)] };
}

interface Row {
  readonly scheme: string;
  readonly share: number;
  readonly snrDb: number;
  readonly psnrDb: number;
}

const COLUMNS: readonly Column<Row>[] = [
  headColumn('Scheme', 'scheme', ({ scheme }) => scheme),
  numberColumn('Share of users', 'share', ({ share }) => share, plain),
  numberColumn(
    'γ at most (dB)',
    'snr_db',
    ({ snrDb }) => snrDb,
    value => fixed(value, 2),
  ),
  numberColumn(
    'PSNR at most (dB)',
    'psnr_db',
    ({ psnrDb }) => psnrDb,
    value => fixed(value, 2),
  ),
];

function rowsOf(all: readonly Values[]): Row[] {
  return all.flatMap(({ receptions, snrDb, psnrDb }) =>
    SHARES.map(share => ({
      scheme: schemeLook(receptions.scheme).label,
      share,
      snrDb: quantile(snrDb, share),
      psnrDb: quantile(psnrDb, share),
    })),
  );
}

/** The smallest value that at least this share does not exceed. */
function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}

function showDb(value: number): string {
  return Number.isFinite(value) ? `${fixed(value, 1)} dB` : 'nothing';
}
