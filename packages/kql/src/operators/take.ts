import { part } from '../kusto/syntax.js';
import { rowCount } from './computed.js';
import { firstRows } from './first-rows.js';
import { sorted, sortKey } from './sort.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/take-operator */
export const take: Operator = {
  name: 'take',
  classes: ['TakeOperator'],
  support: 'supported',
  page: 'take-operator',
  keepsParts: true,
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    return count === undefined ? input : firstRows(input, count, env);
  },
};

/** https://learn.microsoft.com/kusto/query/top-operator */
export const top: Operator = {
  name: 'top',
  classes: ['TopOperator'],
  support: 'supported',
  page: 'top-operator',
  keepsParts: true,
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    if (count === undefined) return input;
    const rows = sorted(input, [sortKey(part(node, 'ByExpression'), { ...env, rows: input })]);
    return firstRows(rows, count, env);
  },
};
