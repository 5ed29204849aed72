import { confidenceWeights, severityWeights } from '@interloper/detect';
import type { Account, Alert, ScorePart } from '@interloper/detect';
import { renderFieldFlow, renderFields } from '../terminal/fields.js';
import type { Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { evidenceOf } from './evidence.js';
import { timeOf } from './values.js';

/**
 * An account's score as a sum that can be checked by hand (docs/scoring.md): each alert with what it adds and why,
 * greatest first; those that were excluded, which add nothing; the sum.
 */
export function renderWhy(account: Account, alerts: readonly Alert[], screen: Screen): readonly string[] {
  const own = alerts.filter(({ id }) => account.alerts.includes(id));
  const byId = new Map(own.map((alert) => [alert.id, alert]));
  const seen = new Map<string, number>();
  const { paint, width } = screen;
  const head = `${visible(account.account)}: score ${account.score} of 100, ${account.severity}`;
  return [
    ...wrapIndented(head, width, '', '  ').map(paint.bold),
    ...(account.aliases.length === 0
      ? []
      : wrapIndented(`also ${account.aliases.map(visible).join(', ')}`, width, INDENT, INDENT)),
    ...account.scoreParts.flatMap((part, index) => {
      const nth = (seen.get(part.detection) ?? 0) + 1;
      seen.set(part.detection, nth);
      return ['', ...renderPart(part, byId.get(part.alert), { rank: index + 1, nth }, screen)];
    }),
    ...own
      .filter(({ excluded }) => excluded !== undefined)
      .flatMap((alert) => ['', ...renderExcluded(alert, screen)]),
    '',
    ...wrapIndented(sumOf(account), width, '', '  ').map(paint.bold),
  ];
}

const INDENT = '    ';

/** Where a part stands in the sum, and the how-manieth of its detection it is. */
interface Place {
  readonly rank: number;
  readonly nth: number;
}

function renderPart(
  part: ScorePart,
  alert: Alert | undefined,
  { rank, nth }: Place,
  screen: Screen,
): readonly string[] {
  const { width, paint } = screen;
  if (alert === undefined)
    return wrapIndented(`${part.alert}: adds ${numberOf(part.contribution)}`, width, INDENT, INDENT);
  const { severity, confidence } = alert;
  const factor = part.factor === 1 ? '× 1' : `× 1/${1 / part.factor} (number ${nth} of this detection)`;
  const product =
    `${severity} ${severityWeights[severity]} × confidence ${confidence} ${confidenceWeights[confidence]}` +
    ` = ${numberOf(part.points)} points ${factor}: adds ${numberOf(part.contribution)}`;
  const { telling } = evidenceOf(alert);
  return [
    ...wrapIndented(visible(alert.title), width, `${String(rank).padStart(2)}. `, INDENT).map(paint.bold),
    ...wrapIndented(product, width, INDENT, `${INDENT}  `),
    ...renderFields(
      [
        { name: 'alert', value: `${alert.id}, ${alert.detection}` },
        { name: 'time', value: timeOf(alert.time) },
        { name: 'why', value: alert.why.length === 0 ? 'the rule alone' : alert.why.join(', ') },
      ],
      screen,
      INDENT,
    ),
    ...renderFieldFlow(telling, screen, INDENT),
  ];
}

function renderExcluded(alert: Alert, { width, paint }: Screen): readonly string[] {
  const text = `${alert.title}, ${timeOf(alert.time)} (${alert.id}): adds 0: excluded: ${alert.excluded ?? ''}`;
  return wrapIndented(visible(text), width, INDENT, `${INDENT}  `).map(paint.dim);
}

/** `56 + 8 + 15 = 79`; what is cut and what is rounded is said. */
function sumOf({ scoreParts, score }: Account): string {
  const sum = scoreParts.reduce((total, { contribution }) => total + contribution, 0);
  const terms = scoreParts.map(({ contribution }) => numberOf(contribution)).join(' + ');
  const total = scoreParts.length === 1 ? terms : `${terms} = ${numberOf(sum)}`;
  if (sum > 100) return `${total}, cut at 100: score ${score}`;
  return Number(numberOf(sum)) === score ? `${total}: score ${score}` : `${total}, rounded: score ${score}`;
}

/** To four digits behind the point: a quarter of a quarter of a whole number has no more. */
function numberOf(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
