import { classOf, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuseRows } from '../lowering.js';
import { allColumns, extend, project } from '../text.js';
import type { Operator } from './operator.js';

/**
 * A subquery for each value of a key, which is carried through it.
 * https://learn.microsoft.com/kusto/query/partition-operator
 */
export const partition: Operator = {
  name: 'partition',
  classes: ['PartitionOperator'],
  support: 'partial',
  note: 'the legacy strategy with a query in braces is refused',
  page: 'partition-operator',
  lower(node, input, env) {
    const operand = part(node, 'Operand');
    const subquery = optionalPart(operand, 'Subquery');
    if (subquery === undefined || classOf(operand) !== 'PartitionSubquery') {
      return refuseRows(env, 'KQL0104', 'partition with a query in braces', node);
    }
    if ((input.carried ?? []).length > 0)
      return refuseRows(env, 'KQL0104', 'partition inside a subquery', node);
    const key = env.context.fresh('key');
    const value = lowerExpression(part(node, 'ByExpression'), { ...env, rows: input });
    const keyed = { ...extend(input, [{ name: key, expression: value }]), carried: [key] };
    const answer = lowerTabular(subquery, { ...env, piped: keyed });
    const { carried: _, ...rest } = project({ ...answer, carried: [] }, allColumns(answer));
    return rest;
  },
};
