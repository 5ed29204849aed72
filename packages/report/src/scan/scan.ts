import type { Account, Agreement, Alert, Coverage } from '@interloper/detect';
import type { Screen } from '../terminal/paint.js';
import { renderAccounts } from './accounts.js';
import { renderCoverage } from './coverage.js';
import { renderInputs } from './inputs.js';
import { renderAgreement } from './agreement.js';
import type { BadRecord, InputSummary } from './result.js';

/** A scan's result as far as the terminal shows it. */
export interface ScanReport {
  readonly accounts: readonly Account[];
  readonly alerts: readonly Alert[];
  readonly coverage: readonly Coverage[];
  readonly inputs: readonly InputSummary[];
  readonly quarantine: readonly BadRecord[];
  /** Only when all languages ran. */
  readonly agreement?: readonly Agreement[];
}

/** The lines of a scan: who is compromised and why, what was looked for, what was read. */
export function renderScan(report: ScanReport, screen: Screen): readonly string[] {
  return [
    ...renderAccounts(report.accounts, report.alerts, screen),
    '',
    ...renderCoverage(report.coverage, screen),
    ...(report.agreement === undefined ? [] : ['', ...renderAgreement(report.agreement, screen)]),
    '',
    ...renderInputs(report.inputs, report.quarantine, screen),
  ];
}
