import { call, columnsOf, literal, text } from '@interloper/plan';
import type { NamedExpression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, elements, optionalPart, part } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, extend, project } from '../text.js';
import { tablesAsked } from './asked-columns.js';
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
    const named =
      clause === undefined
        ? everyTable(inner)
        : elements(clause, 'Expressions').flatMap((item) => legsOf(item, inner));
    const tables = tablesAsked(named, part(node, 'Condition'));
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
  shown: readonly { readonly name: string; readonly type: ScalarType | undefined }[],
  env: Env,
): Rows {
  const names = new Set(shown.map(({ name }) => name));
  const types = typesOf(tables);
  const bag = shown.find(({ name, type }) => name === 'pack_' && type === 'dynamic');
  const legs = tables.map((leg) => {
    const rest = allColumns(leg).filter(({ name }) => !names.has(name));
    const packed = call(
      'makeObject',
      rest.flatMap(({ name, expression }) => [text(name), expression]),
    );
    return extend(leg, [
      ...(bag === undefined ? [] : [{ name: REST, expression: packed }]),
      ...converted(leg, shown, types),
    ]);
  });
  const rows = unite(legs, source, false);
  const predicate = condition(part(node, 'Condition'), { ...env, rows }, false);
  const passed: Rows = { ...rows, relation: { kind: 'filter', input: rows.relation, predicate } };
  const have = new Map(allColumns(passed).map((item) => [item.name, item.expression]));
  const shapes = new Map(columnsOf(passed.relation).map(({ name, type }) => [name, type]));
  const chosen = [{ name: source, type: 'string' }, ...shown].map(({ name }): NamedExpression => {
    const value = have.get(name === bag?.name ? REST : name) ?? have.get(castName(name));
    return { name, expression: value ?? literal(shapes.get(name) ?? 'dynamic', null) };
  });
  return project(
    passed,
    chosen.map(({ name, expression }, index) => {
      const wanted = index === 0 ? 'string' : (boundColumns(node)?.[index]?.type ?? expression.type);
      return { name, expression: convert(expression, wanted) };
    }),
  );
}

/** The types that columns of a name have in the tables. */
function typesOf(tables: readonly Rows[]): ReadonlyMap<string, ReadonlySet<ScalarType>> {
  const types = new Map<string, Set<ScalarType>>();
  for (const { name, type } of tables.flatMap((table) => columnsOf(table.relation))) {
    types.set(name, (types.get(name) ?? new Set()).add(type));
  }
  return types;
}

/** A column that tables have with several types, in the type that the rule asks for, under a name of its own. */
function converted(
  leg: Rows,
  shown: readonly { readonly name: string; readonly type: ScalarType | undefined }[],
  types: ReadonlyMap<string, ReadonlySet<ScalarType>>,
): readonly NamedExpression[] {
  return shown.flatMap(({ name, type }) => {
    const own = allColumns(leg).find((item) => item.name === name);
    if (own === undefined || type === undefined || (types.get(name)?.size ?? 0) < 2) return [];
    return [{ name: castName(name), expression: convert(own.expression, type) }];
  });
}

function castName(name: string): string {
  return `$cast ${name}`;
}
