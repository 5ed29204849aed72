import type { JsonRecord, Source } from '../source.js';
import { categories } from './columns.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { defenderTables } from './defender-tables.js';
import { logsources } from './logsources.js';
import { analystCsv } from './shapes/analyst-csv.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { defenderApplications } from './shapes/defender-applications.js';
import { defender } from './shapes/defender.js';
import { graph } from './shapes/graph.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { portal } from './shapes/portal.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Microsoft Entra sign-ins of users (interactive or not), applications and managed identities. */
export const entraSignIns: Source = {
  id: 'entra-sign-ins',
  title: 'Microsoft Entra sign-ins',
  dataset,
  shapes: [graph, azureMonitor, logAnalytics, portal, analystCsv, defender, defenderApplications],
  refuses,
  tables: [...tables, ...defenderTables],
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'Graph beta has every field: GET /beta/auditLogs/signIns (signInEventTypes for the other three logs), or the ' +
    'diagnostic settings of Entra ID to a storage account or Event Hub, or the tables in Log Analytics. The portal’s ' +
    'CSV has no risk columns and Graph v1.0 no authentication requirement; the portal’s JSON has both.',
};

const read: ReadonlySet<string> = new Set(Object.values(categories).map((name) => name.toLowerCase()));

/** Records of Entra's diagnostic logs that are not among the four. */
function refuses(record: JsonRecord): string | undefined {
  const category = record['category'] ?? record['Category'];
  const resource =
    record['resourceId'] ?? record['resourceid'] ?? record['ResourceId'] ?? record['SourceSystem'];
  if (typeof category !== 'string' || typeof resource !== 'string') return undefined;
  const entra = /microsoft\.aadiam|azure ad/i.test(resource);
  return entra && !read.has(category.toLowerCase()) ? `Entra log ${category}` : undefined;
}
