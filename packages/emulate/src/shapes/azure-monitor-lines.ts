import { azureMonitorRecord } from '../records/azure-monitor.js';
import { allTables, daySpan, type SignInShape } from '../shape.js';

/** Azure Monitor records of several categories in one JSON Lines file, as collectors drain an Event Hub or join blobs. */
export const azureMonitorLines: SignInShape = {
  id: 'azure-monitor-lines',
  title: 'Azure Monitor records, one JSON Lines file',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { lineBreak = '\n', ...options }) => [
    {
      path: `azure-monitor/sign-ins_${daySpan(events)}.json`,
      body: events.map((event) => JSON.stringify(azureMonitorRecord(event, options)) + lineBreak).join(''),
    },
  ],
};
