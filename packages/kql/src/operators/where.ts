import { part } from '../kusto/syntax.js';
import { lowerPredicate } from '../predicate.js';
import { withWindows, withoutHidden } from './computed.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/where-operator */
export const where: Operator = {
  name: 'where',
  classes: ['FilterOperator'],
  support: 'supported',
  page: 'where-operator',
  keepsParts: true,
  lower(node, input, env) {
    const windows = withWindows(input, env);
    const predicate = lowerPredicate(part(node, 'Condition'), windows.env);
    const rows = windows.finish();
    return withoutHidden({ ...rows, relation: { kind: 'filter', input: rows.relation, predicate } });
  },
};
