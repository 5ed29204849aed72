import type { Shape } from '../../source.js';
import { logAnalyticsRows } from '../../stored-log/log-analytics.js';
import { log } from '../log.js';

/** Rows of `StorageBlobLogs` and `StorageFileLogs`. */
export const logAnalytics: Shape = logAnalyticsRows(log);
