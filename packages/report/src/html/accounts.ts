import type { Account, Alert } from '@interloper/detect';
import { languageName } from '../scan/accounts.js';
import { fillInsOf } from '../playbook/fill-in.js';
import { evidenceOf } from '../scan/evidence.js';
import { refusalOf } from '../scan/excluded.js';
import { count } from '../scan/values.js';
import type { Field } from '../terminal/fields.js';
import { anchorOf } from './anchors.js';
import { alertsOf, countriesOf, MOST_LANES, renderAccountTimeline, renderCloseUp } from './charts.js';
import { renderExcluded } from './excluded.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { renderPlaybook } from './playbook.js';
import type { HtmlReport, ReportedDetection } from './report.js';
import { chips, period, scoreBar, severityBadge } from './signs.js';

/** Each account with its chart, its alerts and what to do; then the alerts that were excluded. */
export function renderAccountPages(report: HtmlReport): Markup {
  return html`<section id="accounts" aria-labelledby="accounts-title">
    <h2 id="accounts-title">Accounts</h2>
    ${report.accounts.length === 0 ? html`<p>No compromised account found.</p>` : undefined}
    ${report.accounts.map((account, index) => renderAccount(account, index + 1, report))}
    ${renderAmbiguous(report)} ${renderExcluded(report)}
  </section>`;
}

function renderAccount(account: Account, rank: number, report: HtmlReport): Markup {
  const alerts = alertsOf(account, report.alerts);
  return html`<article id="${anchorOf(rank)}" class="account" aria-labelledby="${anchorOf(rank)}-title">
    <header>
      <h3 id="${anchorOf(rank)}-title"><span class="rank">${rank}</span> ${account.account}</h3>
      <div class="grade">${severityBadge(account.severity)}${scoreBar(account.score, account.severity)}</div>
    </header>
    <dl class="facts">
      <dt>seen</dt>
      <dd>${period(account.firstSeen, account.lastSeen)}</dd>
      ${
        account.aliases.length === 0
          ? undefined
          : html`<dt>also known as</dt>
              <dd>
                <ul class="plain">
                  ${account.aliases.map((alias) => html`<li>${alias}</li>`)}
                </ul>
              </dd>`
      }
      <dt>why</dt>
      <dd>${chips(account.why)}</dd>
      <dt>score</dt>
      <dd>${scoreText(account)}</dd>
    </dl>
    ${renderCharts(account, report)}
    <h4>${count(alerts.length, 'alert')}</h4>
    ${alerts.map((alert) => renderAlert(alert, detectionOf(alert, report)))}
    ${renderPlaybooks(account, alerts, report)}
  </article>`;
}

/** The sum that the score is, before it is cut and rounded. */
function scoreText({ score, scoreParts }: Account): string {
  const parts = scoreParts.map(
    ({ contribution, detection }) => `${Math.round(contribution * 10) / 10} from ${detection}`,
  );
  return parts.length === 0 ? String(score) : `${score} of 100: ${parts.join(' + ')}`;
}

function renderCharts(account: Account, report: HtmlReport): Markup | undefined {
  const chart = renderAccountTimeline(account, report);
  if (chart === undefined) return undefined;
  const closeUp = renderCloseUp(account, report);
  const more = countriesOf(account, report.signIns).length - MOST_LANES;
  return html`<figure>
      ${chart}
      <figcaption>
        ${legendOf(account, report)}
        ${more > 0 ? `${count(more, 'more country', 'more countries')} not drawn.` : ''} Times are UTC.
      </figcaption>
    </figure>
    ${
      closeUp === undefined
        ? undefined
        : html`<figure>
            ${closeUp}
            <figcaption>The same alerts close up.</figcaption>
          </figure>`
    }`;
}

