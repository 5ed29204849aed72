import { firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf, tableOfCategory } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Properties that go by another name in some records. */
const others = {
  C_DeviceId: 'DeviceId',
  C_Sid: 'SessionId',
  UserPrincipalObjectID: 'UserId',
};

/** Azure Monitor's record of a request to Graph, as Event Hubs and storage accounts hold it. */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: ({ category, properties: inner }) =>
    isRecord(inner) &&
    typeof category === 'string' &&
    category.toLowerCase() === 'microsoftgraphactivitylogs',
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const inner = recordTexts(observed, properties, 'p.', ['properties']);
    const second = recordTexts(observed, others, 'p.', ['properties']);
    const { texts } = inner;
    return {
      fields: [...envelope.fields, ...inner.fields, ...second.fields],
      ...rowOf(log, {
        table: tableOfCategory(log, envelope.of('category')),
        texts: {
          ...texts,
          AadTenantId: firstOf(texts['AadTenantId'], envelope.of('tenantId')),
          DeviceId: firstOf(texts['DeviceId'], textField('p.C_DeviceId')),
          DurationMs: firstOf(texts['DurationMs'], envelope.of('durationMs')),
          IPAddress: firstOf(texts['IPAddress'], envelope.of('callerIpAddress')),
          Location: firstOf(texts['Location'], envelope.of('location')),
          ResponseStatusCode: firstOf(texts['ResponseStatusCode'], envelope.of('resultSignature')),
          SessionId: firstOf(texts['SessionId'], textField('p.C_Sid')),
          TimeGenerated: envelope.of('time'),
          UserId: firstOf(texts['UserId'], textField('p.UserPrincipalObjectID')),
        },
      }),
    };
  },
};
