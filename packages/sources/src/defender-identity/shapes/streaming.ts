import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Records as Defender XDR streams them to Event Hubs and storage accounts. */
export const streaming: Shape = {
  id: 'defender-streaming',
  title: 'Defender XDR streaming record (Event Hub, storage account)',
  recognises: (record) => categoryOf(record) === 'advancedhunting-identitylogonevents',
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
          TimeGenerated: envelope.of('time'),
        },
      }),
    };
  },
};
