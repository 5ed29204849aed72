import type { JsonRecord, Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { monitorCli } from './shapes/monitor-cli.js';
import { monitorEvent } from './shapes/monitor-event.js';
import { streamEvent } from './shapes/stream-event.js';
import { sourcetypes } from './sourcetypes.js';

/** Twilio: changes in the account (Monitor), and what it sent and received (Event Streams). */
export const twilio: Source = {
  id: 'twilio',
  title: 'Twilio Monitor events and Event Streams',
  dataset,
  shapes: [monitorEvent, monitorCli, streamEvent],
  refuses,
  tables: tableViews(log, 'Twilio'),
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'Monitor: GET https://monitor.twilio.com/v1/Events (1,000 a page, 30 days; 13 months with an edition), or ' +
    'twilio api:monitor:v1:events:list -o json. Event Streams: a webhook or Kinesis sink; choose the latest schema ' +
    'of each type, and batches as they come. The console’s message log (CSV) is another log and not read.',
};

/** Other things that Twilio lists. */
function refuses(record: JsonRecord): string | undefined {
  if ('alert_text' in record && 'log_level' in record) return 'Twilio Debugger alerts';
  const names = new Set(Object.keys(record).map((name) => name.toLowerCase().replaceAll(/[_ ]/g, '')));
  return ['numsegments', 'direction', 'sid', 'status'].every((name) => names.has(name))
    ? 'Twilio message log (messages, not events)'
    : undefined;
}
