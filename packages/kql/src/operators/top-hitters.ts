import { column } from '@interloper/plan';
import type { AggregateCall, Relation } from '@interloper/plan';
import { optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression } from '../lowering.js';
import type { Env } from '../lowering.js';
import { carriedColumns, present, project } from '../text.js';
import { itemOf, rowCount } from './computed.js';
import { firstRows } from './first-rows.js';
import { boundNames } from './project.js';
import { sorted } from './sort.js';
import type { Operator } from './operator.js';

/**
 * The values that occur most often, or with the greatest sum: exact, where Kusto estimates.
 * https://learn.microsoft.com/kusto/query/top-hitters-operator
 */
export const topHitters: Operator = {
  name: 'top-hitters',
  classes: ['TopHittersOperator'],
  support: 'supported',
  page: 'top-hitters-operator',
  keepsParts: true,
  lower(node, input, env) {
    const inner: Env = { ...env, rows: input };
    const count = rowCount(part(node, 'Expression'), env);
    const [key = 'Column1', measure = 'Count'] = boundNames(node);
    if (count === undefined) return input;
    const value = lowerExpression(itemOf(part(node, 'OfExpression')).value, inner);
    const clause = optionalPart(node, 'ByClause');
    const summed = clause === undefined ? undefined : lowerExpression(part(clause, 'Expression'), inner);
    const total: AggregateCall =
      summed === undefined
        ? { name: measure, fn: 'count', args: [], type: 'long' }
        : { name: measure, fn: 'sum', args: [summed], type: summed.type === 'int' ? 'long' : summed.type };
    const grouped: Relation = {
      kind: 'aggregate',
      input: input.relation,
      groups: [...carriedColumns(input), { name: key, expression: value }],
      aggregates: [total],
    };
    const rows = project({ relation: grouped, nullable: new Set(), carried: input.carried ?? [] }, [
      { name: key, expression: present(column(key, value.type)) },
      { name: measure, expression: column(measure, total.type) },
    ]);
    const order = [{ expression: column(measure, total.type), descending: true, nulls: 'last' }] as const;
    return firstRows(sorted(rows, order), count, env);
  },
};
