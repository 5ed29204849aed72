import type { Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { sourcetypes } from './sourcetypes.js';

/** Azure's activity log: who did what to which resource of a subscription. */
export const azureActivity: Source = {
  id: 'azure-activity',
  title: 'Azure activity log',
  dataset,
  shapes: [azureMonitor, logAnalytics],
  refuses: () => undefined,
  tables: tableViews(log, 'Azure'),
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'The diagnostic setting of the subscription’s activity log to a storage account or Event Hub, or the table ' +
    'AzureActivity in Log Analytics. Answers of the management API (az monitor activity-log list) are not read.',
};
