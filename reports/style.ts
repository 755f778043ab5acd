/**
 * The style sheet. Colours are variables, so that the figures follow light and dark; the dark values apply to screens
 * only, so that print is always light. Scheme colours are from the palette of Okabe and Ito (2008).
 */
const COLOURS = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb;
  --ink: #1d2126;
  --quiet: #59626d;
  --rule: #dfe2e5;
  --shade: #f3f4f3;
  --link: #0b5a9e;
  --omdma: #0072b2;
  --superposed: #d55e00;
  --gaussian: #009e73;
  --tdma: #b0578d;
  --digital: #946800;
  --noma-sic: #6a51b5;
  --edge: rgb(0 0 0 / 14%);
  --band: 0.13;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c;
    --ink: #e4e7ea;
    --quiet: #a3acb6;
    --rule: #31373e;
    --shade: #1d2126;
    --link: #7cbcf0;
    --omdma: #56b4e9;
    --superposed: #e5762a;
    --gaussian: #1fb58b;
    --tdma: #d78fb8;
    --digital: #dbad2f;
    --noma-sic: #ab99f2;
    --edge: rgb(255 255 255 / 16%);
    --band: 0.2;
  }
}
`;

const TEXT = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
}
.page { max-width: 70rem; margin: 0 auto; padding: 3.5rem 1.5rem 4rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.5rem); letter-spacing: -0.015em; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; letter-spacing: -0.01em; margin: 0 0 1.25rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p { margin: 0 0 1rem; max-width: 42rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.875em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 2px; }
main:focus { outline: none; }
main > section { padding-top: 3rem; margin-top: 3rem; border-top: 1px solid var(--rule); }
main > section:first-child { border-top: 0; margin-top: 0; }
.overline { color: var(--quiet); margin-bottom: 0.75rem; }
.lead { font-size: 1.15rem; line-height: 1.55; }
.asked, .quiet, .note, footer { color: var(--quiet); }
.quiet { font-weight: 400; }
.asked { max-width: 52rem; }
.note { font-size: 0.9rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; margin: 2rem 0 0; padding: 0; list-style: none; }
.findings { max-width: 46rem; margin: 0 0 2rem; padding-left: 1.2rem; }
.findings li { margin-bottom: 0.5rem; }
.skip { position: absolute; left: -100vw; top: 0; padding: 0.6rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { border-top: 1px solid var(--rule); margin-top: 4rem; padding-top: 1.5rem; font-size: 0.9rem; }
`;

const TABLES = `
.scroll {
  overflow-x: auto;
  margin: 0 0 1rem;
  background:
    linear-gradient(to right, var(--paper) 60%, transparent) left / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 60%, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to right, var(--edge), transparent) left / 0.7rem 100% no-repeat scroll,
    linear-gradient(to left, var(--edge), transparent) right / 0.7rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
caption { position: sticky; left: 0; max-width: calc(100vw - 2.5rem); text-align: left; color: var(--quiet); padding: 0 0 0.6rem; }
th, td { padding: 0.4rem 1.4rem 0.4rem 0; text-align: right; white-space: nowrap; vertical-align: baseline; }
th.head, th.text, tbody th { text-align: left; }
td.text { text-align: left; white-space: normal; min-width: 18rem; }
tbody th { font-weight: 400; }
thead th { font-weight: 600; white-space: normal; min-width: 3rem; max-width: 9rem; vertical-align: bottom; border-bottom: 1px solid var(--ink); }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
tbody tr:last-child > * { border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0.25rem; }
details { margin: 0.5rem 0 0; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
details[open] > summary { margin-bottom: 0.75rem; }
details .scroll { max-height: 28rem; overflow: auto; }
details thead th { position: sticky; top: 0; background: var(--paper); box-shadow: inset 0 -1px var(--ink); }
.download { margin-bottom: 0.75rem; }
pre { overflow: auto; max-height: 32rem; margin: 0 0 1.5rem; padding: 1rem 1.2rem; background: var(--shade); border-radius: 6px; line-height: 1.5; }
.command { white-space: pre-wrap; overflow-wrap: anywhere; }
.command code { user-select: all; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: 1rem 2rem; margin: 0 0 2rem; }
dt { color: var(--quiet); font-size: 0.875rem; }
dd { margin: 0; overflow-wrap: anywhere; }
`;

