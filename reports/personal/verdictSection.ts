import type { CodecName, PersonalResult } from '../../sim/personal/results.ts';
import { html, type Markup } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { MISSING, plain, withInterval } from '../numbers.ts';
import { type Column, headColumn, renderTable } from '../table.ts';
import { ACCESSES, accessLabel, codecLook } from './looks.ts';
import { codecsOf, headlineSnrDb, pointAt } from './select.ts';
import { verdictSentences } from './verdict.ts';

/** The findings in words, and every codec in every way to be on the air at the middle SNR. */
export function renderPersonalVerdict(result: PersonalResult, numbering: Numbering): Markup {
  const snrDb = headlineSnrDb(result);
  const codecs = codecsOf(result);
  const columns: Column<CodecName>[] = [
    headColumn('Codec', 'codec', codec => codecLook(codec).label),
    ...ACCESSES.map((access): Column<CodecName> => {
      const show = (codec: CodecName) => {
        const point = pointAt(result, { codec, access }, snrDb);
        return point ? withInterval(point.psnrDb, 2) : MISSING;
      };
      return { header: accessLabel(access), key: access, kind: 'number', show, value: show };
    }),
  ];
  return html`<ul class="findings">
${verdictSentences(result).map(sentence => html`<li>${sentence}</li>\n`)}</ul>
${renderTable({
  caption: `${numbering.next('Table')}. PSNR in dB at ${plain(snrDb)} dB of SNR: mean and 95 % interval`,
  columns,
  rows: codecs,
})}
<p class="note">Each mean is over ${plain(result.points[0].psnrDb.count)} frames of one picture per user; intervals are Student’s t at 95 %. Differences are paired, frame
by frame, on the same pictures and the same noise. The decoder reads what was received: there is no denoiser, because the one that comes with semlink belongs to the
latents of the one encoder. No picture that is sent was trained on here.</p>
<dl class="facts">
${codecs.map(codec => html`<div><dt>${codecLook(codec).label}</dt><dd>${codecLook(codec).note}</dd></div>\n`)}</dl>`;
}
