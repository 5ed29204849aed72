import { splunkCsvExport } from '../containers/splunk-export.js';
import { splunkEvent } from '../records/splunk.js';
import { allTables, daySpan, type SignInShape } from '../shape.js';

/** Splunk search export of `azure:monitor:aad` as CSV with flattened headers: Azure Monitor records from an Event Hub. */
export const splunkMonitorAadCsv: SignInShape = {
  id: 'splunk-monitor-aad-csv',
  title: 'Splunk export of azure:monitor:aad, CSV with flattened headers',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { lineBreak = '\n', ...options }) => [
    {
      path: `splunk/monitor-aad-${daySpan(events)}.csv`,
      body: splunkCsvExport(
        events.toReversed().map((event) => splunkEvent(event, 'azure:monitor:aad', options)),
        lineBreak,
      ),
    },
  ],
};
