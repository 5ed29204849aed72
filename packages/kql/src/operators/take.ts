import { call, column, long } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { part } from '../kusto/syntax.js';
import type { Env, Rows } from '../lowering.js';
import { carriedColumns } from '../text.js';
import { rowCount, withoutHidden } from './computed.js';
import { sorted, sortKey } from './sort.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/take-operator */
export const take: Operator = {
  name: 'take',
  classes: ['TakeOperator'],
  support: 'supported',
  page: 'take-operator',
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    return count === undefined
      ? input
      : { ...input, relation: { kind: 'limit', input: input.relation, count } };
  },
};

/** https://learn.microsoft.com/kusto/query/top-operator */
export const top: Operator = {
  name: 'top',
  classes: ['TopOperator'],
  support: 'supported',
  page: 'top-operator',
  lower(node, input, env) {
    const count = rowCount(part(node, 'Expression'), env);
    if (count === undefined) return input;
    const rows = sorted(input, [sortKey(part(node, 'ByExpression'), { ...env, rows: input })]);
    return firstRows(rows, count, env);
  },
};

/** So many rows; of each part where rows are kept apart. */
function firstRows(rows: Rows, count: number, env: Env): Rows {
  const parts = carriedColumns(rows);
  if (parts.length === 0) return { ...rows, relation: { kind: 'limit', input: rows.relation, count } };
  const name = env.context.fresh('nth');
  const numbered: Relation = {
    kind: 'window',
    input: rows.relation,
    partition: parts.map(({ expression }) => expression),
    order: rows.order ?? [],
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const predicate = call('le', [column(name, 'long'), long(count)]);
  return withoutHidden({ ...rows, relation: { kind: 'filter', input: numbered, predicate } });
}
