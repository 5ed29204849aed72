import { call, long, nullOf, text } from '@interloper/plan';
import { anySet, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { kinds, log } from '../log.js';
import { legacyProperties } from '../properties.js';
import { legacyStatuses, severities, worded } from '../words.js';

/** Graph's older `security/alerts`, which has what users and hosts an alert is about in lists of states. */
export const graphLegacy: Shape = {
  id: 'graph-legacy',
  title: 'Microsoft Graph security/alerts (legacy)',
  recognises: (record) =>
    isRecord(record['vendorInformation']) &&
    'title' in record &&
    ('azureTenantId' in record || 'eventDateTime' in record),
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, legacyProperties);
    const table = call('if', [
      anySet(textField('title'), textField('id')),
      text(kinds.legacy),
      nullOf('string'),
    ]);
    return {
      fields,
      ...rowOf(log, {
        table,
        texts: {
          ...texts,
          AlertLink: call('pathText', [call('parseJson', [textField('sourceMaterials')]), long(0)]),
          Severity: worded(textField('severity'), severities),
          Status: worded(textField('status'), legacyStatuses),
        },
      }),
    };
  },
};
