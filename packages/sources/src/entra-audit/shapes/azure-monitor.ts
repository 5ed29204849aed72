import { call, not, nullOf, or, text } from '@interloper/plan';
import { firstOf, isSet, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { categoryOf, envelopeFields, recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/**
 * Azure Monitor's record of a change, as Event Hubs and storage accounts hold it: the result is in `properties`, and
 * the category of the change too; some collectors put that one into the envelope in place of `AuditLogs`.
 */
export const azureMonitor: Shape = {
  id: 'azure-monitor',
  title: 'Azure Monitor record (Event Hub, storage account)',
  monthFirst: true,
  recognises: (record) => {
    const category = categoryOf(record);
    const inner = record['properties'];
    return (
      category === 'auditlogs' ||
      (isRecord(inner) && 'activityDisplayName' in inner && category !== undefined)
    );
  },
  read: (observed) => {
    const envelope = envelopeFields(observed);
    const inner = recordTexts(observed, properties, 'p.', ['properties']);
    const named = call('eqIgnoreCase', [envelope.of('category'), text('AuditLogs')]);
    return {
      fields: [...envelope.fields, ...inner.fields],
      ...rowOf(log, {
        table: call('if', [
          or(named, isSet(textField('p.activityDisplayName'))),
          text('AuditLogs'),
          nullOf('string'),
        ]),
        texts: {
          ...inner.texts,
          AADTenantId: envelope.of('tenantId'),
          CallerIpAddress: envelope.of('callerIpAddress'),
          Category: firstOf(
            inner.texts['Category'],
            call('if', [not(named), envelope.of('category'), nullOf('string')]),
          ),
          CorrelationId: firstOf(inner.texts['CorrelationId'], envelope.of('correlationId')),
          DurationMs: envelope.of('durationMs'),
          Identity: envelope.of('identity'),
          Level: envelope.of('Level'),
          Location: envelope.of('location'),
          OperationName: envelope.of('operationName'),
          OperationVersion: envelope.of('operationVersion'),
          ResourceId: envelope.of('resourceId'),
          ResultDescription: envelope.of('resultDescription'),
          ResultSignature: envelope.of('resultSignature'),
          ResultType: envelope.of('resultType'),
          TimeGenerated: envelope.of('time'),
        },
      }),
    };
  },
};
