import { call, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { anySet, filled, firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import {
  besideFields,
  entryFields,
  holdsAuditRecord,
  isPartOfEntry,
  payloadFields,
} from '../audit-record.js';
import { log } from '../log.js';

/** Fields of the audit record that some lakes leave on the entry, and fields of the entry that they put inside it. */
const strayOnEntry = ['methodName', 'serviceName', 'resourceName', 'status', 'authorizationInfo'];
const strayInPayload = ['timestamp', 'receiveTimestamp', 'severity', 'resource'];

/**
 * Google's log entry with an audit record: the Logging API, `gcloud logging read`, sinks to storage, downloads of the
 * Logs Explorer, and what the rewrites make of Pub/Sub messages, BigQuery rows and `GCP_IAM_CL`.
 */
export const logEntry: Shape = {
  id: 'log-entry',
  title: 'Cloud Logging entries (API, gcloud, sink, Logs Explorer, Pub/Sub, BigQuery)',
  recognises: (record) => holdsAuditRecord(record) || isPartOfEntry(record),
  read: (observed, { dayFirst }) => {
    const entry = recordTexts(observed, entryFields);
    const payload = recordTexts(observed, payloadFields, 'p.', ['protoPayload']);
    const beside = recordTexts(observed, besideFields);
    const fields = new Map([...entry.fields, ...payload.fields, ...beside.fields].map(named));
    const field = (name: string, ...path: readonly string[]): Expression => {
      fields.set(name, { name, type: 'string', path: observed.spelling(path) });
      return textField(name);
    };
    const type = field('Type', 'Type');
    const texts: Record<string, Expression> = { ...beside.texts, ...entry.texts, ...payload.texts };
    const or = (column: string, other: Expression): void => {
      texts[column] = firstOf(texts[column], other);
    };
    for (const name of strayOnEntry) or(payloadFields[name] ?? name, field(name, name));
    for (const name of strayInPayload)
      or(entryFields[name] ?? name, field(`p.${name}`, 'protoPayload', name));
    or('PayloadType', field('p.at_sign_type', 'protoPayload', 'at_sign_type'));
    const whole = anySet(textField('p.@type'), textField('p.methodName'), textField('p.serviceName'));
    const native = call('isNull', [filled(type)]);
    const complete = call('toText', [call('and', [native, whole])]);
    return {
      fields: [...fields.values()],
      ...rowOf(log, {
        table: call('if', [native, text('GCPAuditLogs'), type]),
        texts: { ...texts, PayloadComplete: complete, EntryComplete: complete },
        dayFirst,
      }),
    };
  },
};

function named(field: ReadField): readonly [string, ReadField] {
  return [field.name, field];
}
