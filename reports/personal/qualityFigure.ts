import type { Access, PersonalPoint, PersonalResult } from '../../sim/personal/results.ts';
import { extent } from '../curveData.ts';
import { type CurvesData, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { capitalised, fixed, interval, plain } from '../numbers.ts';
import { type Column, headColumn, numberColumn, renderTableBehind } from '../table.ts';
import { ACCESSES, accessLabel, codecLook, wayLabel } from './looks.ts';
import { codecsOf, snrsOf } from './select.ts';

/** PSNR against SNR: a panel for every way to be on the air, a line for every kind of codec. */
export function qualityFigure(result: PersonalResult, numbering: Numbering): Markup {
  if (snrsOf(result).length < 2) return NOTHING;
  const label = numbering.next('Figure');
  const panels = ACCESSES.map(access => trusted(drawCurves(panelOf(result, access))));
  return html`<div class="figures"><div class="figure full">
<figure>
<figcaption><b>${label}.</b> PSNR against SNR; where users share the band the axes are the same. SNR is the power of one user over that of the noise, per complex channel use.</figcaption>
${renderLineLegend(
  codecsOf(result).map(codec => codecLook(codec)),
  { drawn: 'bands', reach: '95 % interval over frames' },
)}
<div class="plot"><div class="panels columns-2">${panels}</div></div>
</figure>
${renderTableBehind(
  { caption: 'Quality: mean and 95 % interval over frames', columns: COLUMNS, rows: result.points },
  `Table behind ${label}`,
  'personal-quality.csv',
)}
</div></div>`;
}

function panelOf(result: PersonalResult, access: Access): CurvesData {
  const curves = codecsOf(result).map(codec => ({
    ...codecLook(codec),
    points: result.points
      .filter(({ way }) => way.codec === codec && way.access === access)
      .map(({ way, snrDb, psnrDb }) => ({
        ...{ x: snrDb, ...psnrDb },
        tooltip: `${wayLabel(way)}, ${plain(snrDb)} dB: PSNR ${fixed(psnrDb.mean, 2)} dB ${interval(psnrDb, 2)}`,
      })),
  }));
  return {
    id: `quality-${access}`,
    title: `PSNR against SNR, ${accessLabel(access)}`,
    description: curves.map(({ points }) => `${points.at(-1)!.tooltip}.`).join(' '),
    layout: 'panel',
    heading: capitalised(accessLabel(access)),
    xLabel: 'SNR per channel use (dB)',
    yLabel: 'PSNR (dB)',
    xTicks: snrsOf(result),
    xLog: false,
    yDomain: extent(
      result.points
        .filter(({ way }) => (way.access === 'alone') === (access === 'alone'))
        .map(({ psnrDb }) => psnrDb),
      Number.POSITIVE_INFINITY,
    ),
    zeroLine: false,
    curves,
  };
}

const two = (value: number) => fixed(value, 2);
const three = (value: number) => fixed(value, 3);

const COLUMNS: readonly Column<PersonalPoint>[] = [
  headColumn('Way', 'way', ({ way }) => wayLabel(way)),
  numberColumn('SNR (dB)', 'snr_db', ({ snrDb }) => snrDb, plain),
  numberColumn('PSNR (dB)', 'psnr_db', ({ psnrDb }) => psnrDb.mean, two),
  numberColumn('Low', 'psnr_db_low', ({ psnrDb }) => psnrDb.low, two),
  numberColumn('High', 'psnr_db_high', ({ psnrDb }) => psnrDb.high, two),
  numberColumn('SSIM', 'ssim', ({ ssim }) => ssim.mean, three),
  numberColumn('MS-SSIM', 'ms_ssim', ({ msSsim }) => msSsim.mean, three),
  numberColumn('Uses per picture', 'channel_uses', ({ channelUses }) => channelUses, plain),
  numberColumn('Frames', 'frames', ({ psnrDb }) => psnrDb.count, plain),
];
