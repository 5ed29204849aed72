import { call, nullOf, text } from '@interloper/plan';
import { anySet, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Graph's `auditLogs/provisioning`, as pages, lines or arrays. */
export const graph: Shape = {
  id: 'graph',
  title: 'Microsoft Graph provisioningObjectSummary',
  recognises: (record) =>
    'provisioningAction' in record && ('jobId' in record || 'provisioningSteps' in record),
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, properties);
    const known = anySet(textField('provisioningAction'), textField('jobId'));
    return {
      fields,
      ...rowOf(log, { table: call('if', [known, text('AADProvisioningLogs'), nullOf('string')]), texts }),
    };
  },
};
