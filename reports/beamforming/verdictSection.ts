import type { BeamformingResult, BeamPoint } from '../../sim/beamforming/results.ts';
import { html, type Markup } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, MISSING, signed, withInterval } from '../numbers.ts';
import { type Column, headColumn, renderTable } from '../table.ts';
import { inOrder, schemeLook, stepsLabel } from './looks.ts';
import { gainOver, isAt, placeLabel, pointsAt, shownSteps } from './select.ts';
import { verdictSentences } from './verdict.ts';

/** The findings in words, and every scheme under the unvaried conditions. */
export function renderBeamformingVerdict(result: BeamformingResult, numbering: Numbering): Markup {
  const { base } = result;
  const steps = shownSteps(result);
  const points = pointsAt(result, base, steps);
  const rows = inOrder(points.map(({ scheme }) => scheme)).map(
    scheme => points.find(point => point.scheme === scheme)!,
  );
  const absent = result.absences.filter(one => isAt(one, base));
  return html`<ul class="findings">
${verdictSentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
${renderTable({
  caption: `${numbering.next('Table')}. ${placeLabel(base)}, ${stepsLabel(steps)}: mean and 95 % interval`,
  columns: columnsOf(result, steps),
  rows,
})}
${absent.map(({ scheme, reason }) => html`<p class="note">${schemeLook(scheme).label} is left out: ${reason}.</p>\n`)}<p class="note">Each mean is over ${
    points[0].psnrDb.count
  } frames with a channel and pictures of their own; intervals are Student’s t at 95 %. Differences are paired, frame by frame, on the
same pictures, channels and noise. The effective SNR is that of a flat channel with the same mean error per entry; TDMA has it on 1/K of the uses. A user is
served from an SNR of −20 dB on.</p>
<dl class="facts">
${rows.map(({ scheme }) => html`<div><dt>${schemeLook(scheme).label}</dt><dd>${schemeLook(scheme).note}</dd></div>\n`)}</dl>`;
}

function columnsOf(result: BeamformingResult, steps: number): Column<BeamPoint>[] {
  const text = (header: string, show: (point: BeamPoint) => string): Column<BeamPoint> => ({
    ...{ header, key: header, show, value: show },
    kind: 'number',
  });
  return [
    headColumn('Scheme', 'scheme', ({ scheme }) => schemeLook(scheme).label),
    text('PSNR (dB)', ({ psnrDb }) => withInterval(psnrDb, 2)),
    text('SSIM', ({ ssim }) => fixed(ssim.mean, 3)),
    text('Effective SNR (dB)', ({ effectiveSnrDb }) => withInterval(effectiveSnrDb, 2)),
    text('Sum rate (bits/use)', ({ sumRate }) => fixed(sumRate.mean, 2)),
    text('Users served', ({ served }) => `${fixed(100 * served.mean, 0)} %`),
    text('Cooperative minus (dB)', ({ scheme }) => {
      const gain = gainOver(result, result.base, scheme, steps);
      return gain ? withInterval(gain.psnrDb, 2, signed) : MISSING;
    }),
  ];
}
