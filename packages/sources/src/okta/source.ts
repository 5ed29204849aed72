import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { consoleRow } from './shapes/console-row.js';
import { customTableRow } from './shapes/custom-table-row.js';
import { event } from './shapes/event.js';
import { tableRow } from './shapes/table-row.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Okta's System Log: sign-ins, factors, sessions, applications and administration. */
export const okta: Source = {
  id: 'okta',
  title: 'Okta System Log',
  dataset,
  shapes: [customTableRow, event, consoleRow, tableRow],
  refuses: () => undefined,
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'GET /api/v1/logs (follow the Link headers; 90 days) has every field, and so have event hooks and log streaming to ' +
    'EventBridge or Splunk. The CSV download of the administration console lacks proxies and networks, the device’s ' +
    'token and nearly all of the debug data: export JSON where you can.',
};
