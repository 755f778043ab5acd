import type { Anchor, Curve } from '../../sim/comparison/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { listed } from '../numbers.ts';
import { codecLabel, type Packing } from './ways.ts';

/** What figures have to say that holds for several: the first says it, the others refer to it. */
export interface Notes {
  /** What the digital curves of a figure are, and what they count. */
  accounting(curves: readonly Curve[], packings: readonly Packing[], figure: string): string;
  /** The sources of published points and what differs in them. */
  sources(anchors: readonly Anchor[], figure: string): Markup;
}

export function startNotes(): Notes {
  const explained = new Map<string, string>();
  const saidBy = (key: string, figure: string) => {
    const earlier = explained.get(key);
    if (earlier === undefined) explained.set(key, figure);
    return earlier;
  };
  return {
    accounting(curves, packings, figure) {
      if (packings.length === 0) return '';
      const text = accountingText(curves, packings);
      const earlier = saidBy(text, figure);
      return earlier === undefined ? ` ${text}` : ` Envelope, bound and headers as in ${earlier}.`;
    },
    sources(anchors, figure) {
      if (anchors.length === 0) return NOTHING;
      const distinct = [...new Map(anchors.map(anchor => [keyOf(anchor), anchor]))];
      const told = distinct.map(([key, anchor]) => ({ anchor, earlier: saidBy(key, figure) }));
      const here = told.filter(({ earlier }) => earlier === undefined).map(({ anchor }) => anchor);
      const elsewhere = [...new Set(told.flatMap(({ earlier }) => earlier ?? []))];
      return html`${here.length > 0 ? sourceList(here) : NOTHING}${
        elsewhere.length > 0 ? html`<p class="note">${reference(elsewhere, here.length > 0)}</p>` : NOTHING
      }`;
    },
  };
}

function accountingText(curves: readonly Curve[], packings: readonly Packing[]): string {
  const codec = codecLabel(packings[0]);
  const has = (kind: Curve['kind']) => curves.some(curve => curve.kind === kind);
  return [
    ...(has('envelope')
      ? [`The envelope takes the modulation and code rate that is best for ${codec} at each point.`]
      : []),
    ...(has('capacity') ? ['The bound sends as many bits as capacity allows, without errors.'] : []),
    ...(packings.some(({ mosaic }) => mosaic > 1)
      ? ['Pictures of a mosaic share one file, its header and their channel uses, and fail together.']
      : []),
    '“Headers free” means that the receiver has them for nothing.',
  ].join(' ');
}

function sourceList(anchors: readonly Anchor[]): Markup {
  return html`<p class="note">Stars are published results, not measured here:</p>
<ul class="sources note">
${anchors.map(({ label, source, note }) => html`<li><b>${label}</b>: ${source}. ${note}</li>\n`)}</ul>
`;
}

function reference(figures: readonly string[], isRest: boolean): string {
  return `${isRest ? 'The other stars' : 'Stars'} are published results, not measured here; their sources and what differs stand below ${listed(figures)}.`;
}

function keyOf({ label, source, note }: Anchor): string {
  return JSON.stringify([label, source, note]);
}
