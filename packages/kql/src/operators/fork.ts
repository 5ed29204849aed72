import { elements, part } from '../kusto/syntax.js';
import { lowerTabular, refuseRows, report } from '../lowering.js';
import type { Operator } from './operator.js';

/**
 * Several answers from the same rows. There is room for one: the first, with a warning of the rest.
 * https://learn.microsoft.com/kusto/query/fork-operator
 */
export const fork: Operator = {
  name: 'fork',
  classes: ['ForkOperator'],
  support: 'partial',
  note: 'only the first branch is answered, with a warning',
  page: 'fork-operator',
  ownOrder: true,
  lower(node, input, env) {
    const [first, ...others] = elements(node, 'Expressions');
    if (first === undefined) return refuseRows(env, 'KQL0104', 'A fork without branches', node);
    if (others.length > 0) report(env, 'KQL0206', 'the branches of fork', node);
    return lowerTabular(part(first, 'Expression'), { ...env, piped: input });
  },
};
