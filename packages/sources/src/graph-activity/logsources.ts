import type { LogsourceView } from '@interloper/plan';
import { tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/** `product: azure`, `service: microsoftgraphactivitylogs`: no published rule names a logsource, so the table's name does. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure AD').map((table) => ({
  ...table,
  name: 'azure/microsoftgraphactivitylogs',
  logsources: [{ product: 'azure', service: 'microsoftgraphactivitylogs' }],
}));
