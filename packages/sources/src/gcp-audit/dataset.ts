import { and, bool, call, column, literal, nullOf, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { jsonParts, precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

const value = (name: string): Expression => column(name, log.typeOf(name));

/** Columns that rules rest on; what only some events have is not among them. */
const expected = [
  'Timestamp',
  'InsertId',
  'LogName',
  'Severity',
  'ServiceName',
  'MethodName',
  'GCPResourceName',
  'GCPResourceType',
  'PrincipalEmail',
  'ProjectId',
  'AuthenticationInfo',
  'AuthorizationInfo',
  'RequestMetadata',
  'RequestMetadata.callerIp',
];

/**
 * Rows of GCP_IAM_CL have only some of an object's fields, and those as text: there is no comparing them. BigQuery does
 * not keep what `@type` an object has.
 */
function wholeParts(name: string): Expression {
  const json = value(name);
  const untyped = call('coalesce', [call('objectWithout', [json, literal('dynamic', '["@type"]')]), json]);
  return call('if', [call('isTrue', [value('PayloadComplete')]), jsonParts(untyped), nullOf('string')]);
}

/** All audit records of Google Cloud. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(
    anySet(...['MethodName', 'ServiceName', 'AuthenticationInfo', 'AuthorizationInfo'].map(value)),
    isSet(value('EventTime')),
    isSet(value('InsertId')),
    isSet(value('LogTable')),
    or(call('isNull', [value('PayloadType')]), call('endsWith', [value('PayloadType'), text('.AuditLog')])),
  ),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['InsertId'],
    compare: [
      ...precisions('Timestamp'),
      ...words(
        log,
        'LogName',
        'ServiceName',
        'MethodName',
        'GCPResourceName',
        'NumResponseItems',
        'Severity',
        ...log.pathColumns.map(({ name }) => name),
      ),
      ...[
        'AuthenticationInfo',
        'AuthorizationInfo',
        'Request',
        'Response',
        'Metadata',
        'ServiceData',
        'Status',
      ].map(wholeParts),
    ],
  },
  expected: expected.map((name) => ({ column: name, where: bool(true) })),
};
