import type { LogsourceView } from '@interloper/plan';
import { named } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

/** `product: dropbox`: SigmaHQ has no rules for Dropbox; the fields are the event's own (`event_type.tag`). */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'dropbox/team_log',
    title: 'Dropbox team events',
    scan: log.scan,
    logsources: [
      { product: 'dropbox', service: 'team_log' },
      { product: 'dropbox', service: 'audit' },
    ],
    columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...rawColumns],
    time: 'TimeGenerated',
  },
];
