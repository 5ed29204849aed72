import { splunkJsonExport } from '../containers/splunk-export.js';
import { splunkEvent } from '../records/splunk.js';
import { daySpan, type SignInShape } from '../shape.js';
import { graphV1Lacks } from './graph-v1.js';

/** Splunk search export of `azure:aad:signin` as JSON lines: Graph objects by the Add-on for Microsoft Azure; what is lacking is v1.0's, the endpoint beta has it. */
export const splunkAadSigninJson: SignInShape = {
  id: 'splunk-aad-signin-json',
  title: 'Splunk export of azure:aad:signin, JSON lines',
  tables: ['SigninLogs'],
  precision: 'seconds',
  lacks: graphV1Lacks,
  write: (events, { lineBreak = '\n', ...options }) => [
    {
      path: `splunk/aad-signin-${daySpan(events)}.json`,
      body: splunkJsonExport(
        events.toReversed().map((event) => splunkEvent(event, 'azure:aad:signin', options)),
        lineBreak,
      ),
    },
  ],
};
