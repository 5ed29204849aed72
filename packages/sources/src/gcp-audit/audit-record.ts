import { isRecord, looseName } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { PropertyMap } from '../stored-log/json-records.js';

/**
 * Fields of the audit record in `protoPayload` and the columns they fill
 * (https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog).
 */
export const payloadFields: PropertyMap = {
  '@type': 'PayloadType',
  serviceName: 'ServiceName',
  methodName: 'MethodName',
  resourceName: 'GCPResourceName',
  resourceLocation: 'ResourceLocation',
  resourceOriginalState: 'ResourceOriginalState',
  numResponseItems: 'NumResponseItems',
  status: 'Status',
  authenticationInfo: 'AuthenticationInfo',
  authorizationInfo: 'AuthorizationInfo',
  policyViolationInfo: 'PolicyViolationInfo',
  requestMetadata: 'RequestMetadata',
  request: 'Request',
  response: 'Response',
  metadata: 'Metadata',
  serviceData: 'ServiceData',
};

/** Fields of the log entry around it (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry). */
export const entryFields: PropertyMap = {
  insertId: 'InsertId',
  logName: 'LogName',
  timestamp: 'Timestamp',
  receiveTimestamp: 'ReceiveTimestamp',
  severity: 'Severity',
  resource: 'Resource',
  labels: 'Labels',
  operation: 'Operation',
};

/** What a rewrite puts beside the entry: the Pub/Sub subscription it came by, and cells of a Log Analytics row. */
export const besideFields: PropertyMap = {
  subscription: 'Subscription',
  TenantId: 'TenantId',
  TimeGenerated: 'TimeGenerated',
  SourceSystem: 'SourceSystem',
  MG: 'MG',
  ManagementGroupName: 'ManagementGroupName',
  Computer: 'Computer',
  RawData: 'RawData',
  _ResourceId: '_ResourceId',
};

const AUDIT_RECORD = /\.AuditLog$/;

/** The record in `protoPayload`, however that is spelled; lakes write `at_sign_type` for `@type`. */
function payloadOf(record: JsonRecord): JsonRecord | undefined {
  const payload = record['protoPayload'] ?? record['protopayload'];
  return isRecord(payload) ? payload : undefined;
}

/** True of a log entry that holds an audit record, and false of one that holds anything else. */
export function holdsAuditRecord(record: JsonRecord): boolean {
  const payload = payloadOf(record);
  if (payload === undefined) return false;
  const type = payload['@type'] ?? payload['at_sign_type'];
  return typeof type === 'string' ? AUDIT_RECORD.test(type) : Object.keys(payload).some(isPayloadField);
}

/** True of a log entry without an audit record: text, JSON, or a request to App Engine. */
export function isOtherEntry(record: JsonRecord): boolean {
  if (payloadOf(record) !== undefined) return !holdsAuditRecord(record);
  return 'logName' in record && ['textPayload', 'jsonPayload', 'insertId'].some((name) => name in record);
}

const ownNames = new Set([...Object.keys(payloadFields), ...Object.keys(entryFields)].map(looseName));
const payloadNames = new Set(Object.keys(payloadFields).map(looseName));

function isPayloadField(name: string): boolean {
  return payloadNames.has(looseName(name));
}

/**
 * True of a part of an entry, as queries that pick fields give it: it has no other names than an entry or an audit
 * record has (and `p_…`, which lakes add), and one that tells it is Google's.
 */
export function isPartOfEntry(record: JsonRecord): boolean {
  const names = Object.keys(record);
  if (!names.every((name) => ownNames.has(looseName(name)) || name.startsWith('p_'))) return false;
  const { methodName, operation } = record;
  return (
    (typeof methodName === 'string' && methodName.includes('.')) ||
    (isRecord(operation) && typeof operation['producer'] === 'string')
  );
}
