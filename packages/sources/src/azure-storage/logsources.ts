import type { LogsourceView } from '@interloper/plan';
import { tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/** `product: azure`, `service: storagebloblogs`: no published rule names a logsource for it, so the table's name does. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure').map((table) => ({
  ...table,
  name: 'azure/storagebloblogs',
  logsources: [{ product: 'azure', service: 'storagebloblogs' }],
}));
