import type { Facet, FacetName, Investigation, RelatedAccount } from '@interloper/detect';
import { paintSeverity } from '../scan/accounts.js';
import { count, grouped } from '../scan/values.js';
import { renderFields } from '../terminal/fields.js';
import type { Screen } from '../terminal/paint.js';
import { renderTable } from '../terminal/table.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { renderEvents } from './events.js';
import { momentOf } from './moment.js';

/** So many rows of a list are shown; the others are counted, and JSON has more of them. */
const SHOWN = 12;
/** So many aliases and shared values stand in a line. */
const IN_A_LINE = 6;

/**
 * What the logs say of an account: who it is, its alerts, from where and with what it came, what it touched, who else came
 * with the same, and its events one to a line.
 */
export function renderInvestigation(investigation: Investigation, screen: Screen): readonly string[] {
  return [
    ...renderHead(investigation, screen),
    ...renderAlerts(investigation, screen),
    ...renderTimes(investigation, screen),
    ...FACETS.flatMap((facet) => renderFacets(investigation, facet, screen)),
    ...renderRelated(investigation, screen),
    ...renderEvents(investigation, screen),
  ];
}

function renderHead({ account, aliases, alerted }: Investigation, screen: Screen): readonly string[] {
  const { width, paint } = screen;
  const judged =
    alerted === undefined ? 'no alert' : `${alerted.severity.toUpperCase()} ${alerted.score} of 100`;
  const shown = alerted === undefined ? judged : paintSeverity(alerted.severity, judged, paint);
  const [first = '', ...more] = wrapIndented(visible(account), width - judged.length - 2, '', '');
  return [
    `${paint.bold(first)}  ${shown}`,
    ...more.map(paint.bold),
    ...(aliases.length === 0 ? [] : wrapIndented(`also ${someOf(aliases)}`, width, '  ', '  ')),
  ];
}

function renderAlerts({ alerts }: Investigation, screen: Screen): readonly string[] {
  if (alerts.length === 0) return [];
  return [
    ...heading('Alerts', screen),
    ...renderTable(
      [
        { name: '', align: 'right' },
        { name: 'alert' },
        { name: 'severity' },
        { name: 'from' },
        { name: 'to' },
        { name: 'events', align: 'right' },
        { name: 'what' },
      ],
      alerts.map(({ id, severity, time, lastTime, events, title, excluded }, index) => [
        `[${index + 1}]`,
        id,
        severity,
        momentOf(time),
        momentOf(lastTime),
        grouped(events),
        excluded === undefined ? title : `${title} (excluded: ${excluded})`,
      ]),
      screen,
      '  ',
    ),
  ];
}

function renderTimes(investigation: Investigation, screen: Screen): readonly string[] {
  const { events, failures, first, last, firstEvidence, lastEvidence, lastSuspect, looked } = investigation;
  const fields = [
    { name: 'events', value: `${grouped(events)}, ${grouped(failures)} of them failures` },
    { name: 'seen', value: `${momentOf(first)} to ${momentOf(last)}` },
    ...(firstEvidence === null
      ? []
      : [{ name: 'evidence', value: `${momentOf(firstEvidence)} to ${momentOf(lastEvidence)}` }]),
    ...(lastSuspect === null || lastSuspect === lastEvidence
      ? []
      : [
          {
            name: 'last suspect',
            value: `${momentOf(lastSuspect)}: same address, session or key as evidence`,
          },
        ]),
    ...(looked.without.length === 0 ? [] : [{ name: 'nothing in', value: looked.without.join(', ') }]),
  ];
  return [...heading('When (all times are UTC)', screen), ...renderFields(fields, screen, '  ')];
}

interface ShownFacet {
  readonly name: FacetName;
  readonly title: string;
  readonly column: string;
  /** There is one for each sign-in: those without evidence are counted. */
  readonly onlyEvidence?: true;
}

