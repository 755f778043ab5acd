import { type D3, D3Node } from 'd3-node';
import { coloursOf } from '../cell/channels.ts';
import { type Conditions, denoiserLabel } from '../cell/conditions.ts';
import { html, type Markup, NOTHING, trusted } from '../html.ts';
import { type LineStyle, type Look, markerPath, stepStyle } from './markers.ts';

const SOLID: LineStyle = { dash: 'none', filled: true };

/** Explains colours, markers and dashes. A list of text and swatches, so that it wraps at any width. */
export function renderLegend(
  { steps, ...conditions }: Pick<Conditions, 'schemes' | 'steps' | 'channels'>,
  intervals: 'bands' | 'whiskers',
  allChannels?: readonly string[],
): Markup {
  const { d3 } = new D3Node();
  const styles = steps.length > 1 ? [...steps].reverse() : [];
  return html`<ul class="legend">
${coloursOf(conditions, allChannels).looks.map(look => html`<li>${lookSwatch(d3, look, SOLID)}${look.label}</li>\n`)}${styles.map(
  count => html`<li>${stepSwatch(count, steps)}${denoiserLabel(count, steps)}</li>\n`,
)}<li>${intervalSwatch(intervals)}95 % interval</li>
</ul>`;
}

/** One entry of a legend: a line with its marker, or only one of the two. */
export interface LegendLine {
  readonly look: Look;
  readonly style: LineStyle;
  readonly label: string;
  readonly only?: 'line' | 'marker';
}

/** Explains lines one by one, and what their bands or whiskers reach over, if they have any. */
export function renderLineLegend(
  lines: readonly LegendLine[],
  intervals?: { readonly drawn: 'bands' | 'whiskers'; readonly reach: string },
): Markup {
  const { d3 } = new D3Node();
  return html`<ul class="legend">
${lines.map(({ look, style, label, only }) => html`<li>${lookSwatch(d3, look, style, only)}${label}</li>\n`)}${
  intervals ? html`<li>${intervalSwatch(intervals.drawn)}${intervals.reach}</li>` : NOTHING
}
</ul>`;
}

/** The legend of the residual's histograms. */
export function renderHistogramLegend(): Markup {
  return html`<ul class="legend">
<li>${swatch('<rect class="bar" x="10" y="3" width="16" height="12"/>')}residual</li>
<li>${swatch('<path class="gaussian-line" d="M2,9H34"/>')}Gaussian, N(0, 1)</li>
</ul>`;
}

/** The legend of the Q–Q plots. */
export function renderQuantilesLegend(): Markup {
  return html`<ul class="legend">
<li>${swatch('<g class="ink"><circle class="marker" cx="18" cy="9" r="2"/></g>')}residual</li>
<li>${swatch('<path class="gaussian-line" d="M8,16L28,2"/>')}Gaussian, N(0, 1)</li>
</ul>`;
}

function lookSwatch(d3: D3, look: Look, { dash, filled }: LineStyle, only?: LegendLine['only']): Markup {
  const dashes = dash === 'none' ? '' : ` stroke-dasharray="${dash}"`;
  const line = only === 'marker' ? '' : `<path class="line"${dashes} d="M0,9H36"/>`;
  const marker =
    only === 'line'
      ? ''
      : `<path class="${filled ? 'marker' : 'marker open'}" transform="translate(18,9)" d="${markerPath(d3, look)}"/>`;
  return swatch(`<g class="scheme ${look.name}">${line}${marker}</g>`);
}

function stepSwatch(count: number, steps: readonly number[]): Markup {
  const { dash, filled } = stepStyle(count, steps);
  const marker = filled ? 'marker' : 'marker open';
  return swatch(
    `<g class="ink"><path class="line" stroke-dasharray="${dash}" d="M0,9H36"/><circle class="${marker}" cx="18" cy="9" r="3.5"/></g>`,
  );
}

function intervalSwatch(intervals: 'bands' | 'whiskers'): Markup {
  return intervals === 'bands'
    ? swatch('<g class="ink"><rect class="band" x="0" y="2" width="36" height="14"/></g>')
    : swatch('<g class="ink"><path class="whisker" d="M0,9H36"/></g>');
}

function swatch(content: string): Markup {
  return trusted(
    `<svg class="swatch" width="36" height="18" viewBox="0 0 36 18" aria-hidden="true">${content}</svg>`,
  );
}
