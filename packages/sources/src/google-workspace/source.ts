import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { activity } from './shapes/activity.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Google Workspace: who logged in how and from where, what administrators changed, which applications got access. */
export const googleWorkspace: Source = {
  id: 'google-workspace',
  title: 'Google Workspace activities',
  dataset,
  shapes: [activity],
  refuses: (record) => {
    if ('id.applicationName' in record && !('_raw' in record))
      return 'Google Workspace activities in flattened fields (export them with _raw)';
    const { kind } = record;
    return typeof kind === 'string' && kind.startsWith('admin#')
      ? `Google Workspace answer of the kind ${kind}`
      : undefined;
  },
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'The Reports API: activities.list of users/all for login, admin, token and user_accounts (180 days back); ' +
    'gam report login; or Splunk’s gws:reports:* with _raw. Shared with Google Cloud they are audit entries too.',
};
