import { classOf, elements } from '../kusto/syntax.js';
import { settle } from '../text.js';
import { boundNames, projected } from './project.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/distinct-operator */
export const distinct: Operator = {
  name: 'distinct',
  classes: ['DistinctOperator'],
  support: 'supported',
  page: 'distinct-operator',
  keepsParts: true,
  lower(node, input, env) {
    const [first] = elements(node, 'Expressions');
    const all = first !== undefined && classOf(first) === 'StarExpression';
    const rows = all ? input : projected(node, input, env, boundNames(node));
    return {
      relation: { kind: 'distinct', input: settle(rows) },
      nullable: new Set(),
      carried: input.carried ?? [],
    };
  },
};
