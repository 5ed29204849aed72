import type { Shape } from '../../source.js';
import { logAnalyticsRows } from '../../stored-log/log-analytics.js';
import { log } from '../log.js';

/** Rows of the two tables. */
export const logAnalytics: Shape = logAnalyticsRows(log);
