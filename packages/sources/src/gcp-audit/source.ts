import type { Source } from '../source.js';
import { isOtherEntry } from './audit-record.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { logEntry } from './shapes/log-entry.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Google Cloud's audit logs: who did what to which resource, with which permissions, from where. */
export const gcpAudit: Source = {
  id: 'gcp-audit',
  title: 'Google Cloud audit logs',
  dataset,
  shapes: [logEntry, logAnalytics],
  refuses: (record) => (isOtherEntry(record) ? 'Google Cloud log entry without an audit record' : undefined),
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'gcloud logging read \'logName:"cloudaudit.googleapis.com"\' --format=json --freshness=90d --organization=ID, the ' +
    'JSON download of the Logs Explorer, or a log sink to Cloud Storage or Pub/Sub. Data access logs must have been ' +
    'switched on. Sentinel’s GCP_IAM_CL has no whole requests.',
};
