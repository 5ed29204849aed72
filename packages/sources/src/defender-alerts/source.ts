import { isRecord } from '../observed-names.js';
import type { JsonRecord, Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { logsources } from './logsources.js';
import { defenderForCloud } from './shapes/defender-for-cloud.js';
import { endpointApi } from './shapes/endpoint-api.js';
import { graphLegacy } from './shapes/graph-legacy.js';
import { graph } from './shapes/graph.js';
import { incidentApi } from './shapes/incident-api.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { streaming } from './shapes/streaming.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** Alerts of Microsoft's security products, from Sentinel, Defender XDR, Graph and Defender for Cloud. */
export const defenderAlerts: Source = {
  id: 'defender-alerts',
  title: 'Microsoft security alerts',
  dataset,
  shapes: [endpointApi, incidentApi, graph, graphLegacy, streaming, logAnalytics, defenderForCloud],
  refuses,
  tables,
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'Graph: GET /v1.0/security/alerts_v2 has the evidence too; or the tables AlertInfo and AlertEvidence from advanced ' +
    'hunting or Defender XDR’s streaming, or SecurityAlert from Sentinel. Sentinel gives alerts ids of its own, and ' +
    'Graph’s evidence is part of its alert: load either, or alerts are found twice.',
};

/** Incidents, which are not read: they hold alerts, or only their ids. */
function refuses(record: JsonRecord): string | undefined {
  if (Array.isArray(record['alerts']) && ('incidentId' in record || 'incidentWebUrl' in record))
    return 'Defender XDR incidents: export their alerts with Graph’s security/alerts_v2';
  const inner = record['properties'];
  return isRecord(inner) && 'incidentNumber' in inner ? 'Sentinel incidents' : undefined;
}
