import type { BeamformingResult, BeamPoint } from '../../sim/beamforming/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, plain, withInterval } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import { inOrder, schemeLook } from './looks.ts';
import { placeLabel, pointsAt, shownSteps } from './select.ts';

/** What is left beside the wanted latent, measured entry by entry, against the formula. */
export function residualSection(result: BeamformingResult, numbering: Numbering): Markup {
  const points = pointsAt(result, result.base, shownSteps(result)).filter(({ residual }) => residual);
  if (points.length === 0) return NOTHING;
  const table = {
    caption: `${numbering.next('Table')}. Residual of users who are served, ${placeLabel(result.base)}`,
    columns: COLUMNS,
    rows: inOrder(points.map(({ scheme }) => scheme)).map(
      scheme => points.find(point => point.scheme === scheme)!,
    ),
  };
  return html`<p>What a receiver holds, minus the latent that was sent, over the deviation that the formula gives. Permuted interferers are white. The parts of group
mates’ latents that do not correlate with one’s own come back in their own order and gather where the pictures differ, which no figure in this table need show;
what it costs is the difference to a Gaussian residual of equal power.</p>
${renderTable(table)}
${downloadLink(table, 'residual.csv')}`;
}

const residualOf = ({ residual }: BeamPoint) => residual!;

const COLUMNS: readonly Column<BeamPoint>[] = [
  headColumn('Scheme', 'scheme', ({ scheme }) => schemeLook(scheme).label),
  {
    header: 'Variance, measured over formula',
    key: 'variance_ratio',
    show: point => withInterval(residualOf(point).variance, 3),
    value: point => residualOf(point).variance.mean,
    kind: 'number',
  },
  numberColumn(
    'Excess kurtosis',
    'excess_kurtosis',
    point => residualOf(point).excessKurtosis,
    value => fixed(value, 3),
  ),
  numberColumn(
    'Largest autocorrelation, lags 1 to 32',
    'max_autocorrelation',
    point => residualOf(point).maxAutocorrelation,
    value => fixed(value, 3),
  ),
  numberColumn(
    'White stays below',
    'white_bound',
    point => residualOf(point).whiteBound,
    value => fixed(value, 3),
  ),
  numberColumn('Entries', 'entries', point => residualOf(point).entries, plain),
];
