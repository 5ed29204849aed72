import { parseFirst } from '../files/repeated-names.js';
import { isRecord } from '../observed-names.js';
import type { Rewrite } from './rewrite.js';

/** A Splunk search result with the event as it was indexed in `_raw` (log-format reference, section 2.6). */
export const splunkRaw: Rewrite = {
  id: 'splunk-raw',
  title: 'Splunk search export, _raw',
  recognises: (record) => typeof record['_raw'] === 'string' && record['_raw'].trimStart().startsWith('{'),
  rewrite: (record) => {
    const raw = record['_raw'];
    if (typeof raw !== 'string') return undefined;
    try {
      const event = parseFirst(raw);
      return isRecord(event) ? event : undefined;
    } catch {
      return undefined;
    }
  },
};
