import type {
  Account,
  Agreement,
  Alert,
  AmbiguousName,
  Coverage,
  ExcludedAccount,
  ExclusionOutcome,
} from '@interloper/detect';
import type { Screen } from '../terminal/paint.js';
import { renderAccounts } from './accounts.js';
import { renderCoverage } from './coverage.js';
import { renderInputs } from './inputs.js';
import { renderAgreement } from './agreement.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { renderContext } from './context.js';
import type { BadRecord, ContextSummary, InputSummary } from './result.js';
import { count } from './values.js';

/** A log that was loaded and that no detection reads. */
export interface UnexaminedLog {
  readonly table: string;
  readonly rows: number;
}

/** A scan's result as far as the terminal shows it. */
export interface ScanReport {
  readonly accounts: readonly Account[];
  readonly alerts: readonly Alert[];
  /** Accounts all of whose alerts are excluded. */
  readonly excludedAccounts: readonly ExcludedAccount[];
  readonly exclusions: readonly ExclusionOutcome[];
  readonly coverage: readonly Coverage[];
  readonly inputs: readonly InputSummary[];
  readonly context: readonly ContextSummary[];
  readonly quarantine: readonly BadRecord[];
  readonly unexamined: readonly UnexaminedLog[];
  /** Names that stand with several accounts, so that they join none. */
  readonly ambiguous: readonly AmbiguousName[];
  /** Only when all languages ran. */
  readonly agreement?: readonly Agreement[];
}

/** The lines of a scan: who is compromised and why, what was looked for, what was read. */
export function renderScan(report: ScanReport, screen: Screen): readonly string[] {
  return [
    ...renderAccounts(report.accounts, report.alerts, report.excludedAccounts, screen),
    ...nothingLookedAt(report, screen),
    ...renderAmbiguous(report.ambiguous, screen),
    '',
    ...renderCoverage(report.coverage, screen),
    ...renderUnexamined(report.unexamined, screen),
    ...(report.agreement === undefined ? [] : ['', ...renderAgreement(report.agreement, screen)]),
    '',
    ...renderInputs(report.inputs, report.quarantine, screen),
    ...renderContext(report.context, screen),
  ];
}

/** No rule that ran is no finding: said where a reader would else stop. */
function nothingLookedAt({ accounts, coverage }: ScanReport, { width, paint }: Screen): readonly string[] {
  if (accounts.length > 0 || coverage.some(({ outcome }) => outcome !== 'notEvaluable')) return [];
  const text = 'because no rule could be evaluated on this data; that is not the same as nothing to find';
  return wrapIndented(text, width, '  ', '  ').map(paint.yellow);
}

function renderAmbiguous(names: readonly AmbiguousName[], { width, paint }: Screen): readonly string[] {
  if (names.length === 0) return [];
  return names.flatMap(({ name, accounts }) => {
    const shown = accounts.slice(0, MOST_ACCOUNTS).map(visible).join(', ');
    const more = accounts.length > MOST_ACCOUNTS ? `, and ${accounts.length - MOST_ACCOUNTS} more` : '';
    const text = `${visible(name)} is used by ${shown}${more}: its alerts are not joined with theirs`;
    return wrapIndented(text, width, '  ', '  ').map(paint.yellow);
  });
}

const MOST_ACCOUNTS = 5;

function renderUnexamined(logs: readonly UnexaminedLog[], { width, paint }: Screen): readonly string[] {
  if (logs.length === 0) return [];
  const listed = logs.map(({ table, rows }) => `${visible(table)} (${count(rows, 'row')})`).join(', ');
  return wrapIndented(`no rule reads ${listed}`, width, '  not examined   ', ' '.repeat(17)).map(
    paint.yellow,
  );
}
