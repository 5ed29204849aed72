import { call, column } from '@interloper/plan';
import { part } from '../kusto/syntax.js';
import { extend } from '../text.js';
import { rowCount, withoutHidden } from './computed.js';
import { firstRows } from './first-rows.js';
import type { Operator } from './operator.js';
import { sorted } from './sort.js';

/** Rows by chance. https://learn.microsoft.com/kusto/query/sample-operator */
export const sample: Operator = {
  name: 'sample',
  classes: ['SampleOperator'],
  support: 'supported',
  page: 'sample-operator',
  keepsParts: true,
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    if (count === undefined) return input;
    const chance = env.context.fresh('chance');
    const rows = extend(input, [{ name: chance, expression: call('random', []) }]);
    const key = { expression: column(chance, 'real'), descending: false, nulls: 'last' } as const;
    const { order: _, ...chosen } = firstRows(sorted(rows, [key]), count, env);
    return withoutHidden(chosen);
  },
};
