import type { CurvesData, Curve as DrawnCurve } from '../figures/curves.ts';
import { type LegendLine, renderLineLegend } from '../figures/legend.ts';
import { html, type Markup } from '../html.ts';
import { axisName, isDrawable } from '../measures.ts';
import type { Numbering } from '../numbering.ts';
import { counted, fixed, plain } from '../numbers.ts';
import { renderTableBehind } from '../table.ts';
import { atCbr, cbrsOverSnr, isSameCbr, ratioOf, snrsOf } from './grid.ts';
import { ENVELOPE, modulationLook, SOLID } from './looks.ts';
import type { QualityData } from './panels.ts';
import { pointInWords, QUALITY, qualityDomain } from './quality.ts';
import { drawPanels } from './qualityFigures.ts';
import { qualityColumns, rowsOf } from './table.ts';
import {
  accountingLabel,
  codecLabel,
  curveLabel,
  type DigitalCurve,
  isPacking,
  isSameAccounting,
  ofKind,
} from './ways.ts';

const [PSNR] = QUALITY;

/** Every modulation and code rate by itself, with the envelope over them: one panel per bandwidth ratio and accounting. */
export function cliffFigure({ result, packings }: QualityData, numbering: Numbering): Markup[] {
  const isHere = ({ accounting }: DigitalCurve) => packings.some(packing => isPacking(accounting, packing));
  const singles = ofKind(result.curves, 'digital').filter(isHere);
  const envelopes = ofKind(result.curves, 'envelope').filter(isHere);
  const cbrs = cbrsOverSnr(singles);
  if (cbrs.length === 0) return [];
  const label = numbering.next('Figure');
  const panels = panelsOf(singles, envelopes, cbrs);
  const rows = rowsOf([...singles, ...envelopes], ({ cbr }) => cbrs.some(shown => isSameCbr(shown, cbr)));
  const codec = codecLabel(packings[0]);
  return [
    html`<div class="figure full">
<figure>
<figcaption><b>${label}.</b> PSNR of ${codec} with each modulation and code rate by itself, and their envelope. A marker stands where files begin to
arrive: at every SNR at which only some of them fail, and at the first at which none does. ${silent(singles)}</figcaption>
${renderLineLegend(legendOf(singles, envelopes))}
<div class="plot">${drawPanels(panels, 2)}</div>
</figure>
${renderTableBehind(
  { caption: `${axisName(PSNR)}: mean and 95 % interval`, columns: qualityColumns(PSNR, rows), rows },
  `Table behind ${label}`,
  `psnr-modulations-${packings[0].codec}.csv`,
)}
</div>`,
  ];
}

function panelsOf(
  singles: readonly DigitalCurve[],
  envelopes: readonly DigitalCurve[],
  cbrs: readonly string[],
): CurvesData[] {
  const accountings = singles
    .map(({ accounting }) => accounting)
    .filter((one, i, all) => all.findIndex(other => isSameAccounting(one, other)) === i);
  const all = [...singles, ...envelopes].flatMap(({ points }) => points).map(PSNR.estimate);
  const xTicks = [...new Set(cbrs.flatMap(cbr => snrsOf(singles, cbr)))].sort((a, b) => a - b);
  return cbrs.flatMap(cbr =>
    accountings.map((accounting): CurvesData => {
      const own = (curves: readonly DigitalCurve[]) =>
        curves.filter(curve => isSameAccounting(curve.accounting, accounting));
      const drawn = own(singles).filter(curve => arrives(curve, cbr));
      return {
        id: `modulations-${accounting.codec}-${accounting.mosaic}-${accounting.headers}-${plain(ratioOf(cbr)).replaceAll('.', '-')}`,
        title: `PSNR of single modulations and code rates against SNR: cbr ${cbr}, ${accountingLabel(accounting)}`,
        description: description(drawn, cbr),
        layout: 'panel',
        heading: `cbr ${cbr}, ${accountingLabel(accounting)}`,
        xLabel: 'SNR per channel use (dB)',
        yLabel: axisName(PSNR),
        xTicks,
        xLog: false,
        yDomain: qualityDomain(
          all.map(({ mean }) => ({ mean, low: mean, high: mean })),
          [],
        ),
        zeroLine: false,
        curves: [
          ...own(envelopes).map(curve => lineOf(curve, cbr, { look: ENVELOPE, style: SOLID })),
          ...drawn.map(curve => lineOf(curve, cbr, modulationLook(curve))),
        ].filter(({ points }) => points.length > 0),
      };
    }),
  );
}

/** A line without a band: twenty of them would hide each other, and the table has the intervals. */
function lineOf(
  curve: DigitalCurve,
  cbr: string,
  { look, style }: Pick<DrawnCurve, 'look' | 'style'>,
): DrawnCurve {
  const points = atCbr(curve.points, cbr).filter(point => isDrawable(point.psnrDb));
  const firstWhole = points.findIndex(({ failed }) => failed === 0);
  return {
    look,
    style,
    points: points.map((point, i) => {
      const { mean } = point.psnrDb;
      const isPartial = point.failed > 0 && point.failed < point.files;
      const bare = curve.kind === 'digital' && !isPartial && i !== firstWhole;
      return { x: point.snrDb, mean, low: mean, high: mean, tooltip: pointInWords(curve, point, PSNR), bare };
    }),
  };
}

/** Whether any file ever arrives. */
function arrives({ points }: DigitalCurve, cbr: string): boolean {
  return atCbr(points, cbr).some(({ failed, files }) => failed < files);
}

function silent(singles: readonly DigitalCurve[]): string {
  const count = singles.reduce(
    (sum, curve) => sum + cbrsOverSnr([curve]).filter(cbr => !arrives(curve, cbr)).length,
    0,
  );
  return count === 0
    ? ''
    : `Not drawn: ${counted(count, 'curve')} along which no file ever arrives, because the smallest does not fit or the SNR is too low.`;
}

function description(drawn: readonly DigitalCurve[], cbr: string): string {
  if (drawn.length === 0) return 'With 0 of the modulations and code rates any file arrives.';
  const sentences = drawn.map(curve => {
    const points = atCbr(curve.points, cbr);
    const whole = points.find(({ failed }) => failed === 0);
    return whole
      ? `${curveLabel(curve)}: all files arrive from ${plain(whole.snrDb)} dB on, then ${fixed(whole.psnrDb.mean, 2)} dB.`
      : `${curveLabel(curve)}: some files fail at every SNR.`;
  });
  return sentences.join(' ');
}

function legendOf(singles: readonly DigitalCurve[], envelopes: readonly DigitalCurve[]): LegendLine[] {
  const looks = singles.map(modulationLook);
  const modulations = new Map(looks.map(({ look }) => [look.name, look]));
  const rates = new Map(looks.map(({ rate, style }) => [rate, style]));
  return [
    ...(envelopes.length > 0 ? [{ look: ENVELOPE, style: SOLID, label: ENVELOPE.label }] : []),
    ...[...modulations.values()].map(look => ({ look, style: SOLID, label: look.label })),
    ...[...rates].map(([rate, style]) => ({
      look: { ...ENVELOPE, name: 'ink' },
      style,
      label: `code rate ${rate}`,
      only: 'line' as const,
    })),
  ];
}
