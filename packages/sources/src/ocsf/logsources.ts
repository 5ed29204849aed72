import type { LogsourceView } from '@interloper/plan';
import { named } from '../stored-log/views.js';
import { log } from './log.js';
import { attributeColumns } from './sourcetypes.js';

/** `service: ocsf` without a product: events of any product, by OCSF's own names. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'ocsf',
    title: 'OCSF events',
    scan: log.scan,
    logsources: [{ service: 'ocsf' }],
    columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...attributeColumns],
    time: 'TimeGenerated',
  },
];
