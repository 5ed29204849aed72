import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { extract, filled, firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { envelopeFields } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';

const categories: ReadonlySet<string> = new Set(
  log.tables.flatMap((table) => table.categories.map((name) => name.toLowerCase())),
);

/** An operation is a path below a provider (`Microsoft.Storage/storageAccounts/listKeys/action`), in any case. */
const OPERATION = String.raw`^[A-Za-z][A-Za-z0-9.]*/`;
const operation = new RegExp(OPERATION);

/**
 * Azure Monitor's record of an operation, as the subscription's diagnostic setting sends it to Event Hubs and storage
 * accounts; `identity` holds the claims of the caller and what authorised the call. Some have no `properties`.
 */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: ({ category, operationName }) => {
    const name = isRecord(operationName) ? operationName['value'] : operationName;
    return (
      typeof category === 'string' &&
      categories.has(category.toLowerCase()) &&
      typeof name === 'string' &&
      operation.test(name)
    );
  },
  read: (observed) => {
    const envelope = envelopeFields(observed, ['level', 'properties']);
    const identity = (key: string): Expression => textField(`i.${key}`);
    const properties = call('parseJson', [envelope.of('properties')]);
    const property = (key: string): Expression => call('pathText', [properties, text(key)]);
    const written = envelope.of('operationName');
    // Some are `{"value": "…", "localizedValue": "…"}`, as the management API answers.
    const isObject = call('startsWith', [written, text('{')]);
    const part = (key: string): Expression => call('pathText', [call('parseJson', [written]), text(key)]);
    const name = call('if', [isObject, part('value'), written]);
    const isOperation = call('matchesRegex', [name, text(OPERATION)]);
    return {
      fields: [
        ...envelope.fields,
        ...['authorization', 'claims'].map((key) => ({
          name: `i.${key}`,
          type: 'string' as const,
          path: observed.spelling(['identity', key]),
        })),
      ],
      ...rowOf(log, {
        table: call('if', [isOperation, tableOfCategory(log, envelope.of('category')), nullOf('string')]),
        texts: {
          AADTenantId: envelope.of('tenantId'),
          ActivityStatusValue: envelope.of('resultType'),
          ActivitySubstatusValue: extract(envelope.of('resultSignature'), String.raw`^(?:[A-Za-z]+\.)?(.*)$`),
          Authorization: identity('authorization'),
          Caller: callerOf(call('parseJson', [identity('claims')])),
          CallerIpAddress: envelope.of('callerIpAddress'),
          CategoryValue: envelope.of('category'),
          Claims: identity('claims'),
          CorrelationId: envelope.of('correlationId'),
          DurationMs: envelope.of('durationMs'),
          EventDataId: property('eventDataId'),
          Hierarchy: property('hierarchy'),
          Level: envelope.of('level'),
          Location: envelope.of('location'),
          OperationName: call('if', [isObject, part('localizedValue'), nullOf('string')]),
          OperationNameValue: name,
          OperationVersion: envelope.of('operationVersion'),
          Properties: envelope.of('properties'),
          ResultSignature: envelope.of('resultSignature'),
          TimeGenerated: envelope.of('time'),
          _ResourceId: envelope.of('resourceId'),
        },
      }),
    };
  },
};

/** Claims that name the caller: a user's principal name, else the object id, as the table has it. */
const callers = [
  'upn',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  'http://schemas.microsoft.com/identity/claims/objectidentifier',
];

function callerOf(claims: Expression): Expression {
  return firstOf(...callers.map((name) => filled(call('pathText', [claims, text(name)]))));
}
