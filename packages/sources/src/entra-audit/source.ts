import { headerKey } from '../header-cells.js';
import type { Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { graph } from './shapes/graph.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { portal } from './shapes/portal.js';
import { sourcetypes } from './sourcetypes.js';

/** Microsoft Entra's audit log: changes of users, applications, roles and policies. */
export const entraAudit: Source = {
  id: 'entra-audit',
  title: 'Microsoft Entra audit log',
  dataset,
  shapes: [graph, azureMonitor, logAnalytics, portal],
  refuses: (record) => {
    const names = new Set(Object.keys(record).map(headerKey));
    return names.has('actoruserprincipalname') && names.has('activity')
      ? 'Entra audit log of the portal, with times of another zone than UTC or without some of its columns'
      : undefined;
  },
  tables: tableViews(log, 'Azure AD'),
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'Graph: GET /v1.0/auditLogs/directoryAudits, or the portal’s JSON download, or the diagnostic setting AuditLogs ' +
    'of Entra ID, or the table AuditLogs in Log Analytics. The portal’s CSV has no ids, no type of operation, and at ' +
    'most three targets of a change.',
};
