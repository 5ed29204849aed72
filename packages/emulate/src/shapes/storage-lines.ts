import { azureMonitorRecord } from '../records/azure-monitor.js';
import { allTables, type SignInShape } from '../shape.js';
import { signInStreams } from '../tables.js';

/**
 * Append blobs of a diagnostic setting: one Azure Monitor record per line in
 * `insights-logs-<category>/tenantId=…/y=/m=/d=/h=/m=00/PT1H.json`, by the hour the record was written
 * (reference, section 1, "Blob paths").
 */
export const storageLines: SignInShape = {
  id: 'storage-lines',
  title: 'Storage account, PT1H.json lines of Azure Monitor records',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { lineBreak = '\n', ...options }) => {
    const blobs = new Map<string, string[]>();
    const written = events.toSorted((left, right) => (left.recordTime < right.recordTime ? -1 : 1));
    for (const event of written) {
      const time = event.recordTime;
      const path =
        `${signInStreams[event.category].container}/tenantId=${event.tenantId}/y=${time.slice(0, 4)}` +
        `/m=${time.slice(5, 7)}/d=${time.slice(8, 10)}/h=${time.slice(11, 13)}/m=00/PT1H.json`;
      const lines = blobs.get(path) ?? [];
      if (lines.length === 0) blobs.set(path, lines);
      lines.push(JSON.stringify(azureMonitorRecord(event, options)));
    }
    return [...blobs].map(([path, lines]) => ({ path, body: lines.join(lineBreak) + lineBreak }));
  },
};
