import { createHash } from 'node:crypto';
import type { RunResult } from '../sim/results.ts';
import { html, type Markup, trusted } from './html.ts';
import { startNumbering } from './numbering.ts';
import { READOUT_SCRIPT } from './script.ts';
import { renderGallery } from './sections/gallery.ts';
import { renderHead, renderVerdict } from './sections/head.ts';
import { renderLatency } from './sections/latency.ts';
import { renderProvenance } from './sections/provenance.ts';
import { renderQuality } from './sections/quality.ts';
import { renderResidual } from './sections/residual.ts';
import { STYLE } from './style.ts';

interface Section {
  readonly id: string;
  readonly heading: string;
  readonly content: Markup;
}

/**
 * The report of a run as one self-contained HTML page: no network, no external fonts or scripts. The same result gives
 * the same bytes.
 */
export function renderReport(result: RunResult): string {
  const sections = sectionsOf(result).filter(section => section.content.markup !== '');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<link rel="icon" href="data:,">
<title>${result.scenario.title} – semlink</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page">
${renderHead(result)}
<nav aria-label="Contents"><ul>
${sections.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>\n`)}</ul></nav>
<main id="content" tabindex="-1">
${sections.map(
  ({ id, heading, content }) => html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>
`,
)}</main>
<footer><p>Made by semlink. The numbers behind every figure are on this page.</p></footer>
</div>
<script>${trusted(READOUT_SCRIPT)}</script>
</body>
</html>
`.markup;
}

function sectionsOf(result: RunResult): Section[] {
  const numbering = startNumbering();
  return [
    { id: 'verdict', heading: 'In short', content: renderVerdict(result) },
    { id: 'quality', heading: 'Quality', content: renderQuality(result, numbering) },
    { id: 'residual', heading: 'Residual', content: renderResidual(result, numbering) },
    { id: 'gallery', heading: 'Gallery', content: renderGallery(result) },
    { id: 'latency', heading: 'Latency', content: renderLatency(result, numbering) },
    { id: 'provenance', heading: 'Provenance', content: renderProvenance(result, numbering) },
  ];
}

/** Lets the page load nothing and run only its own script, whatever a title or a picture contains. */
function contentPolicy(): string {
  const hash = createHash('sha256').update(READOUT_SCRIPT).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}
