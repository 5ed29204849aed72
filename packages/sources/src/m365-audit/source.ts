import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { logsources } from './logsources.js';
import { auditData } from './shapes/audit-data.js';
import { cloudAppEvents } from './shapes/cloud-app-events.js';
import { defenderStream } from './shapes/defender-stream.js';
import { enriched } from './shapes/enriched.js';
import { graph } from './shapes/graph.js';
import { officeActivity } from './shapes/office-activity.js';
import { record } from './shapes/record.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** The unified audit log of Microsoft 365: Exchange, SharePoint, OneDrive, Teams, Entra's logons and changes. */
export const m365Audit: Source = {
  id: 'm365-audit',
  title: 'Microsoft 365 unified audit log',
  dataset,
  shapes: [record, graph, auditData, officeActivity, cloudAppEvents, defenderStream, enriched],
  refuses: (value) =>
    'Mailbox Owner UPN' in value && 'Operation' in value
      ? 'Exchange mailbox audit log (CSV report)'
      : undefined,
  tables,
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'Purview portal, Audit, New search, Export: the CSV has the whole record in AuditData (50,000 rows a search). More: ' +
    'Search-UnifiedAuditLog -SessionCommand ReturnLargeSet, the Office 365 Management Activity API, or Graph ' +
    'security/auditLog/queries. OfficeActivity lacks Entra logons and fields without a column; CloudAppEvents has the ' +
    'record in RawEventData.',
};
