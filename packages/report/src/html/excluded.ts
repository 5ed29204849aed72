import { excludedTitle } from '../scan/excluded.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';
import { instant, severityBadge } from './signs.js';

type Exclusions = HtmlReport['exclusions'];

/** The alerts that exclusions took out: of whom, what, why they are known to be harmless and who says so. */
export function renderExcluded(report: HtmlReport): Markup | undefined {
  const excluded = report.alerts.filter((alert) => alert.excluded !== undefined);
  const remarked = report.exclusions.filter(({ remarks }) => remarks.length > 0);
  if (excluded.length === 0 && remarked.length === 0) return undefined;
  return html`<h3>${excludedTitle(excluded.length, report.excludedAccounts)}</h3>
    ${
      excluded.length === 0
        ? undefined
        : html`<p class="note">They count for no score. What is a confirmed compromise is never excluded.</p>
            <table class="stacked">
              <thead>
                <tr>
                  <th scope="col">account</th>
                  <th scope="col">alert</th>
                  <th scope="col">known to be harmless because</th>
                </tr>
              </thead>
              <tbody>
                ${excluded.map((alert) => renderAlert(alert, report))}
              </tbody>
            </table>`
    }
    ${remarked.length === 0 ? undefined : renderRemarks(remarked)}`;
}

function renderAlert(alert: HtmlReport['alerts'][number], { accounts, ...report }: HtmlReport): Markup {
  const named = [...accounts, ...report.excludedAccounts].find(({ alerts }) => alerts.includes(alert.id));
  const sources = report.exclusions.filter(({ excluded }) => excluded.includes(alert.id)).map(sourceOf);
  return html`<tr>
    <td data-title="account">${named?.account ?? alert.account}</td>
    <td data-title="alert">${severityBadge(alert.severity)} ${alert.title}, ${instant(alert.time)}</td>
    <td data-title="known to be harmless because">
      ${alert.excluded} ${sources.map((source) => html`<br /><small>${source}</small>`)}
    </td>
  </tr>`;
}

/** Who says so, and where it is written. */
function sourceOf({ owner, ticket, file, line }: Exclusions[number]): string {
  return [owner, ticket, `${file}:${line}`].filter((text) => text !== undefined).join(' · ');
}

function renderRemarks(exclusions: Exclusions): Markup {
  return html`<h4>Exclusions to look at</h4>
    <ul>
      ${exclusions.map(
        ({ file, line, reason, remarks }) =>
          html`<li>${file}:${line} (${reason}): ${remarks.join('; ')}</li>`,
      )}
    </ul>`;
}
