import type { Account, Alert, AlertSeverity, Confidence } from '@interloper/detect';
import { addressesOf } from '../scan/addresses.js';
import { refusalOf } from '../scan/excluded.js';
import { accountsByAlert, techniqueOf } from './told.js';
import type { Findings } from './told.js';

/** The version of the schema whose attributes are written. */
const SCHEMA = '1.5.0';

/**
 * Each alert as a Detection Finding of the Open Cybersecurity Schema Framework (class 2004), a line of JSON each. An
 * alert that tuning excluded is written with the status Suppressed. Times are milliseconds since 1970; `time` is the
 * run's `now`, `start_time` and `end_time` are those of the events.
 * See https://schema.ocsf.io/1.5.0/classes/detection_finding.
 */
export function* renderOcsf(findings: Findings): Generator<string> {
  const accounts = accountsByAlert(findings.accounts);
  for (const alert of findings.alerts)
    yield JSON.stringify(findingOf(alert, accounts.get(alert.id), findings));
}

const SEVERITY: Readonly<Record<AlertSeverity, { readonly id: number; readonly caption: string }>> = {
  low: { id: 2, caption: 'Low' },
  medium: { id: 3, caption: 'Medium' },
  high: { id: 4, caption: 'High' },
  critical: { id: 5, caption: 'Critical' },
};

const CONFIDENCE: Readonly<Record<Confidence, { readonly id: number; readonly caption: string }>> = {
  low: { id: 1, caption: 'Low' },
  medium: { id: 2, caption: 'Medium' },
  high: { id: 3, caption: 'High' },
};

function findingOf(alert: Alert, account: Account | undefined, { run, detections }: Findings): object {
  const rule = detections.find(({ slug }) => slug === alert.detection);
  const addresses = addressesOf([alert]);
  const [start, end] = [Date.parse(alert.time), Date.parse(alert.lastTime)];
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    activity_id: 1,
    activity_name: 'Create',
    type_uid: 200_401,
    type_name: 'Detection Finding: Create',
    time: run.now === null ? end : Date.parse(run.now),
    start_time: start,
    end_time: end,
    count: alert.matches,
    message: `${alert.title}: ${alert.account}`,
    severity_id: SEVERITY[alert.severity].id,
    severity: SEVERITY[alert.severity].caption,
    confidence_id: CONFIDENCE[alert.confidence].id,
    confidence: CONFIDENCE[alert.confidence].caption,
    ...statusOf(alert),
    ...(account === undefined ? {} : { risk_score: account.score }),
    metadata: {
      version: SCHEMA,
      uid: alert.id,
      product: { name: 'Interloper', vendor_name: 'Interloper', version: run.version },
    },
    finding_info: {
      uid: alert.id,
      title: alert.title,
      ...(rule === undefined ? {} : { desc: rule.description }),
      analytic: { type_id: 1, type: 'Rule', uid: rule?.id ?? alert.detection, name: alert.detection },
      attacks: attacksOf(alert, detections),
      first_seen_time: start,
      last_seen_time: end,
      related_events_count: alert.matches,
      types: alert.why,
    },
    evidences: evidencesOf(alert, account, addresses),
    observables: [
      { name: 'evidences[].user.name', type_id: 4, type: 'User Name', value: alert.account },
      ...addresses.map((value) => ({
        name: 'evidences[].src_endpoint.ip',
        type_id: 2,
        type: 'IP Address',
        value,
      })),
    ],
    unmapped: {
      language: alert.query,
      ...(account === undefined
        ? {}
        : { account: account.account, account_severity: account.severity, aliases: account.aliases }),
    },
  };
}

function statusOf(alert: Alert): object {
  if (alert.excluded !== undefined)
    return { status_id: 3, status: 'Suppressed', status_detail: alert.excluded, is_alert: false };
  const refusal = refusalOf(alert);
  return {
    status_id: 1,
    status: 'New',
    ...(refusal === undefined ? {} : { status_detail: refusal }),
    is_alert: true,
  };
}

/** One for each tactic; a sub-technique stands with its technique. */
function attacksOf(alert: Alert, rules: Findings['detections']): readonly object[] {
  const { id, name, tactics } = techniqueOf(alert, rules);
  const [technique = id] = id.split('.');
  const called = { uid: id, ...(name === undefined ? {} : { name }) };
  const what =
    id === technique ? { technique: called } : { technique: { uid: technique }, sub_technique: called };
  return tactics.length === 0
    ? [what]
    : tactics.map((tactic) => ({ ...what, tactic: { name: tacticName(tactic) } }));
}

/** `credential-access` as ATT&CK writes it: `Credential Access`. */
function tacticName(short: string): string {
  return short
    .split('-')
    .map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

/** The row of the rule, with the account; each address is an artifact of its own. */
function evidencesOf(
  alert: Alert,
  account: Account | undefined,
  addresses: readonly string[],
): readonly object[] {
  const user = { name: alert.account, ...(account === undefined ? {} : { uid: account.account }) };
  const [first, ...others] = addresses;
  return [
    { user, data: alert.evidence, ...(first === undefined ? {} : { src_endpoint: { ip: first } }) },
    ...others.map((ip) => ({ user, src_endpoint: { ip } })),
  ];
}
