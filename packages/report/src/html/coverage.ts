import type { Agreement, Coverage } from '@interloper/detect';
import { languageName } from '../scan/accounts.js';
import { count, grouped } from '../scan/values.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';

/** What was looked for with which outcome: first what could not be seen, and why. */
export function renderCoverageSection(report: HtmlReport): Markup {
  const { coverage, unexamined, agreement } = report;
  const blind = coverage.filter(({ outcome }) => outcome === 'notEvaluable');
  const ran = coverage.filter(({ outcome }) => outcome !== 'notEvaluable');
  return html`<section id="coverage" aria-labelledby="coverage-title">
    <h2 id="coverage-title">What was looked for</h2>
    <h3>Not evaluable: ${blind.length} of ${count(coverage.length, 'rule')}</h3>
    ${blind.length === 0 ? html`<p>Every rule could be evaluated.</p>` : renderRules(blind, 'reason', ({ reason = '' }) => reason)}
    ${renderGaps(coverage)}
    ${
      unexamined.length === 0
        ? undefined
        : html`<h3>Logs that no rule reads</h3>
            <ul>
              ${unexamined.map(({ table, rows }) => html`<li>${table}: ${count(rows, 'row')}</li>`)}
            </ul>`
    }
    <h3>Evaluated: ${count(ran.length, 'rule')}</h3>
    ${renderRules(ran, 'outcome', ({ outcome, matches, reason }) => {
      const found = outcome === 'fired' ? `fired: ${count(matches, 'match', 'matches')}` : 'quiet';
      return reason === undefined ? found : `${found}. ${reason}`;
    })}
    ${agreement === undefined ? undefined : renderAgreement(agreement)}
  </section>`;
}

function renderRules(
  rules: readonly Coverage[],
  title: string,
  told: (rule: Coverage) => string,
): Markup | undefined {
  if (rules.length === 0) return undefined;
  return html`<table class="stacked">
    <thead>
      <tr>
        <th scope="col">detection</th>
        <th scope="col">language</th>
        <th scope="col">${title}</th>
      </tr>
    </thead>
    <tbody>
      ${rules.map(
        (rule) =>
          html`<tr class="${rule.outcome}">
            <td data-title="detection">${rule.detection}</td>
            <td data-title="language">${languageName(rule.query)}</td>
            <td data-title="${title}">${told(rule)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function renderGaps(coverage: readonly Coverage[]): Markup | undefined {
  const gaps = coverage.flatMap(({ detection, query, gaps: own }) =>
    own.map((gap) => ({ ...gap, detection, query })),
  );
  if (gaps.length === 0) return undefined;
  return html`<h3>Fields that records lack</h3>
    <p>What rests on them was not evaluable on those records.</p>
    <ul>
      ${gaps.map(
        ({ detection, query, table, field, rowsWithout, rows, inputs }) =>
          html`<li>
            <strong>${table}.${field}</strong>, for ${detection} in ${languageName(query)}: missing from
            ${grouped(rowsWithout)} of
            ${count(rows, 'row')}${inputs.length === 0 ? '' : `: ${inputs.join(', ')}`}
          </li>`,
      )}
    </ul>`;
}

function renderAgreement(agreement: readonly Agreement[]): Markup {
  return html`<h3>Do the languages agree?</h3>
    <ul>
      ${agreement.map(({ detection, languages, equal, differences }) => {
        const names = languages.map(languageName).join(', ');
        if (languages.length < 2)
          return html`<li>${detection}: nothing to compare (${names === '' ? 'no language' : names})</li>`;
        return html`<li>
          ${detection} in ${names}: ${equal ? 'the same' : count(differences.length, 'difference')}
          ${
            differences.length === 0
              ? undefined
              : html`<ul>
                  ${differences.map(
                    ({ account, time, foundBy }) =>
                      html`<li>
                        ${account} at ${time}:
                        ${Object.entries(foundBy)
                          .map(([language, severity]) => `${languageName(language)} ${severity}`)
                          .join(', ')}
                      </li>`,
                  )}
                </ul>`
          }
        </li>`;
      })}
    </ul>`;
}
