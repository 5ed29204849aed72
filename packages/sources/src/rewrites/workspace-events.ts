import { eventsOf, isActivity } from '../google-workspace/activity-record.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/**
 * An activity of Google Workspace that consists of several events (log-format reference, section 11): each becomes an
 * activity of its own, which is what Sentinel's connector and Splunk's add-on do.
 */
export const workspaceEvents: Rewrite = {
  id: 'workspace-events',
  title: 'Google Workspace activities of several events',
  recognises: (record) => isActivity(record) && eventsOf(record).length > 1,
  rewrite: (record) => split(record)[0],
  rewriteAll: split,
};

function split(record: JsonRecord): readonly JsonRecord[] {
  const rest = Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'events'));
  return eventsOf(record).map((event, number) => ({ ...rest, event, eventNumber: number }));
}
