import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { filled, isSet, textField } from '../expressions.js';
import type { Shape } from '../source.js';
import { recordTexts } from '../stored-log/json-records.js';
import type { PropertyMap } from '../stored-log/json-records.js';
import { rowOf } from '../stored-log/row.js';
import { log } from './log.js';

/** Monitor's events whose fields are called so; cells of CSV hold the objects as JSON text. */
export function monitorShape(
  { id, title }: Pick<Shape, 'id' | 'title'>,
  properties: PropertyMap,
  [type, ...signs]: readonly [string, ...string[]],
): Shape {
  return {
    id,
    title,
    recognises: (record) =>
      typeof record[type] === 'string' && 'sid' in record && signs.every((name) => name in record),
    read: (observed, { dayFirst }) => {
      const { fields, texts } = recordTexts(observed, properties);
      const read = Object.entries(texts).map(([name, value]): [string, Expression] => [name, filled(value)]);
      const table = call('if', [isSet(textField(type)), text('TwilioMonitorEvents'), nullOf('string')]);
      return { fields, ...rowOf(log, { table, texts: Object.fromEntries(read), dayFirst }) };
    },
  };
}
