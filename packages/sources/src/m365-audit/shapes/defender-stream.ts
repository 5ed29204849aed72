import { call, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { Shape } from '../../source.js';
import { rowOf } from '../row.js';
import { cloudParts } from './cloud-app-events.js';

const category = 'AdvancedHunting-CloudAppEvents';

/**
 * Defender's streaming API (Event Hub, storage account): the row is in `properties`, its JSON columns perhaps as text,
 * its flags as numbers, and empty text for null (log-format reference, section 8).
 */
export const defenderStream: Shape = {
  id: 'defender-stream',
  title: 'Defender streaming API (AdvancedHunting-CloudAppEvents)',
  monthFirst: true,
  recognises: (record) =>
    isRecord(record['properties']) && String(record['category']).toLowerCase() === category.toLowerCase(),
  read: (observed) => {
    const fields = new Map<string, ReadField>(
      ['category', 'time'].map((name) => [
        name,
        { name: `e.${name}`, type: 'string', path: observed.spelling([name]) },
      ]),
    );
    const cell = (name: string): Expression => {
      fields.set(`p.${name}`, {
        name: `p.${name}`,
        type: 'string',
        path: observed.spelling(['properties', name]),
      });
      return filled(textField(`p.${name}`));
    };
    const parts = cloudParts(cell);
    return {
      fields: [...fields.values()],
      ...rowOf({
        ...parts,
        when: call('eqIgnoreCase', [textField('e.category'), text(category)]),
        times: [firstOf(...parts.times, textField('e.time'))],
      }),
    };
  },
};
