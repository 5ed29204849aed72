import { splunkJsonExport } from '../containers/splunk-export.js';
import { splunkEvent } from '../records/splunk.js';
import { allTables, daySpan, type SignInShape } from '../shape.js';

/** Splunk search export of `azure:monitor:aad` as JSON lines: Azure Monitor records from an Event Hub. */
export const splunkMonitorAadJson: SignInShape = {
  id: 'splunk-monitor-aad-json',
  title: 'Splunk export of azure:monitor:aad, JSON lines',
  tables: allTables,
  precision: '100ns',
  lacks: [],
  write: (events, { lineBreak = '\n', ...options }) => [
    {
      path: `splunk/monitor-aad-${daySpan(events)}.json`,
      body: splunkJsonExport(
        events.toReversed().map((event) => splunkEvent(event, 'azure:monitor:aad', options)),
        lineBreak,
      ),
    },
  ],
};
