import type { LogsourceView } from '@interloper/plan';
import { tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/** Names by which published Sigma rules call columns of AzureActivity (log-format reference, section 15). */
const ruleNames: Readonly<Record<string, readonly string[]>> = {
  OperationNameValue: ['operationName'],
  ActivityStatusValue: ['status', 'resultType'],
  CategoryValue: ['category'],
};

/** `product: azure`, `service: activitylogs`. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure').map((table) => ({
  ...table,
  name: 'azure/activitylogs',
  logsources: [{ product: 'azure', service: 'activitylogs' }],
  columns: table.columns.map((item) => {
    const aliases = ruleNames[item.name];
    return aliases === undefined ? item : { ...item, aliases };
  }),
}));
