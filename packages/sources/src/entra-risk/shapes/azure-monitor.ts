import { call } from '@interloper/plan';
import { firstOf } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

const known: ReadonlySet<string> = new Set(
  log.tables.flatMap(({ categories }) => categories.map((name) => name.toLowerCase())),
);

/**
 * Azure Monitor's records of risk, as Event Hubs and storage accounts hold them: `time` is in US order with a clock
 * of twelve hours, and the envelope's `correlationId` is the detection's id (log-format reference, section 3).
 */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: (record) => known.has(categoryOf(record) ?? ''),
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const inner = recordTexts(observed, properties, 'p.', ['properties']);
    return {
      fields: [...envelope.fields, ...inner.fields],
      ...rowOf(log, {
        table: tableOfCategory(log, envelope.of('category')),
        texts: {
          ...inner.texts,
          AADTenantId: envelope.of('tenantId'),
          Category: envelope.of('category'),
          IpAddress: firstOf(
            inner.texts['IpAddress'],
            call('normaliseAddress', [envelope.of('callerIpAddress')]),
          ),
          OperationName: envelope.of('operationName'),
          OperationVersion: envelope.of('operationVersion'),
          ResourceId: envelope.of('resourceId'),
          TimeGenerated: envelope.of('time'),
        },
      }),
    };
  },
};
