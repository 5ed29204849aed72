import { call, column, nullOf, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { categories, signInTables } from '../columns.js';
import { properties } from '../properties.js';
import { readAs, rowOf } from '../row.js';
import { graphValues } from './graph.js';

/** The envelope's keys (log-format reference, section 2.3). */
const envelope = [
  'time',
  'resourceId',
  'operationName',
  'operationVersion',
  'category',
  'tenantId',
  'resultType',
  'resultSignature',
  'resultDescription',
  'durationMs',
  'callerIpAddress',
  'correlationId',
  'identity',
  'Level',
  'location',
];

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
  recognises: (record) => {
    const category = record['category'];
    return (
      isRecord(record['properties']) && typeof category === 'string' && known.has(category.toLowerCase())
    );
  },
  read: (observed) => {
    const fields: readonly ReadField[] = [
      ...envelope.map((name) => ({
        name: `e.${name}`,
        type: 'string' as const,
        path: observed.spelling([name]),
      })),
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
    const address = call('normaliseAddress', [textField('e.callerIpAddress')]);
    return {
      fields,
      ...rowOf({
        table: tableOfCategory(textField('e.category')),
        created: textField('p.createdDateTime'),
        recorded: textField('e.time'),
        values: {
          ...graph,
          AADTenantId: firstOf(textField('e.tenantId'), textField('p.tenantId')),
          Category: textField('e.category'),
          CorrelationId: firstOf(graph['CorrelationId'], textField('e.correlationId')),
          DurationMs: call('toLong', [textField('e.durationMs')]),
          IPAddress: firstOf(graph['IPAddress'], address),
          Identity: textField('e.identity'),
          Level: textField('e.Level'),
          Location: textField('e.location'),
          OperationName: textField('e.operationName'),
          OperationVersion: textField('e.operationVersion'),
          ResourceId: textField('e.resourceId'),
          ResultDescription: textField('e.resultDescription'),
          ResultSignature: textField('e.resultSignature'),
          ResultType: firstOf(
            call('pathText', [column('p.status', 'dynamic'), text('errorCode')]),
            textField('e.resultType'),
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
