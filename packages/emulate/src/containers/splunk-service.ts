import type { JsonObject } from '../json.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';

/** A service's record as Splunk indexed it. */
export function splunkOf(record: JsonObject, sourcetype: string, time: string): SplunkEvent {
  return {
    raw: JSON.stringify(record),
    time,
    fields: flattened(record),
    added: { index: 'saas', host: 'splunk-hf-01.tailspin.example', source: 'http:saas', sourcetype },
  };
}
