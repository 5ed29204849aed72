import { severities } from '@interloper/detect';
import type { Account, Alert } from '@interloper/detect';
import { alertCount } from '../scan/excluded.js';
import { count, grouped } from '../scan/values.js';
import { anchorOf } from './anchors.js';
import { MOST_LANES, renderOverview } from './charts.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';
import { renderSharedAddresses } from './shared-addresses.js';
import { chips, instant, scoreBar, severityBadge } from './signs.js';
import { renderStory } from './story.js';
import { wordsOf } from './words.js';

/** What was found, in a sentence and in numbers; what happened; the accounts by rank, and on one axis of time. */
export function renderSummary(report: HtmlReport): Markup {
  const { accounts } = report;
  return html`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Summary</h2>
    ${renderSentence(report)} ${renderTiles(report)} ${renderStory(report)} ${renderSharedAddresses(report)}
    ${
      accounts.length === 0
        ? undefined
        : html`<h3>Accounts by score</h3>
            <ol class="ranking">
              ${accounts.map((account, index) => renderRank(account, index + 1, report.alerts))}
            </ol>`
    }
    ${renderWhen(report)}
  </section>`;
}

function renderSentence({ accounts, coverage, run }: HtmlReport): Markup {
  const evaluated = coverage.filter(({ outcome }) => outcome !== 'notEvaluable').length;
  const blind =
    evaluated === 0
      ? html`<strong
          >No rule could be evaluated on this data: that is not the same as nothing to find.</strong
        >`
      : evaluated < coverage.length
        ? html`${count(coverage.length - evaluated, 'rule')} of ${coverage.length} could not be evaluated:
            <a href="#coverage">what this scan could not see</a>.`
        : undefined;
  const [first] = accounts;
  const span =
    run.from === null || run.to === null
      ? undefined
      : html` between ${instant(run.from)} and ${instant(run.to)}`;
  const found =
    first === undefined
      ? html`No account shows signs of compromise${span}.`
      : html`${renderVerdict(accounts)} The logs were searched${span}. Begin with
          <a href="#${anchorOf(1)}">${first.account}</a>.`;
  return html`<p class="lead">${found} ${blind}</p>`;
}

/** How many are to be taken for compromised, and how many are to be looked at. */
function renderVerdict(accounts: readonly Account[]): Markup {
  const grave = accounts.filter(({ severity }) => severity === 'critical' || severity === 'high').length;
  const rest = accounts.length - grave;
  if (grave === 0)
    return html`<strong>${count(rest, 'account')}</strong> ${rest === 1 ? 'shows' : 'show'} signs of
      compromise; none is at high or above.`;
  const others = rest === 0 ? '' : ` ${count(rest, 'more', 'more')} ${rest === 1 ? 'needs' : 'need'} a look.`;
  return html`<strong>${count(grave, 'account')}</strong> ${grave === 1 ? 'is' : 'are'} to be treated as
    compromised (high or critical).${others}`;
}

function renderTiles({ accounts, alerts, coverage, inputs }: HtmlReport): Markup {
  const of = (outcome: string): number => coverage.filter((each) => each.outcome === outcome).length;
  const excluded = alerts.filter((alert) => alert.excluded !== undefined).length;
  const records = inputs.reduce((sum, input) => sum + input.records, 0);
  const bySeverity = severities
    .toReversed()
    .map((severity) => ({ severity, number: accounts.filter((each) => each.severity === severity).length }));
  return html`<dl class="tiles">
    ${bySeverity.map(
      ({ severity, number }) =>
        html`<div class="tile ${number === 0 ? 'none' : severity}">
          <dt>${severity}</dt>
          <dd>${number}</dd>
        </div>`,
    )}
    <div class="tile">
      <dt>alerts</dt>
      <dd>
        ${grouped(alerts.length - excluded)}
        ${excluded === 0 ? undefined : html`<small>and ${grouped(excluded)} excluded</small>`}
      </dd>
    </div>
    <div class="tile">
      <dt>rules evaluated</dt>
      <dd>${of('fired') + of('quiet')} <small>of ${coverage.length}</small></dd>
    </div>
    <div class="tile">
      <dt>records read</dt>
      <dd>${grouped(records)}</dd>
    </div>
  </dl>`;
}

function renderRank(account: Account, rank: number, alerts: readonly Alert[]): Markup {
  return html`<li>
    <span class="rank">${rank}</span>
    <div class="who">
      <a href="#${anchorOf(rank)}">${account.account}</a>${chips(account.why.map(wordsOf))}
    </div>
    <div class="grade">${severityBadge(account.severity)}${scoreBar(account.score, account.severity)}</div>
    <div class="when">${instant(account.firstSeen)}<br /><small>${alertCount(account, alerts)}</small></div>
  </li>`;
}

function renderWhen(report: HtmlReport): Markup | undefined {
  const chart = renderOverview(report);
  if (chart === undefined) return undefined;
  const more = report.accounts.length - MOST_LANES;
  return html`<h3>When</h3>
    <figure>
      ${chart}
      <figcaption>
        Each dot is an alert, each line how long its events went on. Times are UTC.
        ${more > 0 ? `The first ${MOST_LANES} accounts are drawn; ${count(more, 'more account')} below.` : ''}
      </figcaption>
    </figure>`;
}
