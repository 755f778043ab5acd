import type { RunResult } from '../../sim/cell/results.ts';
import type { ModelProvenance } from '../../sim/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed } from '../numbers.ts';
import { prettyJson } from '../prettyJson.ts';
import { headColumn, numberColumn, renderTable } from '../table.ts';

/** Everything needed to repeat the run and to know what made it. */
export function renderProvenance(
  { provenance, scenario }: Pick<RunResult, 'provenance' | 'scenario'>,
  numbering: Numbering,
): Markup {
  const { seed, versions, models, deviceRequested, deviceUsed, images, command, wallSeconds } = provenance;
  const facts: readonly (readonly [string, string])[] = [
    ['Seed', String(seed)],
    ['Device', `${deviceUsed} (asked for: ${deviceRequested})`],
    ['Images', images],
    ['Wall time', `${fixed(wallSeconds, 1)} s`],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ];
  return html`<p>The command that repeats this run:</p>
<pre class="command" role="region" tabindex="0" aria-label="Command that repeats this run"><code>${command}</code></pre>
<dl class="facts">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
${models.length > 0 ? modelTable(models, numbering) : NOTHING}
<h3>Scenario as it was run</h3>
<pre role="region" tabindex="0" aria-label="Scenario as it was run"><code>${prettyJson(scenario)}</code></pre>`;
}

function modelTable(models: readonly ModelProvenance[], numbering: Numbering): Markup {
  return renderTable({
    caption: `${numbering.next('Table')}. Models`,
    columns: [
      headColumn<ModelProvenance>('Model', 'model', model => model.name),
      headColumn<ModelProvenance>('Kind', 'kind', model => model.kind),
      numberColumn<ModelProvenance>('Parameters', 'parameters', model => model.parameters, grouped),
      headColumn<ModelProvenance>('SHA-256', 'sha256', model => model.sha256),
    ],
    rows: models,
  });
}

/** 1 234 567 with thin spaces. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
