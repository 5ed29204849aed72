import { call, columnsOf, literal, text } from '@interloper/plan';
import type { NamedExpression } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, elements, optionalPart, part } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, extend, project } from '../text.js';
import type { Source } from './operator.js';
import { condition } from './search.js';
import { everyTable } from './tables.js';
import { legsOf, unite } from './union.js';

const REST = '$rest';

/**
 * Rows of several tables that meet a condition: the binder says which columns are shown, the rest of each table goes
 * into a bag. https://learn.microsoft.com/kusto/query/find-operator
 */
export const find: Source = {
  name: 'find',
  classes: ['FindOperator'],
  support: 'supported',
  page: 'find-operator',
  lower(node, env) {
    const { context, scope } = env;
    const inner: Env = { context, scope };
    const clause = optionalPart(node, 'InClause');
    const tables =
      clause === undefined
        ? everyTable(inner)
        : elements(clause, 'Expressions').flatMap((item) => legsOf(item, inner));
    if (tables.length === 0) return refuseRows(env, 'KQL0104', 'A find in no table that is there', node);
    const [source, ...shown] = boundColumns(node) ?? [];
    if (source === undefined) return refuseRows(env, 'KQL0104', 'This find', node);
    return found(node, tables, source.name, shown, env);
  },
};

function found(
  node: SyntaxNode,
  tables: readonly Rows[],
  source: string,
  shown: readonly { readonly name: string; readonly type: string | undefined }[],
  env: Env,
): Rows {
  const names = new Set(shown.map(({ name }) => name));
  const bag = shown.find(({ name, type }) => name === 'pack_' && type === 'dynamic');
  const legs = tables.map((leg) => {
    const rest = allColumns(leg).filter(({ name }) => !names.has(name));
    const packed = call(
      'makeObject',
      rest.flatMap(({ name, expression }) => [text(name), expression]),
    );
    return bag === undefined ? leg : extend(leg, [{ name: REST, expression: packed }]);
  });
  const rows = unite(legs, source, false);
  const predicate = condition(part(node, 'Condition'), { ...env, rows }, false);
  const passed: Rows = { ...rows, relation: { kind: 'filter', input: rows.relation, predicate } };
  const have = new Map(allColumns(passed).map((item) => [item.name, item.expression]));
  const types = new Map(columnsOf(passed.relation).map(({ name, type }) => [name, type]));
  const chosen = [{ name: source, type: 'string' }, ...shown].map(({ name }): NamedExpression => {
    const value = have.get(name === bag?.name ? REST : name);
    return { name, expression: value ?? literal(types.get(name) ?? 'dynamic', null) };
  });
  return project(
    passed,
    chosen.map(({ name, expression }, index) => {
      const wanted = index === 0 ? 'string' : (boundColumns(node)?.[index]?.type ?? expression.type);
      return { name, expression: convert(expression, wanted) };
    }),
  );
}
