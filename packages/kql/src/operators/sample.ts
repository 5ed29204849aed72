import { call, column } from '@interloper/plan';
import { part } from '../kusto/syntax.js';
import { extend } from '../text.js';
import { rowCount, withoutHidden } from './computed.js';
import type { Operator } from './operator.js';

/** Rows by chance. https://learn.microsoft.com/kusto/query/sample-operator */
export const sample: Operator = {
  name: 'sample',
  classes: ['SampleOperator'],
  support: 'supported',
  page: 'sample-operator',
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    if (count === undefined) return input;
    const chance = env.context.fresh('chance');
    const { relation, nullable } = extend(input, [{ name: chance, expression: call('random', []) }]);
    const key = { expression: column(chance, 'real'), descending: false, nulls: 'last' } as const;
    return withoutHidden({
      nullable,
      relation: { kind: 'limit', input: { kind: 'sort', input: relation, keys: [key] }, count },
    });
  },
};
