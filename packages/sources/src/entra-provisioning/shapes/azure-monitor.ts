import { firstOf } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Azure Monitor's record of a provisioned account, as Event Hubs and storage accounts hold it. */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: (record) => categoryOf(record) === 'provisioninglogs',
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const inner = recordTexts(observed, properties, 'p.', ['properties']);
    return {
      fields: [...envelope.fields, ...inner.fields],
      ...rowOf(log, {
        table: tableOfCategory(log, envelope.of('category')),
        texts: {
          ...inner.texts,
          AADTenantId: firstOf(inner.texts['AADTenantId'], envelope.of('tenantId')),
          Category: envelope.of('category'),
          CorrelationId: envelope.of('correlationId'),
          DurationMs: firstOf(inner.texts['DurationMs'], envelope.of('durationMs')),
          OperationName: envelope.of('operationName'),
          OperationVersion: envelope.of('operationVersion'),
          ResultDescription: envelope.of('resultDescription'),
          ResultSignature: envelope.of('resultSignature'),
          ResultType: envelope.of('resultType'),
          TimeGenerated: envelope.of('time'),
        },
      }),
    };
  },
};
