import type { SortKey } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, optionalPart, part, tokenText } from '../kusto/syntax.js';
import { lowerExpression } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import type { Operator } from './operator.js';

/** Descending unless told otherwise; nulls are the least. https://learn.microsoft.com/kusto/query/sort-operator */
export const sort: Operator = {
  name: 'sort',
  classes: ['SortOperator'],
  support: 'supported',
  page: 'sort-operator',
  keepsParts: true,
  lower: (node, input, env) =>
    sorted(
      input,
      elements(node, 'Expressions').map((item) => sortKey(item, { ...env, rows: input })),
    ),
};

/** The rows in an order, which functions over neighbouring rows then follow. */
export function sorted(input: Rows, keys: readonly SortKey[]): Rows {
  return { ...input, relation: { kind: 'sort', input: input.relation, keys }, order: keys };
}

export function sortKey(node: SyntaxNode, env: Env): SortKey {
  const ordering = classOf(node) === 'OrderedExpression' ? optionalPart(node, 'Ordering') : undefined;
  const value = classOf(node) === 'OrderedExpression' ? part(node, 'Expression') : node;
  const descending = ordering === undefined || tokenText(ordering, 'AscOrDescKeyword') !== 'asc';
  const clause = ordering === undefined ? undefined : optionalPart(ordering, 'NullsClause');
  const stated = clause === undefined ? '' : tokenText(clause, 'FirstOrLastKeyword');
  const nulls = stated === 'first' || stated === 'last' ? stated : descending ? 'last' : 'first';
  return { expression: lowerExpression(value, env), descending, nulls };
}
