import { call, long, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { JsonRecord, Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { kinds, log } from '../log.js';
import { cloudFields } from '../properties.js';

/** Times that are called with and without `Utc`. */
const times = { ProcessingEndTime: 'ProcessingEndTime', TimeGenerated: 'TimeGenerated' };
const utcTimes = { ProcessingEndTimeUtc: 'ProcessingEndTime', TimeGeneratedUtc: 'TimeGenerated' };

/**
 * Alerts of Defender for Cloud: as its continuous export sends them to an Event Hub, and as its API answers, with the
 * same fields in `properties`.
 */
export const defenderForCloud: Shape = {
  id: 'defender-for-cloud',
  title: 'Defender for Cloud alerts (continuous export, API)',
  recognises: (record) => {
    const inner = record['properties'];
    return isAlert(record) || (isRecord(inner) && isAlert(inner));
  },
  read: (observed) => {
    const parts = [
      { prefix: '', inside: [] },
      { prefix: 'p.', inside: ['properties'] },
    ].flatMap(({ prefix, inside }) =>
      [cloudFields, times, utcTimes].map((map) => recordTexts(observed, map, prefix, inside)),
    );
    const texts: Record<string, Expression> = {};
    for (const [name, value] of parts.flatMap((part) => Object.entries(part.texts)))
      texts[name] = firstOf(texts[name], value);
    const name = texts['AlertName'] ?? nullOf('string');
    const first = call('path', [
      call('parseJson', [texts['ResourceIdentifiers'] ?? nullOf('string')]),
      long(0),
    ]);
    const resource = (key: string): Expression => call('pathText', [first, text(key)]);
    const resourceId = { name: 'record id', type: 'string' as const, path: observed.spelling(['id']) };
    return {
      fields: [...parts.flatMap(({ fields }) => fields), resourceId],
      ...rowOf(log, {
        table: call('if', [anySet(name), text(kinds.securityAlert), nullOf('string')]),
        texts: {
          ...texts,
          DisplayName: name,
          ProviderName: firstOf(texts['ProviderName'], text('ASC')),
          ResourceId: firstOf(
            resource('AzureResourceId'),
            resource('azureResourceId'),
            textField('record id'),
          ),
        },
      }),
    };
  },
};

function isAlert(record: JsonRecord): boolean {
  const names = new Set(Object.keys(record).map((name) => name.toLowerCase()));
  return ['alertdisplayname', 'systemalertid', 'severity'].every((name) => names.has(name));
}
