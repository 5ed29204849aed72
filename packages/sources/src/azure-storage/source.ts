import type { Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { azureMonitor, isRequest, serviceOf } from './shapes/azure-monitor.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { sourcetypes } from './sourcetypes.js';

/** Requests to the blobs and file shares of Azure storage accounts. */
export const azureStorage: Source = {
  id: 'azure-storage',
  title: 'Azure storage requests (blobs, files)',
  dataset,
  shapes: [azureMonitor, logAnalytics],
  refuses: (record) =>
    isRequest(record)
      ? `Azure storage log of the service ${serviceOf(record) ?? 'it does not name'}`
      : undefined,
  tables: tableViews(log, 'Azure'),
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'A diagnostic setting on blobServices/default and fileServices/default of each storage account (StorageRead, ' +
    'StorageWrite, StorageDelete) to a storage account or Event Hub, or the tables StorageBlobLogs and ' +
    'StorageFileLogs in Log Analytics. Without the setting nothing is logged.',
};
