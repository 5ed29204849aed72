import type { Shape } from '../../source.js';
import { logAnalyticsRows } from '../../stored-log/log-analytics.js';
import { log } from '../log.js';

/** Rows of the table, from Log Analytics or advanced hunting. */
export const logAnalytics: Shape = logAnalyticsRows(log);
