import type { NamedExpression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, classOf, elements } from '../kusto/syntax.js';
import { report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, project as projectRows } from '../text.js';
import { itemOf, orderAfter, valuesOfItem, withWindows } from './computed.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/project-operator */
export const project: Operator = {
  name: 'project',
  classes: ['ProjectOperator'],
  support: 'supported',
  page: 'project-operator',
  keepsParts: true,
  lower: (node, input, env) => projected(node, input, env, boundNames(node)),
};

/** `distinct` over columns or expressions, `project` and `print` name their columns as the binder does. */
export function projected(node: SyntaxNode, input: Rows, env: Env, names: readonly string[]): Rows {
  const windows = withWindows(input, env);
  const columns: NamedExpression[] = [];
  for (const item of elements(node, 'Expressions').map(itemOf)) {
    if (classOf(item.value) === 'StarExpression') {
      columns.push(...allColumns(input));
      continue;
    }
    for (const [index, expression] of valuesOfItem(item, windows.env).entries()) {
      const name = names[columns.length] ?? item.names[index];
      // print takes only the first of several values.
      if (name === undefined && index > 0) continue;
      if (name === undefined) report(env, 'KQL0110', 'an expression has no name', item.value);
      else columns.push({ name, expression });
    }
  }
  const rows = windows.finish();
  const same = new Set(
    columns
      .filter(({ name, expression }) => expression.kind === 'column' && expression.name === name)
      .map(({ name }) => name),
  );
  const { order: _, ...unordered } = projectRows(rows, columns);
  return { ...unordered, ...orderAfter(rows, same) };
}

export function boundNames(node: SyntaxNode): readonly string[] {
  return (boundColumns(node) ?? []).map(({ name }) => name);
}
