import { parseFirst } from '../files/repeated-names.js';
import { entryFields, payloadFields } from '../gcp-audit/audit-record.js';
import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Names of an entry, of its audit record, and of the objects in that, by their small letters: older exports have those. */
const inside = `
  principalEmail principalSubject authoritySelector serviceAccountKeyName serviceAccountDelegationInfo callerIp
  callerSuppliedUserAgent callerNetwork requestAttributes destinationAttributes resourceAttributes permissionType
  policyDelta bindingDeltas currentLocations originalLocations`
  .trim()
  .split(/\s+/);
const spellings = new Map(
  [...Object.keys(entryFields), ...Object.keys(payloadFields), ...inside].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Objects that BigQuery has no columns for: they are JSON text under a name with `Json`. */
const JSON_TEXT = /^(request|response|metadata|serviceData|resourceOriginalState)_?json$/i;

/**
 * Rows of the tables that a log sink fills in BigQuery: the audit record is `protopayload_auditlog`, times are
 * `2026-03-11 13:02:18.204 UTC` (https://cloud.google.com/logging/docs/export/bigquery).
 */
export const gcpBigqueryRows: Rewrite = {
  id: 'gcp-bigquery-rows',
  title: 'Cloud Logging rows in BigQuery',
  recognises: (record) => isRecord(record['protopayload_auditlog']),
  rewrite: (record) => {
    const { protopayload_auditlog: payload, ...rest } = record;
    return { ...entryOf(rest), protoPayload: isRecord(payload) ? payloadOf(payload) : payload };
  },
};

function entryOf(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([written, value]) => {
        const name = spelled(written);
        return [name, /timestamp$/i.test(name) ? instant(value) : present(value, name !== 'resource')];
      }),
  );
}

function payloadOf(payload: JsonRecord): JsonRecord {
  const result: Record<string, unknown> = {};
  for (const [written, value] of Object.entries(payload)) {
    if (value === null) continue;
    const json = JSON_TEXT.exec(written)?.[1];
    if (json !== undefined) result[spelled(json)] = parsed(value);
    else if (/^servicedata_/i.test(written)) result['serviceData'] = present(value, true);
    else if (/^type$/i.test(written)) result['@type'] = value;
    else result[spelled(written)] = present(value, true);
  }
  return result;
}

function spelled(name: string): string {
  return spellings.get(name.toLowerCase()) ?? name;
}

/** Without what BigQuery fills in for absent fields: nulls and empty lists; names as Google writes them. */
function present(value: unknown, respell: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => present(item, respell));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && !(Array.isArray(inner) && inner.length === 0))
      .map(([name, inner]) => [respell ? spelled(name) : name, present(inner, respell)]),
  );
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return parseFirst(value);
  } catch {
    return value;
  }
}

function instant(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/ UTC$/, 'Z') : value;
}
