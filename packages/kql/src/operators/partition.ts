import { bool, column, columnsOf } from '@interloper/plan';
import type { JoinColumn } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf, part } from '../kusto/syntax.js';
import { hoist, lowerExpression, lowerTabular, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, extend, project, settle } from '../text.js';
import type { Operator } from './operator.js';

/**
 * A subquery for each value of a key, which is carried through it. The strategies differ in how the service runs them.
 * https://learn.microsoft.com/kusto/query/partition-operator
 */
export const partition: Operator = {
  name: 'partition',
  classes: ['PartitionOperator'],
  support: 'partial',
  note: 'joins, unions, plugins and `as` in the subquery are refused',
  page: 'partition-operator',
  lower(node, input, env) {
    if ((input.carried ?? []).length > 0)
      return refuseRows(env, 'KQL0104', 'partition inside a subquery', node);
    const operand = part(node, 'Operand');
    const answer =
      classOf(operand) === 'PartitionSubquery'
        ? overParts(node, part(operand, 'Subquery'), input, env)
        : withSource(node, part(operand, 'Query'), input, env);
    const { carried: _, ...rest } = project({ ...answer, carried: [] }, allColumns(answer));
    return rest;
  },
};

/** `( … )`: the subquery goes on from the rows of each part. */
function overParts(node: SyntaxNode, subquery: SyntaxNode, input: Rows, env: Env): Rows {
  const key = env.context.fresh('key');
  const expression = lowerExpression(part(node, 'ByExpression'), { ...env, rows: input });
  const keyed = { ...extend(input, [{ name: key, expression }]), carried: [key] };
  return lowerTabular(subquery, { ...env, piped: keyed });
}

/** `{ … }`: the subquery has a source of its own, and knows the key by its name. */
function withSource(node: SyntaxNode, query: SyntaxNode, input: Rows, env: Env): Rows {
  const key = env.context.fresh('key');
  const by = part(node, 'ByExpression');
  const expression = lowerExpression(by, { ...env, rows: input });
  const keys = project(input, [{ name: key, expression }]);
  const different: Rows = {
    relation: { kind: 'distinct', input: settle({ ...keys, carried: [] }) },
    nullable: new Set(),
    carried: [key],
  };
  const { context, scope } = env;
  return lowerTabular(query, {
    context,
    scope,
    parts: hoist(env, different, 'parts', false),
    key: { name: nameOf(by), expression: column(key, expression.type) },
  });
}

/** Each row of a source with each part. */
export function forEachPart(source: Rows, parts: Rows): Rows {
  const columns = [
    ...columnsOf(parts.relation).map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
    ...columnsOf(source.relation).map(({ name }): JoinColumn => ({ name, side: 'right', source: name })),
  ];
  return {
    nullable: source.nullable,
    carried: parts.carried ?? [],
    relation: {
      kind: 'join',
      flavour: 'inner',
      left: parts.relation,
      right: source.relation,
      condition: bool(true),
      columns,
    },
  };
}
