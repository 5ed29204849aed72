import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/**
 * Findings as `aws guardduty get-findings` prints them: every name begins with a capital (log-format reference,
 * section 6.3). Keys of maps, which are names of AWS resource types, stay as they are.
 */
export const guardDutyApi: Rewrite = {
  id: 'guardduty-api',
  title: 'GuardDuty findings of the AWS CLI',
  recognises: (record) =>
    ['SchemaVersion', 'AccountId', 'Severity', 'Type', 'Service'].every((name) => name in record) &&
    !('TimeGenerated' in record),
  rewrite: camelRecord,
};

function camelRecord(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.includes(':') ? name : name.charAt(0).toLowerCase() + name.slice(1),
      camelValue(value),
    ]),
  );
}

function camelValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelValue);
  return isRecord(value) ? camelRecord(value) : value;
}
