import type { JsonRecord, Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { log } from './log.js';
import { logsources } from './logsources.js';
import { azureMonitor } from './shapes/azure-monitor.js';
import { graph } from './shapes/graph.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { sourcetypes } from './sourcetypes.js';

const portalReport =
  'Entra ID Protection report of the portal (risky users, risky sign-ins or risk detections as CSV)';

/** Columns are called as the portal shows them (`Risk state`), in words that Microsoft does not publish. */
function isPortalReport(record: JsonRecord): boolean {
  return (
    Object.keys(record).filter((name) => /^(?:risk |detection (?:type|timing|time))/i.test(name.trim()))
      .length >= 2
  );
}

/** Microsoft Entra ID Protection: risk detections, and the users and applications at risk. */
export const entraRisk: Source = {
  id: 'entra-risk',
  title: 'Microsoft Entra ID Protection',
  dataset,
  shapes: [graph, azureMonitor, logAnalytics],
  refuses: (record) => (isPortalReport(record) ? portalReport : undefined),
  tables: tableViews(log, 'Azure AD'),
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'Graph: GET /v1.0/identityProtection/riskDetections and riskyUsers (servicePrincipalRiskDetections and ' +
    'riskyServicePrincipals for applications), or the diagnostic settings UserRiskEvents, RiskyUsers, ' +
    'ServicePrincipalRiskEvents and RiskyServicePrincipals of Entra ID, or the tables in Log Analytics. Without ' +
    'P2 licences the levels are hidden. The portal’s CSV reports are not read: download JSON where it is offered.',
};
