import type { Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { sourcetypes } from './sourcetypes.js';

/** Requests to Microsoft Graph: what a token was used for. */
export const graphActivity: Source = {
  id: 'graph-activity',
  title: 'Microsoft Graph activity',
  dataset,
  shapes: [azureMonitor, logAnalytics],
  refuses: () => undefined,
  tables: tableViews(log, 'Azure AD'),
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The diagnostic setting MicrosoftGraphActivityLogs of Entra ID (P1 licence) to a storage account or Event Hub, ' +
    'or the table in Log Analytics. Graph itself has no page of it.',
};
