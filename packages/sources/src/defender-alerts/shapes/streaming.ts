import { firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';
import { streamedFields } from '../properties.js';

const known: ReadonlySet<string> = new Set(
  log.tables.flatMap(({ categories }) => categories.map((name) => name.toLowerCase())),
);

/** Records of the two tables as Defender XDR streams them to Event Hubs and storage accounts. */
export const streaming: Shape = {
  id: 'defender-streaming',
  title: 'Defender XDR streaming record (Event Hub, storage account)',
  recognises: (record) => known.has(categoryOf(record) ?? ''),
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const inner = recordTexts(observed, streamedFields, 'p.', ['properties']);
    const resource = {
      name: 'p.ResourceID',
      type: 'string' as const,
      path: observed.spelling(['properties', 'ResourceID']),
    };
    return {
      fields: [...envelope.fields, ...inner.fields, resource],
      ...rowOf(log, {
        table: tableOfCategory(log, envelope.of('category')),
        texts: {
          ...inner.texts,
          AADTenantId: envelope.of('tenantId'),
          ResourceId: firstOf(textField('p.ResourceID'), envelope.of('resourceId')),
          TimeGenerated: envelope.of('time'),
        },
      }),
    };
  },
};
