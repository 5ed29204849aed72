import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, textField } from '../expressions.js';
import type { JsonRecord, Shape } from '../source.js';
import { recordTexts } from '../stored-log/json-records.js';
import type { PropertyMap } from '../stored-log/json-records.js';
import { rowOf } from '../stored-log/row.js';
import { log } from './log.js';
import { apiSensors, detectionSources, severities, statuses, worded } from './words.js';

/** What the forms of Defender's own APIs differ in. */
interface ApiForm {
  readonly id: string;
  readonly title: string;
  readonly recognises: (record: JsonRecord) => boolean;
  readonly properties: PropertyMap;
  /** The property that is the alert's id. */
  readonly key: string;
  /** What rows of the form are of. */
  readonly kind: string;
  readonly service: Expression;
}

/** A shape for alerts of one of Defender's own APIs, whose evidence has its properties on one level. */
export function defenderApi({ id, title, recognises, properties, key, kind, service }: ApiForm): Shape {
  return {
    id,
    title,
    recognises,
    read: (observed) => {
      const { fields, texts } = recordTexts(observed, properties);
      const known = anySet(textField('title'), textField(key));
      return {
        fields,
        ...rowOf(log, {
          table: call('if', [known, text(kind), nullOf('string')]),
          texts: {
            ...texts,
            DetectionSource: worded(textField('detectionSource'), { ...detectionSources, ...apiSensors }),
            ServiceSource: service,
            Severity: worded(textField('severity'), severities),
            Status: worded(textField('status'), statuses),
          },
        }),
      };
    },
  };
}
