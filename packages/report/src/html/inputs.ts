import { count, grouped } from '../scan/values.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';
import type { InputSummary } from '../scan/result.js';

/** What was read, what was not, what was known beside it, and how the run can be repeated. */
export function renderInputsSection(report: HtmlReport): Markup {
  const { inputs, quarantine, context, run } = report;
  const given = context.filter(({ absent }) => absent === undefined);
  const absent = context.filter((each) => each.absent !== undefined);
  return html`<section id="inputs" aria-labelledby="inputs-title">
    <h2 id="inputs-title">Inputs and custody</h2>
    <dl class="facts">
      <dt>written by</dt>
      <dd>interloper ${run.version}</dd>
      <dt>now</dt>
      <dd>${run.now ?? 'no record has a time'}</dd>
      <dt>replayed</dt>
      <dd>${run.from === null || run.to === null ? 'one instant' : `${run.from} to ${run.to}`}</dd>
      ${
        run.implausible === 0
          ? undefined
          : html`<dt>not looked at</dt>
              <dd>${count(run.implausible, 'event')} dated beyond 2100</dd>`
      }
    </dl>
    ${renderInputs(inputs)}
    ${
      quarantine.length === 0
        ? undefined
        : html`<h3>Quarantined</h3>
            <p>The first of each input.</p>
            <ul>
              ${quarantine.map(({ path, line, cause, excerpt }) => html`<li>${path}:${line}: ${cause}${excerpt === '' ? undefined : html`: <code>${excerpt}</code>`}</li>`)}
            </ul>`
    }
    <h3>Known beside the logs</h3>
    ${
      given.length === 0
        ? html`<p>Nothing was given.</p>`
        : html`<ul>
            ${given.map(({ kind, name, rows, paths }) => html`<li>${KINDS[kind]}${kind === 'watchlist' ? ` ${name}` : ''}: ${count(rows, 'entry', 'entries')}: ${paths.join(', ')}</li>`)}
          </ul>`
    }
    ${
      absent.length === 0
        ? undefined
        : html`<h3>Not given</h3>
            <ul>
              ${absent.map(({ kind, name, absent: why = '' }) => html`<li>${KINDS[kind]}${kind === 'watchlist' ? ` ${name}` : ''}: ${why}</li>`)}
            </ul>`
    }
  </section>`;
}

const KINDS = {
  watchlist: 'watchlist',
  threatIntelligence: 'threat intelligence',
  geography: 'geography',
} as const;

function renderInputs(inputs: readonly InputSummary[]): Markup {
  const total = (of: (input: InputSummary) => number): string =>
    grouped(inputs.reduce((sum, input) => sum + of(input), 0));
  return html`<h3>${count(inputs.length, 'input')}</h3>
    <p>
      ${total(({ records }) => records)} records, ${total(({ duplicates }) => duplicates)} of them repeats
      that count once; ${total(({ quarantined }) => quarantined)} quarantined.
    </p>
    <table class="stacked">
      <thead>
        <tr>
          <th scope="col">input and its SHA-256</th>
          <th scope="col">log</th>
          <th scope="col" class="number">records</th>
          <th scope="col" class="number">repeats</th>
          <th scope="col" class="number">quarantined</th>
        </tr>
      </thead>
      <tbody>
        ${inputs.map(renderInput)}
      </tbody>
    </table>`;
}

function renderInput(input: InputSummary): Markup {
  const { path, sha256, refused, repeatOf, missing } = input;
  const notes = [
    ...(refused === undefined ? [] : [`not read: ${refused}`]),
    ...(repeatOf === undefined ? [] : [`the same bytes as ${repeatOf}, which was read`]),
    ...(missing.length === 0 ? [] : [`has no ${missing.join(', ')}, on which detections rest`]),
  ];
  return html`<tr>
    <td>
      ${path}<br /><code class="hash">${sha256 ?? 'not read'}</code>
      ${notes.map((note) => html`<br /><span class="note">${note}</span>`)}
    </td>
    <td data-title="log">
      ${input.source ?? (input.table === undefined ? 'not known' : `table ${input.table}`)}
    </td>
    <td class="number" data-title="records">${grouped(input.records)}</td>
    <td class="number" data-title="repeats">${grouped(input.duplicates)}</td>
    <td class="number" data-title="quarantined">${grouped(input.quarantined)}</td>
  </tr>`;
}
