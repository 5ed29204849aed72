import type { LogsourceView, ViewColumn } from '@interloper/plan';
import { named, ofTables } from '../stored-log/views.js';
import { log } from './log.js';
import { monitorColumns, streamColumns } from './raw-columns.js';

function logsource(
  service: string,
  title: string,
  table: string,
  columns: readonly ViewColumn[],
): LogsourceView {
  return {
    name: `twilio/${service}`,
    title,
    scan: log.scan,
    filter: ofTables(table),
    logsources: [{ product: 'twilio', service }],
    columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...columns],
    time: 'TimeGenerated',
  };
}

/** `product: twilio`: SigmaHQ has no rules for Twilio; the fields are the events' own. */
export const logsources: readonly LogsourceView[] = [
  logsource('monitor', 'Twilio Monitor events', 'TwilioMonitorEvents', monitorColumns),
  logsource('event_streams', 'Twilio Event Streams', 'TwilioEventStreams', streamColumns),
];
