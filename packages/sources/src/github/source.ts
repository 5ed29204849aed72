import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { pollingRow } from './shapes/polling-row.js';
import { record } from './shapes/record.js';
import { tableRow } from './shapes/table-row.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** GitHub's audit log: organisations and enterprises, repositories, members, tokens, Git operations. */
export const github: Source = {
  id: 'github',
  title: 'GitHub audit log',
  dataset,
  shapes: [record, pollingRow, tableRow],
  refuses: () => undefined,
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'GET /orgs/ORG/audit-log?include=all (or /enterprises/NAME/audit-log; 180 days, Git operations 7) has every ' +
    'field, and so have streams to storage, Event Hubs or Splunk, which alone have API requests. Addresses are there ' +
    'only where their disclosure is switched on. The web page’s CSV has few of the fields: export JSON.',
};
