import { call, text } from '@interloper/plan';
import type { Expression, ViewColumn } from '@interloper/plan';
import { derived, stored } from '../stored-log/views.js';
import { entryFields, payloadFields } from './audit-record.js';
import { log } from './log.js';

/** Where each object's stored paths stand in an entry. */
const objects: Readonly<Record<string, string>> = {
  AuthenticationInfo: 'protoPayload.authenticationInfo',
  RequestMetadata: 'protoPayload.requestMetadata',
  Status: 'protoPayload.status',
  Resource: 'resource',
};

/** A label whose name has dots in it, which a dotted name cannot lead to. */
const decision = call('pathText', [stored(log, 'Labels'), text('authorization.k8s.io/decision')]);

/**
 * The entry by Google's own names, under `data.` as in the messages that Splunk's add-on reads, and without it.
 * `more` are other names for some of them.
 */
export function rawColumns(more: Readonly<Record<string, readonly string[]>> = {}): readonly ViewColumn[] {
  const raw = (name: string, value: Expression): ViewColumn =>
    derived(`data.${name}`, value.type === 'datetime' ? call('isoText', [value]) : value, [
      name,
      ...(more[name] ?? []),
    ]);
  return [
    ...Object.entries(entryFields).map(([name, target]) => raw(name, stored(log, target))),
    ...Object.entries(payloadFields).map(([name, target]) =>
      raw(`protoPayload.${name}`, stored(log, target)),
    ),
    ...log.pathColumns.map(({ name, column, steps }) =>
      raw(`${objects[column] ?? column}.${steps.join('.')}`, stored(log, name)),
    ),
    raw('labels.authorization.k8s.io/decision', decision),
  ];
}
