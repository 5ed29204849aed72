import type { LogsourceView } from '@interloper/plan';
import { named, propertyColumns } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** `product: okta`, `service: okta`: the event's own names, in any case (log-format reference, section 15). */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'okta/okta',
    title: 'Okta System Log',
    scan: log.scan,
    logsources: [{ product: 'okta', service: 'okta' }],
    columns: [named(log, 'TimeGenerated', 'EventTime'), ...propertyColumns(log, properties)],
    time: 'TimeGenerated',
  },
];
