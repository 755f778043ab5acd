import { createHash } from 'node:crypto';
import { html, type Markup, trusted } from './html.ts';
import { READOUT_SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly content: Markup;
}

/** What fills the frame of a report. */
export interface DocumentParts {
  readonly title: string;
  readonly head: Markup;
  /** Empty ones are left out. */
  readonly sections: readonly Section[];
  /** What the page runs beside the readout of its figures. */
  readonly script?: string;
}

/** A report as one self-contained HTML page: no network, no external fonts or scripts. The same parts give the same bytes. */
export function renderDocument({ title, head, sections: all, script: own = '' }: DocumentParts): string {
  const script = READOUT_SCRIPT + own;
  const sections = all.filter(section => section.content.markup !== '');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(script)}">
<link rel="icon" href="data:,">
<title>${title} – semlink</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page">
${head}
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
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}

/** Lets the page load nothing and run only its own script, whatever a title or a picture contains. */
function contentPolicy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}
