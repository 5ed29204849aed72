import type { Screen } from '../terminal/paint.js';
import { renderTable } from '../terminal/table.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import type { BadRecord, InputSummary } from './result.js';
import { count, grouped } from './values.js';

/** So many inputs, and quarantined records of an input, are listed one by one; more are counted. */
const LISTED_INPUTS = 40;
const LISTED_BAD = 5;
/** So many paths are listed that were refused for the same reason. */
const LISTED_ALIKE = 3;

/** What was read of each input; what was refused or quarantined, with its reason. */
export function renderInputs(
  inputs: readonly InputSummary[],
  quarantine: readonly BadRecord[],
  screen: Screen,
): readonly string[] {
  const read = inputs.filter(isRead);
  const refused = inputs.filter(({ refused: reason }) => reason !== undefined);
  const repeated = inputs.filter(({ repeatOf }) => repeatOf !== undefined);
  return [
    ...wrapIndented(`Inputs: ${summaryOf(inputs, read, refused, repeated)}`, screen.width, '', '  ').map(
      screen.paint.bold,
    ),
    ...renderRead(read, screen),
    ...renderQuarantined(inputs, quarantine, screen),
    ...renderReasons(
      'Read before, the same bytes',
      repeated.map(({ path, repeatOf = '' }) => `${path}: as ${repeatOf}`),
      screen,
    ),
    ...renderRefused(refused, screen),
  ];
}

/** As `renderInputs` without the list of what was read well: for a query, whose answer is not about the inputs. */
export function renderInputProblems(
  inputs: readonly InputSummary[],
  quarantine: readonly BadRecord[],
  screen: Screen,
): readonly string[] {
  const refused = inputs.filter(({ refused: reason }) => reason !== undefined);
  const repeated = inputs.filter(({ repeatOf }) => repeatOf !== undefined);
  const summary = summaryOf(inputs, inputs.filter(isRead), refused, repeated);
  return [
    ...wrapIndented(summary, screen.width, '', '  '),
    ...renderQuarantined(inputs, quarantine, screen),
    ...renderRefused(refused, screen),
  ];
}

function isRead(input: InputSummary): boolean {
  return input.records > 0 || (input.refused === undefined && input.repeatOf === undefined);
}

function summaryOf(
  inputs: readonly InputSummary[],
  read: readonly InputSummary[],
  refused: readonly InputSummary[],
  repeated: readonly InputSummary[],
): string {
  const total = (of: (input: InputSummary) => number): number =>
    inputs.reduce((sum, input) => sum + of(input), 0);
  return [
    `${count(read.length, 'file')} read`,
    count(
      total(({ records }) => records),
      'record',
    ),
    count(
      total(({ duplicates }) => duplicates),
      'duplicate',
    ),
    `${grouped(total(({ quarantined }) => quarantined))} quarantined`,
    `${grouped(refused.length)} not read`,
    ...(repeated.length === 0 ? [] : [`${grouped(repeated.length)} read before`]),
  ].join(', ');
}

function renderRead(read: readonly InputSummary[], screen: Screen): readonly string[] {
  if (read.length === 0) return [];
  // Inputs with something to say come before those that only read well, when not all can be shown.
  const ordered =
    read.length <= LISTED_INPUTS
      ? read
      : read.toSorted((a, b) => Number(b.quarantined > 0) - Number(a.quarantined > 0));
  const shown = ordered.slice(0, LISTED_INPUTS);
  const rows = renderTable(
    [
      { name: 'records', align: 'right' },
      { name: 'duplicates', align: 'right' },
      { name: 'quarantined', align: 'right' },
      { name: 'source' },
      { name: 'path' },
    ],
    shown.map((input) => [
      grouped(input.records),
      grouped(input.duplicates),
      grouped(input.quarantined),
      input.source ?? (input.table === undefined ? '' : `table ${input.table}`),
      input.path,
    ]),
    screen,
    '  ',
  );
  const strangers = shown.filter(({ table }) => table !== undefined);
  const lacking = shown.filter(({ missing }) => missing.length > 0);
  return [
    ...rows,
    ...(read.length > shown.length ? [`  and ${count(read.length - shown.length, 'more file')}`] : []),
    ...renderReasons(
      'Not recognised as a known log, and therefore not looked at by its detections',
      strangers.map(({ path, table = '' }) => `${path}: the table ${table}`),
      screen,
    ),
    ...renderReasons(
      'Fields that detections rest on and an input has not',
      lacking.map(({ path, missing }) => `${path}: ${missing.join(', ')}`),
      screen,
    ),
  ];
}

function renderQuarantined(
  inputs: readonly InputSummary[],
  quarantine: readonly BadRecord[],
  screen: Screen,
): readonly string[] {
  const byPath = new Map<string, BadRecord[]>();
  for (const bad of quarantine) {
    const known = byPath.get(bad.path);
    if (known === undefined) byPath.set(bad.path, [bad]);
    else if (known.length < LISTED_BAD) known.push(bad);
  }
  return renderReasons(
    'Quarantined',
    inputs.flatMap(({ path, quarantined }) => {
      const listed = (byPath.get(path) ?? []).map(
        ({ line, cause, excerpt }) => `${path}:${line}: ${cause}${excerpt === '' ? '' : `: ${excerpt}`}`,
      );
      const more = quarantined - listed.length;
      return more > 0 ? [...listed, `${path}: ${grouped(more)}${listed.length > 0 ? ' more' : ''}`] : listed;
    }),
    screen,
  );
}

/** Inputs with the same reason together: a folder of another system's logs is one line. */
function renderRefused(refused: readonly InputSummary[], screen: Screen): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { path, records, refused: reason = '' } of refused) {
    const shown = records > 0 ? `${path} (in part)` : path;
    const others = byReason.get(reason);
    if (others === undefined) byReason.set(reason, [shown]);
    else others.push(shown);
  }
  const lines = [...byReason].map(([reason, paths]) => {
    if (paths.length === 1) return `${paths.join('')}: ${reason}`;
    const listed = paths.slice(0, LISTED_ALIKE).join(', ');
    const more = paths.length - LISTED_ALIKE;
    return `${count(paths.length, 'file')}: ${reason}: ${listed}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
  });
  return renderReasons('Not read', lines, screen);
}

function renderReasons(title: string, reasons: readonly string[], screen: Screen): readonly string[] {
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, LISTED_INPUTS);
  return [
    '',
    ...wrapIndented(title, screen.width, '  ', '  ').map(screen.paint.yellow),
    ...shown.flatMap((reason) => wrapIndented(visible(reason), screen.width, '    ', '      ')),
    ...(reasons.length > shown.length ? [`    and ${grouped(reasons.length - shown.length)} more`] : []),
  ];
}