const FACETS: readonly ShownFacet[] = [
  { name: 'source', title: 'In which logs', column: 'log' },
  { name: 'address', title: 'From where', column: 'address' },
  { name: 'country', title: 'From which countries', column: 'country' },
  { name: 'agent', title: 'With which programs', column: 'agent' },
  { name: 'session', title: 'In which sessions', column: 'session', onlyEvidence: true },
  { name: 'key', title: 'With which keys and tokens', column: 'key', onlyEvidence: true },
  { name: 'application', title: 'Through which applications', column: 'application' },
  { name: 'target', title: 'What was touched', column: 'what' },
];

function renderFacets(
  { facets, alerts }: Investigation,
  { name, title, column, onlyEvidence }: ShownFacet,
  screen: Screen,
): readonly string[] {
  const { rows, total } = facets[name];
  if (rows.length === 0) return [];
  const shown = rows
    .filter(({ evidence, suspect }) => onlyEvidence !== true || alerts.length === 0 || evidence + suspect > 0)
    .slice(0, SHOWN);
  if (shown.length === 0) return [...heading(title, screen), ...moreOf(total, screen, 'without evidence')];
  return [
    ...heading(title, screen),
    ...renderTable(
      [
        { name: 'events', align: 'right' },
        { name: 'evidence', align: 'right' },
        { name: 'suspect', align: 'right' },
        { name: 'failed', align: 'right' },
        { name: 'first' },
        { name: 'last' },
        { name: column },
      ],
      shown.map((row) => [
        grouped(row.events),
        grouped(row.evidence),
        grouped(row.suspect),
        grouped(row.failures),
        momentOf(row.first),
        momentOf(row.last),
        nameOf(row),
      ]),
      screen,
      '  ',
    ),
    ...moreOf(total - shown.length, screen),
  ];
}

function nameOf({ value, common }: Facet): string {
  return common === undefined ? value : `${value} (${common})`;
}

function renderRelated({ related, notFollowed, alerts }: Investigation, screen: Screen): readonly string[] {
  const { width } = screen;
  const shown = related.rows.slice(0, SHOWN);
  const how = alerts.length === 0 ? 'by all that the account came with' : 'by what the evidence came with';
  return [
    ...heading(`Other accounts, ${how}`, screen),
    ...(shown.length === 0 ? ['  none'] : shown.flatMap((row) => renderOther(row, screen))),
    ...moreOf(related.total - shown.length, screen),
    ...notFollowed.flatMap(({ by, value, why }) =>
      wrapIndented(visible(`not followed: the ${by} ${value}: ${why}`), width, '  ', '    '),
    ),
  ];
}

function renderOther(
  { account, alerted, shared, events, first, last }: RelatedAccount,
  { width, paint }: Screen,
): readonly string[] {
  const judged = alerted === undefined ? 'no alert' : `alerted: ${alerted.severity}, score ${alerted.score}`;
  const head = `${visible(account)}: ${judged}, ${count(events, 'event')}, ${momentOf(first)} to ${momentOf(last)}`;
  const values = shared.map(
    ({ by, value, events: own, failures }) =>
      `${by} ${value} (${grouped(own)}${failures === 0 ? '' : `, ${grouped(failures)} failed`})`,
  );
  return [
    ...wrapIndented(head, width, '  ', '    ').map((line) =>
      alerted === undefined ? line : paint.red(line),
    ),
    ...wrapIndented(someOf(values), width, '    ', '      ').map(paint.dim),
  ];
}

function heading(title: string, { paint }: Screen): readonly string[] {
  return ['', paint.bold(title)];
}

function moreOf(more: number, { paint }: Screen, what?: string): readonly string[] {
  if (more <= 0) return [];
  return [
    paint.dim(
      `  ${what === undefined ? `and ${grouped(more)} more` : `${grouped(more)} ${what}`} (--format json)`,
    ),
  ];
}

function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, IN_A_LINE).map(visible).join(', ');
  const more = texts.length - IN_A_LINE;
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}
