import { call, nullOf, text } from '@interloper/plan';
import { anySet, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { kinds, log } from '../log.js';
import { graphProperties } from '../properties.js';
import { detectionSources, serviceSources, severities, statuses, worded } from '../words.js';

/** Graph's `security/alerts_v2`, as pages, lines or arrays; its evidence becomes rows of AlertEvidence. */
export const graph: Shape = {
  id: 'graph',
  title: 'Microsoft Graph security/alerts_v2',
  recognises: (record) =>
    'title' in record &&
    'severity' in record &&
    ('serviceSource' in record || 'detectionSource' in record) &&
    ('evidence' in record || 'providerAlertId' in record || 'firstActivityDateTime' in record),
  read: (observed) => {
    const { fields, texts } = recordTexts(observed, graphProperties);
    const table = call('if', [
      anySet(textField('title'), textField('id')),
      text(kinds.graph),
      nullOf('string'),
    ]);
    return {
      fields,
      ...rowOf(log, {
        table,
        texts: {
          ...texts,
          DetectionSource: worded(textField('detectionSource'), detectionSources),
          ServiceSource: worded(textField('serviceSource'), serviceSources),
          Severity: worded(textField('severity'), severities),
          Status: worded(textField('status'), statuses),
        },
      }),
    };
  },
};
