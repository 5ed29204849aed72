import { columnsOf, viewRows } from '@interloper/plan';
import type { Relation, View } from '@interloper/plan';
import { calledBody } from '../expressions/called-body.js';
import type { CalledBody } from '../expressions/called-body.js';
import { lowerStored } from '../expressions/stored-call.js';
import { elements, part } from '../kusto/syntax.js';
import type { SyntaxNode } from '../kusto/library.js';
import { lowerTabular } from '../lowering.js';
import type { Binding, Env, Rows } from '../lowering.js';
import { publishedColumns } from '../published-tables/published-tables.js';
import { lowerLet } from '../statements.js';
import { GET_WATCHLIST_ALIAS, watchlistAliases } from './watchlists.js';

/** The rows a name stands for: a let, a function without arguments or a table; undefined when nothing is so called. */
export function tableByName(name: string, node: SyntaxNode, env: Env): Rows | undefined {
  const binding = env.scope.get(name);
  if (binding?.kind === 'table') {
    env.context.absent.push(...(binding.absent ?? []));
    return binding.rows;
  }
  if (binding?.kind === 'function') {
    const body = calledBody(node, env) ?? ownBody(binding, env);
    if (body === undefined) return undefined;
    return { ...lowerTabular(body.expression, { context: env.context, scope: body.env.scope }), name };
  }
  if (name === GET_WATCHLIST_ALIAS) return watchlistAliases(env.context.catalog);
  const view = env.context.catalog.tables.find((candidate) => candidate.name === name);
  if (view !== undefined) return rowsOfView(view);
  return storedRows(name, node, env) ?? absentRows(name, node, env);
}

/** The rows of a stored function that a node calls or names. */
export function storedRows(name: string, node: SyntaxNode, env: Env): Rows | undefined {
  const { context } = env;
  const rows = lowerStored(node, env, (body) =>
    lowerTabular(body.expression, { context, scope: body.env.scope }),
  );
  return rows === undefined ? undefined : { ...rows, name };
}

/** No rows of a table that is not there and that the binder was told of. */
function absentRows(name: string, node: SyntaxNode, env: Env): Rows | undefined {
  if (!isKnownAbsent(name, env)) return undefined;
  env.context.absent.push({ name, node });
  const columns = publishedColumns(name) ?? [];
  return { relation: { kind: 'values', columns, rows: [] }, nullable: new Set(), name };
}

/** True of the name of a table that is not there and that the binder was told of. */
export function isKnownAbsent(name: string, { context }: Env): boolean {
  return publishedColumns(name) !== undefined || context.unknownTables.includes(name);
}

/** The body of a function without parameters, with the names known where it was declared. */
function ownBody(binding: Extract<Binding, { kind: 'function' }>, env: Env): CalledBody | undefined {
  if (binding.body === undefined) return undefined;
  let inner: Env = { context: env.context, scope: binding.scope };
  for (const statement of elements(binding.body, 'Statements')) inner = lowerLet(statement, inner);
  return { expression: part(binding.body, 'Expression'), env: inner };
}

/** Every table there is, and the views that the rule declares: where a search without tables looks. */
export function everyTable(env: Env): readonly Rows[] {
  const views = [...env.scope].flatMap(([name, binding]) => {
    if (binding.kind !== 'function' || !binding.isView) return [];
    const body = ownBody(binding, env);
    if (body === undefined) return [];
    return [{ ...lowerTabular(body.expression, body.env), name }];
  });
  return [...env.context.catalog.tables.map(rowsOfView), ...views];
}

/** A table's rows under the names KQL knows. Text that an export lacks is null there and empty here. */
function rowsOfView(view: View): Rows {
  const relation: Relation = {
    kind: 'project',
    input: viewRows(view),
    columns: view.columns.map(({ name, expression }) => ({ name, expression })),
  };
  const texts = columnsOf(relation).filter(({ type }) => type === 'string');
  return { relation, nullable: new Set(texts.map(({ name }) => name)), name: view.name };
}
