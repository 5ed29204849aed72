import type { Shape } from '../../source.js';
import { logAnalyticsRows } from '../../stored-log/log-analytics.js';
import { log } from '../log.js';

/** Rows of `GCPAuditLogs`. */
export const logAnalytics: Shape = logAnalyticsRows(log);
