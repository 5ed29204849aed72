import type { Shape } from '../../source.js';
import { logAnalyticsRows } from '../../stored-log/log-analytics.js';
import { log } from '../log.js';

/** Rows of `OktaV2_CL` and `OktaSystemLogs`, which share their columns. */
export const tableRow: Shape = logAnalyticsRows(log);
