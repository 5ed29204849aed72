import { azureMonitorRecord } from '../records/azure-monitor.js';
import { allTables, batches, type SignInShape } from '../shape.js';

/** Messages of the Event Hub that a diagnostic setting writes to: `{"records":[…]}`, all categories mixed (reference, section 2.3). */
export const eventHub: SignInShape = {
  id: 'event-hub',
  title: 'Event Hub batches of Azure Monitor records',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { pageSize = 500, ...options }) =>
    batches(events, pageSize).map((batch, index) => ({
      path: `event-hub/message-${String(index + 1).padStart(4, '0')}.json`,
      body: JSON.stringify({ records: batch.map((event) => azureMonitorRecord(event, options)) }),
    })),
};
