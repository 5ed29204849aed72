import { call, text } from '@interloper/plan';
import type { LogsourceView, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { derived } from '../stored-log/views.js';
import { scan, stored } from './columns.js';
import { outcome } from './outcome.js';
import { rawColumns } from './raw-names.js';
import { field, namedValue } from './record-fields.js';
import { isUnified } from './tables.js';

/**
 * Beside the record's names, those of published rules (log-format reference, section 15): `eventSource`, `eventName`
 * and `status` of the alerts (a triggered alert is called by its name), and those that Elastic gives.
 */
const columns: readonly ViewColumn[] = [
  derived('TimeGenerated', stored('EventTime')),
  ...rawColumns.map((item) => ({ ...item, aliases: [`o365.audit.${item.name}`] })),
  derived('eventSource', field('Workload')),
  derived(
    'eventName',
    call('if', [
      call('eqIgnoreCase', [field('Operation'), text('AlertTriggered')]),
      firstOf(filled(field('Name')), field('Operation')),
      field('Operation'),
    ]),
  ),
  derived('status', outcome),
  derived('src_ip', stored('IPAddress'), ['source.ip', 'sourceIPAddress']),
  derived('user.email', field('UserId'), ['user.id']),
  // What records of sign-ins list by name.
  ...['RequestType', 'UserAuthenticationMethod', 'ResultStatusDetail', 'KeepMeSignedIn'].map((name) =>
    derived(name, namedValue('ExtendedProperties', name), [`o365.audit.ExtendedProperties.${name}`]),
  ),
];

function logsource(service: string, title: string, workload?: string): LogsourceView {
  const isWorkload =
    workload === undefined ? [] : [call('eqIgnoreCase', [stored('Workload'), text(workload)])];
  return {
    name: `m365/${service}`,
    title,
    scan,
    filter: isWorkload.length === 0 ? isUnified : call('and', [isUnified, ...isWorkload]),
    logsources: [{ product: 'm365', service }],
    columns,
    time: 'TimeGenerated',
  };
}

/** The audit log as Sigma knows it. `Status` is the record's (of an alert), `status` what came of it. */
export const logsources: readonly LogsourceView[] = [
  logsource('audit', 'Microsoft 365 unified audit log'),
  logsource('exchange', 'Microsoft 365 unified audit log: Exchange', 'Exchange'),
  logsource('threat_management', 'Microsoft 365 unified audit log: alerts'),
  logsource('threat_detection', 'Microsoft 365 unified audit log: alerts'),
];
