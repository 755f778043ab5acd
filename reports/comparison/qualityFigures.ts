import type { Anchor, CurvePoint } from '../../sim/comparison/results.ts';
import { type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, trusted } from '../html.ts';
import { axisName } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { counted, plain } from '../numbers.ts';
import { renderTableBehind } from '../table.ts';
import { anchorsAt } from './anchors.ts';
import { cbrsOverSnr, isSameCbr } from './grid.ts';
import { lookOf, PUBLISHED } from './looks.ts';
import type { Notes } from './notes.ts';
import { type QualityData, ratePanels, shownCurves, snrPanels } from './panels.ts';
import { QUALITY, type QualityMeasure } from './quality.ts';
import { qualityColumns, type Row, rowsOf } from './table.ts';
import { isDigital, neuralCurves, wayLabel } from './ways.ts';

const SMALL_PICTURES =
  'The axis is logarithmic in 1 − MS-SSIM. Pictures too small for five scales use as many as fit an 11-pixel window, so these values cannot be compared with those of larger pictures.';

/** PSNR and MS-SSIM against SNR, the two of each image codec together. */
export function snrFigures(data: QualityData, numbering: Numbering, notes: Notes): Markup[] {
  const cbrs = cbrsOverSnr(data.result.curves);
  const isShown = ({ cbr }: { readonly cbr: string }) => cbrs.some(shown => isSameCbr(shown, cbr));
  return QUALITY.flatMap(measure =>
    figure({
      data,
      measure,
      panels: snrPanels(data, measure),
      caption: `${measure.title} against SNR, one row per bandwidth ratio.`,
      isShown,
      anchors: anchorsAt(data.result, {}, measure).filter(isShown),
      fileName: `${measure.key}-snr`,
      numbering,
      notes,
    }),
  );
}

/** PSNR and MS-SSIM against the bandwidth ratio, at the SNR of the scenario. */
export function rateFigures(data: QualityData, numbering: Numbering, notes: Notes): Markup[] {
  const { rateSnrDb } = data.result.scenario;
  return QUALITY.flatMap(measure =>
    figure({
      data,
      measure,
      panels: ratePanels(data, measure),
      caption: `${measure.title} against the bandwidth ratio at ${plain(rateSnrDb)} dB.`,
      isShown: ({ snrDb }) => snrDb === rateSnrDb,
      anchors: anchorsAt(data.result, { snrDb: rateSnrDb }, measure),
      fileName: `${measure.key}-cbr`,
      numbering,
      notes,
    }),
  );
}

interface FigureParts {
  readonly data: QualityData;
  readonly measure: QualityMeasure;
  readonly panels: readonly CurvesData[];
  readonly caption: string;
  readonly isShown: (point: CurvePoint) => boolean;
  readonly anchors: readonly Anchor[];
  readonly fileName: string;
  readonly numbering: Numbering;
  readonly notes: Notes;
}

function figure(parts: FigureParts): Markup[] {
  const { data, measure, panels, caption, isShown, anchors, fileName, numbering, notes } = parts;
  if (panels.length === 0) return [];
  const label = numbering.next('Figure');
  const { packings } = data;
  const curves = shownCurves(data);
  const rows: Row[] = [...rowsOf(curves, isShown), ...anchors.map(anchor => ({ anchor }))];
  const codec = packings.length > 0 ? `-${packings[0].codec}` : '';
  return [
    html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> ${caption}${notes.accounting(curves, packings, label)}${
      measure.key === 'msssim' ? ` ${SMALL_PICTURES}` : ''
    }${bandlessNote(panels)}</figcaption>
${legend(data, anchors)}
<div class="plot">${drawPanels(panels, packings.length)}</div>
${notes.sources(anchors, label)}
</figure>
${renderTableBehind(
  { caption: `${axisName(measure)}: mean and 95 % interval`, columns: qualityColumns(measure, rows), rows },
  `Table behind ${label}`,
  `${fileName}${codec}.csv`,
)}
</div>`,
  ];
}

/** Panels side by side, in as many columns as there are packings; a lone one of PSNR over the whole width. */
export function drawPanels(panels: readonly CurvesData[], packings: number): Markup {
  const [first] = panels;
  if (first.layout === 'wide')
    return html`<div class="only-wide">${trusted(drawCurves(first))}</div>
<div class="only-narrow">${trusted(drawCurves({ ...first, layout: 'tall', id: `${first.id}-narrow` }))}</div>`;
  const columns = packings === 3 ? 3 : 2;
  return html`<div class="panels columns-${columns}">${panels.map(panel => trusted(drawCurves(panel)))}</div>`;
}

function bandlessNote(panels: readonly CurvesData[]): string {
  const points = panels.flatMap(({ curves }) => curves.flatMap(curve => curve.points));
  const count = points.filter(({ bandless }) => bandless).length;
  return count === 0
    ? ''
    : ` At ${counted(count, 'point')} the interval is wider than the figure, for lack of files, and no band is drawn: the table has it.`;
}

function legend(data: QualityData, anchors: readonly Anchor[]): Markup {
  const neural = neuralCurves(data.result);
  const lines = shownCurves(data).map(curve => {
    const headers = isDigital(curve) ? `, headers ${curve.accounting.headers}` : '';
    return { ...lookOf(curve, neural), label: `${wayLabel(curve)}${headers}` };
  });
  const distinct = lines.filter((line, i) => lines.findIndex(other => other.label === line.label) === i);
  return renderLineLegend(
    [
      ...distinct,
      ...(anchors.length > 0
        ? [
            {
              look: PUBLISHED,
              style: { dash: 'none', filled: false },
              label: PUBLISHED.label,
              only: 'marker' as const,
            },
          ]
        : []),
    ],
    { drawn: 'bands', reach: '95 % interval, cut off at the edge' },
  );
}