function legendOf(account: Account, { signIns }: HtmlReport): Markup {
  if (signIns === undefined) return html`Dots are alerts.`;
  if (signIns.absent !== undefined) return html`Dots are alerts. Sign-ins are not drawn: ${signIns.absent}`;
  if (countriesOf(account, signIns).length === 0)
    return html`Dots are alerts. No sign-in log has sign-ins under this account's names.`;
  return html`Dots are alerts; <span class="key passed"></span> sign-ins that passed,
    <span class="key failed"></span> only failed ones, darker for more.`;
}

function detectionOf({ detection }: Alert, { detections }: HtmlReport): ReportedDetection | undefined {
  return detections.find(({ slug }) => slug === detection);
}

function renderAlert(alert: Alert, detection: ReportedDetection | undefined): Markup {
  const { telling, others } = evidenceOf(alert);
  const { description, falsePositives = [], references = [] } = detection ?? {};
  const refusal = refusalOf(alert);
  return html`<section class="alert ${alert.severity}">
    <h5>${severityBadge(alert.severity)} ${alert.title}</h5>
    <p class="meta">
      ${period(alert.time, alert.lastTime)} · confidence ${alert.confidence} ·
      ${count(alert.matches, 'match', 'matches')} · ${techniqueText(alert, detection)} · ${alert.detection} in
      ${languageName(alert.query)} · alert ${alert.id}
    </p>
    ${alert.why.length === 0 ? undefined : html`<div class="why"><span>why</span>${chips(alert.why)}</div>`}
    ${refusal === undefined ? undefined : html`<p class="meta">Not excluded: ${refusal}</p>`}
    ${renderFieldList(telling)}
    ${
      others.length === 0
        ? undefined
        : html`<details>
            <summary>${count(others.length, 'more field')} of the evidence</summary>
            ${renderFieldList(others)}
          </details>`
    }
    ${
      description === undefined
        ? undefined
        : html`<details>
            <summary>What this detection looks for, and what else it may be</summary>
            <p>${description}</p>
            ${
              falsePositives.length === 0
                ? undefined
                : html`<p>What else it may be:</p>
                    <ul>
                      ${falsePositives.map((each) => html`<li>${each}</li>`)}
                    </ul>`
            }
            ${
              references.length === 0
                ? undefined
                : html`<ul class="references">
                    ${references.map((each) => html`<li>${each}</li>`)}
                  </ul>`
            }
          </details>`
    }
  </section>`;
}

function techniqueText({ technique }: Alert, detection: ReportedDetection | undefined): string {
  const name = detection?.attack.find((each) => each.technique === technique)?.name;
  return name === undefined ? technique : `${technique} ${name}`;
}

function renderFieldList(fields: readonly Field[]): Markup | undefined {
  if (fields.length === 0) return undefined;
  return html`<dl class="evidence">
    ${fields.map(
      ({ name, value }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function renderPlaybooks(
  account: Account,
  alerts: readonly Alert[],
  { detections }: HtmlReport,
): Markup | undefined {
  const order = alerts.map(({ detection }) => detection);
  const fired = detections
    .filter(({ slug }) => order.includes(slug))
    .toSorted((left, right) => order.indexOf(left.slug) - order.indexOf(right.slug));
  const parts = fired.flatMap(({ slug, title, playbook }) => {
    if (playbook === undefined) return [];
    const own = alerts.filter(({ detection }) => detection === slug);
    return [
      html`<details class="todo">
        <summary>${title}</summary>
        ${renderPlaybook(playbook, fillInsOf(playbook, { ...account, alerts: own }))}
      </details>`,
    ];
  });
  return parts.length === 0
    ? undefined
    : html`<h4>What to do</h4>
        ${parts}`;
}

function renderAmbiguous({ ambiguous }: HtmlReport): Markup | undefined {
  if (ambiguous.length === 0) return undefined;
  return html`<h3>Names that several accounts use</h3>
    <ul>
      ${ambiguous.map(
        ({ name, accounts }) =>
          html`<li>${name}: used by ${accounts.join(', ')}; its alerts are not joined with theirs</li>`,
      )}
    </ul>`;
}
