import type { Account, Alert, AlertSeverity, ExcludedAccount } from '@interloper/detect';
import type { Field } from '../terminal/fields.js';
import { renderFieldFlow, renderFields } from '../terminal/fields.js';
import type { Paint, Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { evidenceOf } from './evidence.js';
import { alertCount, refusalOf, renderExcluded } from './excluded.js';
import { count, timeOf } from './values.js';

/** The accounts in their order, each with its alerts and the evidence; then the alerts that were excluded. */
export function renderAccounts(
  accounts: readonly Account[],
  alerts: readonly Alert[],
  excludedAccounts: readonly ExcludedAccount[],
  screen: Screen,
): readonly string[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const title =
    accounts.length === 0 ? 'No compromised account found' : `Compromised accounts: ${accounts.length}`;
  return [
    screen.paint.bold(title),
    ...accounts.flatMap((account, index) => [
      '',
      ...renderAccount(account, index + 1, alerts, screen),
      ...account.alerts.flatMap((id) => {
        const alert = byId.get(id);
        return alert === undefined || alert.excluded !== undefined ? [] : renderAlert(alert, screen);
      }),
    ]),
    ...renderExcluded(alerts, excludedAccounts, screen),
  ];
}

function renderAccount(
  account: Account,
  rank: number,
  alerts: readonly Alert[],
  screen: Screen,
): readonly string[] {
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
    ...wrapIndented(seen(account, alerts), screen.width, INDENT, INDENT).map(paint.dim),
    ...renderScore(account, screen),
  ];
}

const INDENT = '    ';

function seen(account: Account, alerts: readonly Alert[]): string {
  return `${spanOf(account.firstSeen, account.lastSeen)} · ${alertCount(account, alerts)}`;
}

function spanOf(from: string, to: string): string {
  return from === to ? timeOf(from) : `${timeOf(from)} to ${timeOf(to)}`;
}

/** What the score is made of, when it is more than one alert. */
function renderScore({ score, scoreParts }: Account, screen: Screen): readonly string[] {
  if (scoreParts.length < 2) return [];
  const parts = scoreParts.map(
    ({ contribution, detection }) => `${Math.round(contribution * 10) / 10} from ${detection}`,
  );
  return wrapIndented(visible(`score ${score}: ${parts.join(', ')}`), screen.width, INDENT, INDENT).map(
    screen.paint.dim,
  );
}

function renderAlert(alert: Alert, screen: Screen): readonly string[] {
  const inner = `${INDENT}  `;
  const title = `${visible(alert.title)} (${visible(alert.technique)})`;
  const facts = [
    spanOf(alert.time, alert.lastTime),
    `${alert.severity}, confidence ${alert.confidence}`,
    count(alert.matches, 'match', 'matches'),
    `${alert.detection} in ${languageName(alert.query)}`,
    // What `interloper playbook` is asked for.
    `alert ${alert.id}`,
  ];
  const refusal = refusalOf(alert);
  const why: readonly Field[] = [
    ...(alert.why.length === 0 ? [] : [{ name: 'why', value: alert.why.join(', ') }]),
    ...(refusal === undefined ? [] : [{ name: 'not excluded', value: refusal }]),
  ];
  return [
    ...wrapIndented(title, screen.width, `${INDENT}• `, inner),
    ...wrapIndented(visible(facts.join(' · ')), screen.width, inner, inner).map(screen.paint.dim),
    ...renderFields(why, screen, inner),
    ...renderFieldFlow(shownEvidence(alert), screen, inner),
  ];
}

/** What is not shown is counted; JSON has it all. */
function shownEvidence(alert: Alert): readonly Field[] {
  const { telling, others } = evidenceOf(alert);
  if (others.length === 0) return telling;
  return [...telling, { name: 'more', value: `${others.length} in --format json` }];
}

/** A text in the colour of a severity. */
export function paintSeverity(severity: AlertSeverity, text: string, paint: Paint): string {
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
