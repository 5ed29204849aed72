import type { Field } from '../terminal/fields.js';
import { renderFields } from '../terminal/fields.js';
import type { Paint, Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import type { Account, Alert, Severity } from './result.js';
import { count, textOf, timeOf } from './values.js';

/** The accounts in their order, each with its alerts and the evidence; then the alerts that were excluded. */
export function renderAccounts(
  accounts: readonly Account[],
  alerts: readonly Alert[],
  screen: Screen,
): readonly string[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const excluded = alerts.filter((alert) => alert.excluded !== undefined);
  const title =
    accounts.length === 0 ? 'No compromised account found' : `Compromised accounts: ${accounts.length}`;
  return [
    screen.paint.bold(title),
    ...accounts.flatMap((account, index) => [
      '',
      ...renderAccount(account, index + 1, screen),
      ...account.alerts.flatMap((id) => {
        const alert = byId.get(id);
        return alert === undefined || alert.excluded !== undefined ? [] : renderAlert(alert, screen);
      }),
    ]),
    ...renderExcluded(excluded, screen),
  ];
}

function renderAccount(account: Account, rank: number, screen: Screen): readonly string[] {
  const { paint } = screen;
  const head = `${String(rank).padStart(2)}. ${account.severity.toUpperCase().padEnd(8)} ${String(account.score).padStart(3)}  `;
  const [first = '', ...more] = wrapIndented(
    visible(account.account),
    screen.width,
    head,
    ' '.repeat(head.length),
  );
  const name = first.slice(head.length);
  return [
    paintSeverity(account.severity, head, paint) + paint.bold(name),
    ...more.map(paint.bold),
    ...(account.aliases.length === 0
      ? []
      : wrapIndented(`also ${account.aliases.map(visible).join(', ')}`, screen.width, INDENT, INDENT)),
    ...wrapIndented(seen(account), screen.width, INDENT, INDENT).map(paint.dim),
  ];
}

const INDENT = '    ';

function seen({ firstSeen, lastSeen, alerts }: Account): string {
  const span = firstSeen === lastSeen ? timeOf(firstSeen) : `${timeOf(firstSeen)} to ${timeOf(lastSeen)}`;
  return `${span} · ${count(alerts.length, 'alert')}`;
}

function renderAlert(alert: Alert, screen: Screen): readonly string[] {
  const head = `${visible(alert.title)} (${visible(alert.technique)})`;
  const source = [
    timeOf(alert.time),
    `severity ${alert.severity}`,
    `confidence ${textOf(alert.confidence)}`,
    visible(`${alert.detection} in ${languageName(alert.query)}`),
  ].join(' · ');
  const inner = `${INDENT}  `;
  return [
    ...wrapIndented(head, screen.width, `${INDENT}• `, inner),
    ...wrapIndented(source, screen.width, inner, inner).map(screen.paint.dim),
    ...renderFields(evidenceOf(alert), screen, inner),
  ];
}

/** What the rule gave, the reasons first; the account and its time are said above, and what is empty says nothing. */
function evidenceOf(alert: Alert): readonly Field[] {
  const fields = Object.entries(alert.evidence)
    .map(([name, value]) => ({ name, value: textOf(value) }))
    .filter(({ value }) => value !== '' && value !== '[]' && value !== '{}' && value !== alert.account);
  const reasons = fields.filter(({ name }) => REASON.test(name));
  return [...reasons, ...fields.filter((field) => !reasons.includes(field))];
}

const REASON = /reason|indicator|threat|verdict/i;

function renderExcluded(alerts: readonly Alert[], screen: Screen): readonly string[] {
  if (alerts.length === 0) return [];
  return [
    '',
    screen.paint.bold(`Excluded by tuning: ${count(alerts.length, 'alert')}`),
    ...alerts.flatMap((alert) =>
      wrapIndented(
        visible(`${alert.account}: ${alert.title} at ${timeOf(alert.time)}: ${alert.excluded ?? ''}`),
        screen.width,
        '  ',
        INDENT,
      ),
    ),
  ];
}

function paintSeverity(severity: Severity, text: string, paint: Paint): string {
  return {
    critical: (each: string) => paint.bold(paint.red(each)),
    high: paint.red,
    medium: paint.yellow,
    low: paint.cyan,
  }[severity](text);
}

/** The languages as their users write them. */
export function languageName(language: string): string {
  return { kql: 'KQL', spl: 'SPL', sigma: 'Sigma' }[language] ?? language;
}
