import type { JsonRecord, Source } from '../source.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
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
  shapes: [customTableRow, event, tableRow],
  refuses,
  tables,
  sourcetypes,
  logsources,
  identities,
  exportHelp:
    'GET /api/v1/logs (follow the Link headers; 90 days) has every field, and so have event hooks and log streaming to ' +
    'EventBridge or Splunk. The CSV download of the administration console lacks the session, the debug data and ' +
    'most of the targets: export JSON.',
};

/** The console's CSV, whose names are its own. */
function refuses(record: JsonRecord): string | undefined {
  return 'event_type' in record && 'actor.alternate_id' in record
    ? 'Okta System Log (CSV download of the administration console)'
    : undefined;
}
