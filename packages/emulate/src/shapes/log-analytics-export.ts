import { logAnalyticsObject, logAnalyticsRow } from '../records/log-analytics.js';
import { allTables, defaultWorkspaceId, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/**
 * Data export of a workspace to storage: table rows one per line, dynamic columns as objects, in
 * `am-<Table>/WorkspaceResourceId=…/y=/m=/d=/h=/m=/PT05M.json` by five minutes (reference, sections 1 and 2.4).
 */
export const logAnalyticsExport: SignInShape = {
  id: 'log-analytics-export',
  title: 'Log Analytics data export, PT05M.json lines',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { workspaceId = defaultWorkspaceId, lineBreak = '\n' }) => {
    const blobs = new Map<string, string[]>();
    const written = events.toSorted((left, right) => (left.recordTime < right.recordTime ? -1 : 1));
    for (const event of written) {
      const time = event.recordTime;
      const minute = String(Math.floor(Number(time.slice(14, 16)) / 5) * 5).padStart(2, '0');
      const path =
        `am-${signInStreams[event.category].table}/WorkspaceResourceId=/subscriptions/${workspaceId}` +
        `/resourcegroups/security/providers/microsoft.operationalinsights/workspaces/sentinel` +
        `/y=${time.slice(0, 4)}/m=${time.slice(5, 7)}/d=${time.slice(8, 10)}/h=${time.slice(11, 13)}/m=${minute}/PT05M.json`;
      const lines = blobs.get(path) ?? [];
      if (lines.length === 0) blobs.set(path, lines);
      lines.push(JSON.stringify(logAnalyticsObject(logAnalyticsRow(event, workspaceId))));
    }
    return [...blobs].map(([path, lines]) => ({ path, body: lines.join(lineBreak) + lineBreak }));
  },
};
