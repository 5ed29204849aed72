import type { LogsourceView } from '@interloper/plan';
import { tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/** `product: azure`, `service: storagebloblogs` …: no published rule names a logsource for them, so the tables' names do. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure').map((table) => ({
  ...table,
  name: `azure/${table.name.toLowerCase()}`,
  logsources: [{ product: 'azure', service: table.name.toLowerCase() }],
}));
