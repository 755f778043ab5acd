import type { LoadResult, Timeline, TimelineEntry } from '../../sim/load/results.ts';
import { openCanvas, round } from '../figures/canvas.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { counted, fixed, plain } from '../numbers.ts';
import { wayLook } from './looks.ts';

const SIZES = {
  wide: { width: 960, left: 62, steps: 10 },
  narrow: { width: 420, left: 62, steps: 4 },
} as const;
const TOP = 8;
/** Height of a user's row: less where there are many. */
const rowHeight = (rows: number) => Math.max(7, Math.min(18, Math.floor(420 / rows)));
const LABEL_DISTANCE = 17;

/** What was on the air, user by user, under every access at one load: a picture that the page's script makes a window to move and zoom. */
export function timelines(result: LoadResult, numbering: Numbering): Markup {
  if (result.timelines.length === 0) return NOTHING;
  const { qualityThresholdDb } = result.scenario;
  return html`<p>A row is a user, a bar one try of a picture from its first symbol at the receiver to its last. Zoom with the wheel, the buttons, or + and − in
a focused figure; drag to move; 0 shows the whole window again.</p>
<ul class="legend">
${legendEntry('air-good', `accepted, ${plain(qualityThresholdDb)} dB or more`)}${legendEntry(
  'air-poor',
  `accepted, below ${plain(qualityThresholdDb)} dB`,
)}${legendEntry('air-rejected', 'not accepted')}${legendEntry('air-cut', 'cut off: its user left')}
</ul>
<div class="figures">${result.timelines.map(timeline => figureOf(timeline, result, numbering))}</div>`;
}

function figureOf(timeline: Timeline, result: LoadResult, numbering: Numbering): Markup {
  const { place, fromS, lengthS, entries } = timeline;
  const { label } = wayLook(place, result);
  const { qualityThresholdDb } = result.scenario;
  const draw = (layout: keyof typeof SIZES) =>
    trusted(drawTimeline(timeline, { label, layout, qualityThresholdDb }));
  return html`<div class="figure full">
<figure>
<figcaption><b>${numbering.next('Figure')}.</b> ${label} at load ${plain(place.offeredLoad)}: ${counted(entries.length, 'transmission')} in ${plain(
    lengthS,
  )} s from ${fixed(fromS, 3)} s on.</figcaption>
<div class="plot timeline" data-length="${1e3 * lengthS}"><div class="only-wide">${draw('wide')}</div>
<div class="only-narrow">${draw('narrow')}</div></div>
</figure>
</div>`;
}

function drawTimeline(
  { place, lengthS, entries }: Timeline,
  {
    label,
    layout,
    qualityThresholdDb,
  }: { label: string; layout: keyof typeof SIZES; qualityThresholdDb: number },
): string {
  const { width, left, steps } = SIZES[layout];
  const users = [...new Set(entries.map(({ user }) => user))].sort((a, b) => a - b);
  const rows = Math.max(1, users.length);
  const height = rowHeight(rows);
  const bottom = TOP + rows * height;
  const [right, lengthMs] = [width - 24, 1e3 * lengthS];
  const id = `air-${place.access}-${place.toldNoise.toLowerCase()}-${layout}`;
  const { svg, finish } = openCanvas(
    {
      id,
      title: `Transmissions over time, ${label}`,
      description: `${counted(users.length, 'user')} sent ${counted(entries.length, 'picture')} in ${plain(lengthMs)} ms.`,
    },
    width,
    bottom + 44,
  );
  const axis = svg.append('g').attr('class', 'axis');
  const every = Math.ceil(LABEL_DISTANCE / height);
  users.forEach((user, row) => {
    if (row % every !== 0) return;
    axis
      .append('text')
      .attr('x', left - 8)
      .attr('y', round(TOP + (row + 0.5) * height + 4.5))
      .attr('text-anchor', 'end')
      .text(row === 0 ? `user ${user + 1}` : String(user + 1));
  });
  for (let step = 0; step <= steps; step++) {
    const x = left + (step / steps) * (right - left);
    axis
      .append('line')
      .attr('class', 'grid')
      .attr('x1', round(x))
      .attr('x2', round(x))
      .attr('y1', TOP)
      .attr('y2', bottom);
    axis
      .append('text')
      .attr('class', 'time')
      .attr('x', round(x))
      .attr('y', bottom + 18)
      .attr('text-anchor', 'middle')
      .text(fixed((step / steps) * lengthMs, Number.isInteger(lengthMs / steps) ? 0 : 1));
  }
  axis
    .append('text')
    .attr('class', 'axis-name')
    .attr('x', round((left + right) / 2))
    .attr('y', bottom + 38)
    .attr('text-anchor', 'middle')
    .text('time (ms)');
  // A window of its own: another view box moves and stretches what is inside, time only.
  const air = svg
    .append('svg')
    .attr('class', 'air')
    .attr('x', left)
    .attr('y', TOP)
    .attr('width', right - left)
    .attr('height', bottom - TOP)
    .attr('viewBox', `0 0 ${lengthMs} ${rows * height}`)
    .attr('preserveAspectRatio', 'none');
  for (const entry of entries) {
    const bar = air.append('g').attr('class', `point ${kindOf(entry, qualityThresholdDb)}`);
    bar.append('title').text(inWords(entry));
    bar
      .append('rect')
      .attr('class', 'bar')
      .attr('x', thousandth(entry.fromMs))
      .attr('width', thousandth(entry.toMs - entry.fromMs))
      .attr('y', users.indexOf(entry.user) * height + 1)
      .attr('height', height - 2);
  }
  return finish();
}

function kindOf({ end, psnrDb }: TimelineEntry, qualityThresholdDb: number): string {
  if (end === 'cut') return 'air-cut';
  if (end === 'rejected') return 'air-rejected';
  return psnrDb !== null && psnrDb >= qualityThresholdDb ? 'air-good' : 'air-poor';
}

function inWords({ user, picture, tries, fromMs, toMs, end, psnrDb }: TimelineEntry): string {
  const what = { accepted: 'accepted', rejected: 'not accepted', cut: 'cut off' }[end];
  const quality = psnrDb === null ? '' : `, ${fixed(psnrDb, 2)} dB`;
  const attempt = tries > 1 ? `, try ${tries}` : '';
  return `User ${user + 1}, picture ${picture + 1}${attempt}: ${fixed(fromMs, 2)} to ${fixed(toMs, 2)} ms, ${what}${quality}`;
}

function legendEntry(kind: string, text: string): Markup {
  return html`<li><svg class="swatch" width="36" height="18" viewBox="0 0 36 18" aria-hidden="true"><g class="${kind}"><rect class="bar" x="2" y="3" width="32" height="12"/></g></svg>${text}</li>\n`;
}

function thousandth(value: number): number {
  return Math.round(1e3 * value) / 1e3;
}
