import { call, nullOf, text } from '@interloper/plan';
import { anySet, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Graph's `directoryAudit`, v1.0 and beta, as pages, lines, arrays or the portal's JSON download. */
export const graph: Shape = {
  id: 'graph',
  title: 'Microsoft Graph directoryAudit (v1.0, beta, portal JSON)',
  recognises: (record) => 'activityDateTime' in record && 'activityDisplayName' in record,
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, properties);
    const table = call('if', [anySet(textField('activityDisplayName')), text('AuditLogs'), nullOf('string')]);
    return { fields, ...rowOf(log, { table, texts }) };
  },
};
