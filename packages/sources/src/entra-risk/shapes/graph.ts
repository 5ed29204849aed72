import { call, nullOf, or, text } from '@interloper/plan';
import { isSet, textField } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Graph's `riskDetection`, `riskyUser` and their kin for applications, as pages, lines or arrays. */
export const graph: Shape = {
  id: 'graph',
  title: 'Microsoft Graph riskDetection, riskyUser and those of applications',
  recognises: (record) => isDetection(record) || isRisky(record),
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, properties);
    const application = or(isSet(textField('servicePrincipalId')), isSet(textField('servicePrincipalType')));
    const table = call('case', [
      isSet(textField('riskEventType')),
      call('if', [application, text('AADServicePrincipalRiskEvents'), text('AADUserRiskEvents')]),
      isSet(textField('riskLastUpdatedDateTime')),
      call('if', [
        or(application, isSet(textField('appId'))),
        text('AADRiskyServicePrincipals'),
        text('AADRiskyUsers'),
      ]),
      nullOf('string'),
    ]);
    return { fields, ...rowOf(log, { table, texts }) };
  },
};

function isDetection(record: JsonRecord): boolean {
  return (
    'riskEventType' in record &&
    ('detectedDateTime' in record || 'activityDateTime' in record || 'detectionTimingType' in record)
  );
}

function isRisky(record: JsonRecord): boolean {
  return 'riskLastUpdatedDateTime' in record && 'riskState' in record;
}