const FIGURES = `
figure { margin: 0; }
figcaption { margin: 0 0 0.75rem; max-width: 46rem; text-wrap: pretty; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 3.5rem 2.5rem; margin: 1.75rem 0 2.5rem; }
.figure { min-width: 0; }
.full { grid-column: 1 / -1; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; margin: 0 0 0.75rem; padding: 0; list-style: none; font-size: 0.9rem; }
.legend li { display: flex; align-items: center; gap: 0.5rem; }
.swatch { flex: none; }
.plot svg { display: block; width: 100%; height: auto; }
.plot > svg, .panels > svg, .only-narrow > svg { max-width: 30rem; }
.small-panels > svg { max-width: 20rem; }
.panels { display: grid; gap: 2rem 2.5rem; }
.small-panels { gap: 1.5rem; }
.columns-2, .columns-3, .columns-4 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
@media screen and (min-width: 72rem) {
  .columns-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .columns-4 { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .columns-3:not(.small-panels) text { font-size: 15px; }
}
.only-narrow { display: none; }
.sources { margin: 0.25rem 0 0; padding-left: 1.2rem; max-width: 52rem; }
.readout { display: block; min-height: 1.4em; margin-top: 0.5rem; line-height: 1.4; color: var(--quiet); font-size: 0.875rem; }
svg text { fill: var(--ink); font-size: 13px; font-variant-numeric: tabular-nums; }
svg .axis text { fill: var(--quiet); }
svg .heading { font-weight: 600; }
svg .grid { stroke: var(--rule); }
svg .baseline, svg .tick { stroke: var(--quiet); }
svg .zero { stroke: var(--ink); stroke-width: 1.25; }
svg .ink { --colour: var(--ink); }
svg .omdma { --colour: var(--omdma); }
svg .omdma-pic { --colour: var(--ink); }
svg .omdma-sic { --colour: var(--quiet); }
svg .digital { --colour: var(--digital); }
svg .noma-sic { --colour: var(--noma-sic); }
svg .superposed { --colour: var(--superposed); }
svg .gaussian { --colour: var(--gaussian); }
svg .tdma { --colour: var(--tdma); }
svg .sgd { --colour: var(--quiet); }
svg .adamw { --colour: var(--ink); }
svg .muon { --colour: var(--omdma); }
svg .normuon { --colour: var(--superposed); }
svg .auon { --colour: var(--gaussian); }
svg .hybrid-auon { --colour: var(--tdma); }
svg .channel-1 { --colour: var(--omdma); }
svg .channel-2 { --colour: var(--gaussian); }
svg .channel-3 { --colour: var(--superposed); }
svg .channel-4 { --colour: var(--tdma); }
svg .channel-5 { --colour: var(--ink); }
svg .channel-6 { --colour: var(--quiet); }
svg .neural, svg .qpsk { --colour: var(--omdma); }
svg .counted, svg .qam-16 { --colour: var(--superposed); }
svg .free, svg .qam-64 { --colour: var(--gaussian); }
svg .qam-256 { --colour: var(--tdma); }
svg .bpsk { --colour: var(--quiet); }
svg .published, svg .envelope { --colour: var(--ink); }
svg .envelope .line { stroke-width: 3; }
svg .published .leader { stroke: var(--quiet); }
svg .published text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
svg .band { fill: var(--colour, currentColor); opacity: var(--band); }
svg .line { fill: none; stroke: var(--colour); stroke-width: 2; stroke-linejoin: round; }
svg .whisker { stroke: var(--colour); stroke-width: 2; opacity: 0.75; }
svg .marker { fill: var(--colour); stroke: var(--colour); stroke-width: 1.5; }
svg .marker.open { fill: var(--paper); }
svg .small .marker { stroke-width: 1; }
svg .leader { stroke: var(--rule); fill: none; }
svg .bar { shape-rendering: crispEdges; fill: var(--colour, var(--quiet)); fill-opacity: 0.45; stroke: none; }
svg .cell { fill: var(--colour); shape-rendering: crispEdges; }
svg .current .cell { stroke: var(--ink); stroke-width: 2; }
svg .air-good { --colour: var(--omdma); }
svg .air-poor { --colour: var(--superposed); }
svg .air-rejected { --colour: var(--tdma); }
svg .air-cut { --colour: var(--quiet); }
svg .air .bar { fill-opacity: 0.75; stroke: var(--paper); stroke-width: 0.5; vector-effect: non-scaling-stroke; }
svg .load { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.timeline svg { cursor: grab; }
.timeline { touch-action: pan-y; user-select: none; }
.zoom { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 0 0.75rem; }
.zoom button { padding: 0.3rem 0.8rem; border: 1px solid var(--rule); border-radius: 4px; background: var(--shade); color: var(--ink); font: inherit; font-size: 0.9rem; cursor: pointer; }
svg .outline { fill: none; stroke: var(--ink); stroke-width: 2; }
svg .gaussian-line { fill: none; stroke: var(--ink); stroke-width: 1.75; }
svg .current .marker { stroke: var(--ink); stroke-width: 3; }
svg .current .bar { fill-opacity: 0.9; }
`;

