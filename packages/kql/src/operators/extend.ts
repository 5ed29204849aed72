import { columnsOf } from '@interloper/plan';
import type { NamedExpression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, elements, namesBySource, tupleOf } from '../kusto/syntax.js';
import type { Env, Rows } from '../lowering.js';
import { extend as extendRows } from '../text.js';
import { itemOf, orderAfter, valuesOfItem, withWindows, withoutHidden } from './computed.js';
import type { Operator } from './operator.js';

/**
 * Later expressions of one `extend` do not see the earlier ones. An expression without a name gets the binder's, which
 * can be that of a column that is there: `extend tolong(x)` replaces x.
 * https://learn.microsoft.com/kusto/query/extend-operator
 */
export const extend: Operator = {
  name: 'extend',
  classes: ['ExtendOperator'],
  support: 'supported',
  page: 'extend-operator',
  keepsParts: true,
  lower: (node, input, env) => extended(node, input, env),
};

export function extended(node: SyntaxNode, input: Rows, env: Env): Rows {
  const windows = withWindows(input, env);
  const names = newNames(node, input);
  const columns: NamedExpression[] = [];
  for (const item of elements(node, 'Expressions').map(itemOf)) {
    for (const [index, expression] of valuesOfItem(item, windows.env).entries()) {
      const given = item.names[index];
      if (given !== undefined) names.take(given);
      const name = given ?? names.next(item.value);
      if (name !== undefined) columns.push({ name, expression });
    }
  }
  const rows = windows.finish();
  const replaced = new Set(columns.map(({ name }) => name));
  const kept = new Set(
    columnsOf(rows.relation)
      .map(({ name }) => name)
      .filter((name) => !replaced.has(name)),
  );
  const { order: _, ...unordered } = extendRows(rows, columns);
  return withoutHidden({ ...unordered, ...orderAfter(rows, kept) });
}

/**
 * The names the binder gives to the unnamed expressions. A single value has its own in the binder's answer, and none
 * when it changes nothing (`extend tostring(text)`) or a later one replaces it; several values take the new names that
 * nobody else has taken.
 */
function newNames(node: SyntaxNode, input: Rows) {
  const bySource = namesBySource(node);
  const taken = new Set(columnsOf(input.relation).map(({ name }) => name));
  for (const { names, value } of elements(node, 'Expressions').map(itemOf)) {
    const own = names.length === 0 ? bySource.get(value) : undefined;
    if (own !== undefined) taken.add(own);
  }
  const left = (boundColumns(node) ?? []).map(({ name }) => name).filter((name) => !taken.has(name));
  return {
    take(name: string): void {
      const at = left.indexOf(name);
      if (at !== -1) left.splice(at, 1);
    },
    next: (value: SyntaxNode): string | undefined =>
      tupleOf(value) === undefined ? bySource.get(value) : left.shift(),
  };
}
