import { splunkCsvExport } from '../containers/splunk-export.js';
import { splunkEvent } from '../records/splunk.js';
import { daySpan, type SignInShape } from '../shape.js';
import { graphV1Lacks } from './graph-v1.js';

/** Splunk search export of `azure:aad:signin` as CSV with flattened headers: Graph objects by the Add-on for Microsoft Azure; what is lacking is v1.0's, the endpoint beta has it. */
export const splunkAadSigninCsv: SignInShape = {
  id: 'splunk-aad-signin-csv',
  title: 'Splunk export of azure:aad:signin, CSV with flattened headers',
  tables: ['SigninLogs'],
  precision: 'seconds',
  lacks: graphV1Lacks,
  write: (events, { lineBreak = '\n', ...options }) => [
    {
      path: `splunk/aad-signin-${daySpan(events)}.csv`,
      body: splunkCsvExport(
        events.toReversed().map((event) => splunkEvent(event, 'azure:aad:signin', options)),
        lineBreak,
      ),
    },
  ],
};
