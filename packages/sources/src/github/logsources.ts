import type { LogsourceView } from '@interloper/plan';
import { named } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './names.js';

/** `product: github`, `service: audit`: the record's own names. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'github/audit',
    title: 'GitHub audit log',
    scan: log.scan,
    logsources: [{ product: 'github', service: 'audit' }],
    columns: [named(log, 'TimeGenerated', 'EventTime'), ...rawColumns],
    time: 'TimeGenerated',
  },
];
