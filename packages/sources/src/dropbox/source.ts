import type { JsonRecord, Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { teamEvent } from './shapes/team-event.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Dropbox's team log: sign-ins, devices, applications, files, sharing and administration. */
export const dropbox: Source = {
  id: 'dropbox',
  title: 'Dropbox team events',
  dataset,
  shapes: [teamEvent],
  refuses,
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'POST /2/team_log/get_events and get_events/continue (scope events.read) give every field, 1,000 events a page; ' +
    'file events need a Business plan that has them. The activity report of the admin console (CSV) lacks the ' +
    'address, the session and the ids: export with the API.',
};

/** The console's report has sentences for fields; the API before 2017 named them otherwise. */
function refuses(record: JsonRecord): string | undefined {
  if ('info_dict' in record && 'event_category' in record) return 'Dropbox team events (API v1)';
  return ['Date', 'Member', 'Activity'].every((name) => name in record)
    ? 'Dropbox activity report (CSV of the admin console)'
    : undefined;
}