const GALLERY = `
.gallery-block { margin-top: 2rem; }
.gallery-block + .gallery-block { margin-top: 3rem; }
.gallery-block h3 { margin: 0; }
.gallery-row {
  display: grid;
  grid-template-columns: 6.5rem repeat(4, minmax(0, 13.5rem));
  gap: 0 1.5rem;
  align-items: start;
  margin-top: 1rem;
}
.gallery-row > p { grid-column: 1; color: var(--ink); }
.gallery-row > p span { display: block; color: var(--quiet); }
.gallery-row img { display: block; width: 100%; height: auto; border-radius: 3px; background: var(--shade); }
.pixelated { image-rendering: pixelated; }
.gallery-row figcaption { margin: 0.4rem 0 0; font-size: 0.9rem; line-height: 1.4; color: var(--quiet); }
.gallery-row b { color: var(--ink); font-weight: 600; white-space: nowrap; }
.gallery-row.many { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 1rem 1.5rem; }
.gallery-row.many > p { grid-column: 1 / -1; margin: 0; }
.column-1 { grid-column: 2; }
.column-2 { grid-column: 3; }
.column-3 { grid-column: 4; }
.column-4 { grid-column: 5; }
`;

const NARROW = `
@media screen and (max-width: 50rem) {
  .page { padding: 2rem 1rem 3rem; }
  .only-wide { display: none; }
  .only-narrow { display: block; }
  main > section { padding-top: 2rem; margin-top: 2.5rem; }
  .figures { gap: 3rem; }
  .panels { grid-template-columns: minmax(0, 1fr); }
  .gallery-row { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; margin-top: 1.5rem; }
  .gallery-row > p { grid-column: 1 / -1; margin: 0; }
  .gallery-row > p span { display: inline; }
  .gallery-row figure { grid-column: auto; }
}
`;

const PRINT = `
@page { margin: 18mm 16mm; }
@media print {
  :root { --paper: #ffffff; font-size: 10pt; }
  .page { max-width: none; padding: 0; }
  nav, .skip, .readout, .zoom, .download, details:not([open]) { display: none; }
  summary { color: var(--ink); list-style: none; }
  .scroll, details .scroll, pre { background: none; overflow: visible; max-height: none; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2rem 1.5rem; }
  .only-wide text { font-size: 14.5px; }
  .small-panels > svg { max-width: 17rem; }
  table { font-size: 8pt; }
  th, td { padding-right: 0.8rem; white-space: normal; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  h2, h3, figcaption, caption { break-after: avoid; }
  figure, .gallery-row, tr, .plot svg { break-inside: avoid; }
  .gallery-row { grid-template-columns: 5rem repeat(4, minmax(0, 8rem)); }
  main > section { margin-top: 1.5rem; padding-top: 1.5rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;

export const STYLE = COLOURS + TEXT + TABLES + FIGURES + GALLERY + NARROW + PRINT;
