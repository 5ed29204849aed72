import { call, long } from '@interloper/plan';
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
      elements(node, 'Expressions').flatMap((item) => sortKeys(item, { ...env, rows: input })),
    ),
};

/** The rows in an order, which functions over neighbouring rows then follow. */
export function sorted(input: Rows, keys: readonly SortKey[]): Rows {
  return { ...input, relation: { kind: 'sort', input: input.relation, keys }, order: keys };
}

/** The key of an item of `sort by`; with one before it where NaN may be, which stands beside null in either order. */
export function sortKeys(node: SyntaxNode, env: Env): readonly SortKey[] {
  const ordering = classOf(node) === 'OrderedExpression' ? optionalPart(node, 'Ordering') : undefined;
  const value = classOf(node) === 'OrderedExpression' ? part(node, 'Expression') : node;
  const descending = ordering === undefined || tokenText(ordering, 'AscOrDescKeyword') !== 'asc';
  const clause = ordering === undefined ? undefined : optionalPart(ordering, 'NullsClause');
  const stated = clause === undefined ? '' : tokenText(clause, 'FirstOrLastKeyword');
  const nulls = stated === 'first' || stated === 'last' ? stated : descending ? 'last' : 'first';
  const expression = lowerExpression(value, env);
  const key: SortKey = { expression, descending, nulls };
  if (expression.type !== 'real') return [key];
  const [none, notNumber, number] = nulls === 'first' ? [0, 1, 2] : [2, 1, 0];
  const place = call('if', [
    call('isNull', [expression]),
    long(none),
    call('if', [call('isNan', [expression]), long(notNumber), long(number)]),
  ]);
  return [{ expression: place, descending: false, nulls }, key];
}
