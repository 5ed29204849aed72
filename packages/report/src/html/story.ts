import type { Account, Alert } from '@interloper/detect';
import { addressesOf } from '../scan/addresses.js';
import { count } from '../scan/values.js';
import { alertsOf } from './charts.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';
import { chips, period, severityBadge, shortInstant } from './signs.js';
import { anchorOf } from './anchors.js';
import { wordsOf } from './words.js';

/** So many accounts, and steps of one, are told; the text says how many more there are. */
const MOST_ACCOUNTS = 10;
const MOST_STEPS = 12;

/** What became of the accounts at high or above, each from its first bad event on, in the order in which these were. */
export function renderStory(report: HtmlReport): Markup | undefined {
  const grave = report.accounts
    .map((account, index) => ({ account, rank: index + 1 }))
    .filter(({ account: { severity } }) => severity === 'critical' || severity === 'high')
    .toSorted((left, right) => (left.account.firstSeen < right.account.firstSeen ? -1 : 1));
  if (grave.length === 0) return undefined;
  const more = grave.length - MOST_ACCOUNTS;
  const alerts = grave.flatMap(({ account }) => alertsOf(account, report.alerts));
  const last =
    alerts
      .map(({ lastTime }) => lastTime)
      .toSorted()
      .at(-1) ?? '';
  return html`<h3>What happened</h3>
    <p>
      From ${shortInstant(grave[0]?.account.firstSeen ?? '')} to ${shortInstant(last)} (UTC), seen in
      ${listOf([...new Set(alerts.flatMap((alert) => logsOf(alert, report)))])}. Accounts at high or above, in
      order of their first bad event: ${more > 0 ? `${count(more, 'more account')} below.` : ''}
    </p>
    <ol class="story">
      ${grave.slice(0, MOST_ACCOUNTS).map(({ account, rank }) => renderAccount(account, rank, report))}
    </ol>`;
}

function renderAccount(account: Account, rank: number, report: HtmlReport): Markup {
  const steps = alertsOf(account, report.alerts).toSorted((left, right) =>
    left.time < right.time ? -1 : left.time > right.time ? 1 : 0,
  );
  const logs = [...new Set(steps.flatMap((alert) => logsOf(alert, report)))];
  return html`<li>
    <h4><a href="#${anchorOf(rank)}">${account.account}</a> ${severityBadge(account.severity)}</h4>
    <p class="meta">${period(account.firstSeen, account.lastSeen)}</p>
    ${logs.length === 0 ? undefined : chips(logs)}
    <ol class="steps-told">
      ${steps.slice(0, MOST_STEPS).map((alert, index) => renderStep(alert, wordOf(index, steps.length), report))}
    </ol>
    ${
      steps.length > MOST_STEPS
        ? html`<p class="note">
            and ${count(steps.length - MOST_STEPS, 'more alert')}, the last at
            ${shortInstant(account.lastSeen)}
          </p>`
        : undefined
    }
  </li>`;
}

function wordOf(index: number, steps: number): string {
  if (index === 0) return 'first';
  return index === steps - 1 ? 'last' : 'then';
}

function renderStep(alert: Alert, word: string, report: HtmlReport): Markup {
  const addresses = addressesOf([alert]).slice(0, MOST_ADDRESSES);
  const details = [
    logsOf(alert, report).join(' or '),
    alert.why.map(wordsOf).join(', '),
    addresses.length === 0 ? '' : `from ${addresses.join(', ')}`,
  ].filter((text) => text !== '');
  return html`<li>
    <span class="word">${word}</span> ${shortInstant(alert.time)}
    <span class="told"><strong>${alert.title}</strong> <small>${details.join(' · ')}</small></span>
  </li>`;
}

const MOST_ADDRESSES = 2;

/** `a, b and c` */
function listOf(texts: readonly string[]): string {
  const [last = 'logs', ...others] = texts.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** In which logs an alert's events may stand. */
function logsOf({ detection }: Alert, { detections }: HtmlReport): readonly string[] {
  return detections.find(({ slug }) => slug === detection)?.logs ?? [];
}
