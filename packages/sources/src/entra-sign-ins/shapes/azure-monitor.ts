import { call, column, nullOf, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields } from '../../stored-log/json-records.js';
import { categories, signInTables } from '../columns.js';
import { properties } from '../properties.js';
import { readAs, rowOf } from '../row.js';
import { graphValues } from './graph.js';

const known: ReadonlySet<string> = new Set(Object.values(categories).map((name) => name.toLowerCase()));

/**
 * Azure Monitor's record of a sign-in, as diagnostic settings send it to Event Hubs and storage accounts: an envelope
 * around the Graph object in `properties`. Keys vary in case (`calleripaddress`).
 */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  // Records of risk, which write their time so, come in the same streams.
  monthFirst: true,
  recognises: (record) => known.has(categoryOf(record) ?? ''),
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const fields: readonly ReadField[] = [
      ...envelope.fields,
      ...['createdDateTime', 'tenantId'].map((name) => ({
        name: `p.${name}`,
        type: 'string' as const,
        path: observed.spelling(['properties', name]),
      })),
      ...properties.map(({ name, form }) => ({
        name: `p.${name}`,
        type: readAs(form),
        path: observed.spelling(['properties', name]),
      })),
    ];
    const graph = graphValues('p.');
    const address = call('normaliseAddress', [envelope.of('callerIpAddress')]);
    return {
      fields,
      ...rowOf({
        table: tableOfCategory(envelope.of('category')),
        created: textField('p.createdDateTime'),
        recorded: envelope.of('time'),
        checkStatus: true,
        values: {
          ...graph,
          AADTenantId: firstOf(envelope.of('tenantId'), textField('p.tenantId')),
          Category: envelope.of('category'),
          CorrelationId: firstOf(graph['CorrelationId'], envelope.of('correlationId')),
          DurationMs: call('toLong', [envelope.of('durationMs')]),
          IPAddress: firstOf(graph['IPAddress'], address),
          Identity: envelope.of('identity'),
          Level: envelope.of('Level'),
          Location: envelope.of('location'),
          OperationName: envelope.of('operationName'),
          OperationVersion: envelope.of('operationVersion'),
          ResourceId: envelope.of('resourceId'),
          ResultDescription: envelope.of('resultDescription'),
          ResultSignature: envelope.of('resultSignature'),
          ResultType: firstOf(
            call('pathText', [column('p.status', 'dynamic'), text('errorCode')]),
            envelope.of('resultType'),
          ),
        },
      }),
    };
  },
};

/** The table of a `category`, in any case; null for other logs. */
export function tableOfCategory(category: Expression): Expression {
  return call('case', [
    ...signInTables.flatMap((table) => [
      call('eqIgnoreCase', [category, text(categories[table])]),
      text(table),
    ]),
    nullOf('string'),
  ]);
}
