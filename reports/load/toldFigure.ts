import type { LoadResult } from '../../sim/load/results.ts';
import { extent } from '../curveData.ts';
import { type Curve, drawCurves } from '../figures/curves.ts';
import { renderLineLegend } from '../figures/legend.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { interval, plain, signed } from '../numbers.ts';
import { ACCESS_NAMES, accessLook } from './looks.ts';

/** What it is worth to tell the networks the noise share of each entry. */
export function toldFigure({ differences }: LoadResult, numbering: Numbering): Markup {
  const accesses = ACCESS_NAMES.filter(access => differences.some(({ of }) => of.access === access));
  const loads = [...new Set(differences.map(({ of }) => of.offeredLoad))].sort((a, b) => a - b);
  if (loads.length < 2) return NOTHING;
  const style = { dash: 'none', filled: true };
  const curves = accesses.map((access): Curve => {
    const { look } = accessLook(access);
    const points = differences
      .filter(({ of }) => of.access === access)
      .map(({ of, psnrDb }) => ({
        ...{ x: of.offeredLoad, mean: psnrDb.mean, low: psnrDb.low, high: psnrDb.high },
        tooltip: `${look.label}, load ${plain(of.offeredLoad)}: ${signed(psnrDb.mean, 3)} dB ${interval(psnrDb, 3)}`,
      }))
      .sort((a, b) => a.x - b.x);
    return { look, style, points };
  });
  const [low, high] = extent(
    differences.map(({ psnrDb }) => psnrDb),
    Number.POSITIVE_INFINITY,
  );
  const figure = drawCurves({
    id: 'told',
    title: 'PSNR with each entry’s noise told minus PSNR with the average told',
    description: curves.map(({ points }) => `${points.at(-1)!.tooltip}.`).join(' '),
    layout: 'panel',
    heading: '',
    xLabel: 'offered load',
    yLabel: 'PSNR difference (dB)',
    xTicks: loads,
    xLog: loads.at(-1)! / loads[0] >= 6,
    yDomain: [Math.min(0, low), Math.max(0, high)],
    zeroLine: true,
    curves,
  });
  return html`<p>Where frames overlap in part, the entries of one latent are not equally noisy, and the receiver knows which are how noisy. Its networks can be told the
share of each entry, or the average of all.</p>
<div class="figures"><div class="figure">
<figure>
<figcaption><b>${numbering.next('Figure')}.</b> PSNR with each entry’s noise share told minus PSNR with the average told, on the same receptions.</figcaption>
${renderLineLegend(
  accesses.map(access => ({ look: accessLook(access).look, style, label: accessLook(access).look.label })),
  { drawn: 'bands', reach: '95 % interval by batch means' },
)}
<div class="plot">${trusted(figure)}</div>
</figure>
</div></div>`;
}
