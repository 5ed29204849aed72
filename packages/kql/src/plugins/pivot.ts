import { and, call, column, text } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, bare } from '../text.js';
import { learn } from './learn.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/** A column for each value of a column. https://learn.microsoft.com/kusto/query/pivot-plugin */
export const pivot: Plugin = (node, input, env, schema) => {
  const { positional, named } = pluginArguments(node);
  if (named.size > 0) return refuseRows(env, 'KQL0104', 'pivot with named arguments', node);
  const [turned, ...rest] = positional;
  if (turned === undefined || classOf(turned) !== 'NameReference' || (input.carried ?? []).length > 0)
    return refuseRows(env, 'KQL0104', 'pivot of something that is no column', node);
  const aggregate = rest.find((item) => classOf(item) === 'FunctionCallExpression');
  const asked = rest.filter((item) => item !== aggregate).map(nameOf);
  const key = nameOf(turned);
  const used = aggregate === undefined ? [] : columnsIn(aggregate);
  const kept = allColumns(input).filter(({ name }) =>
    asked.length > 0 ? asked.includes(name) : name !== key && !used.includes(name),
  );
  const value = convert(lowerExpression(turned, { ...env, rows: input }), 'string');
  if (schema === undefined) return learn(node, env, columnsFound(input, kept, value, aggregate, env));
  const names = schema.map(({ name }) => name).filter((name) => !kept.some((item) => item.name === name));
  const calls: AggregateCall[] = [];
  const cells = names.map((name): NamedExpression => {
    const holds = call('eq', [value, text(name)]);
    return { name, expression: cell(aggregate, holds, calls, input, env) };
  });
  const grouped: Relation = {
    kind: 'aggregate',
    input: input.relation,
    groups: kept.map(({ name, expression }) => ({ name, expression: bare(expression) })),
    aggregates: calls,
  };
  const nullable = new Set(
    kept.filter(({ expression }) => expression.type === 'string').map(({ name }) => name),
  );
  const all = new Map<string, Expression>([
    ...kept.map(({ name, expression }) => [name, column(name, expression.type)] as const),
    ...cells.map(({ name, expression }) => [name, expression] as const),
  ]);
  const columns = schema.map(({ name, type }) => {
    const found = all.get(name) ?? text('');
    return { name, expression: found.type === type ? found : convert(found, type) };
  });
  return { relation: { kind: 'project', input: grouped, columns }, nullable };
};

/** An aggregate over the rows that hold one value; count() when none is asked for. */
function cell(
  aggregate: SyntaxNode | undefined,
  holds: Expression,
  calls: AggregateCall[],
  input: Rows,
  env: Env,
): Expression {
  const collect = (item: Omit<AggregateCall, 'name'>) => {
    const name = env.context.fresh('aggregate');
    calls.push({ ...item, name, where: item.where === undefined ? holds : and(item.where, holds) });
    return column(name, item.type);
  };
  if (aggregate === undefined) return collect({ fn: 'count', args: [], type: 'long' });
  return lowerExpression(aggregate, { ...env, rows: input, aggregate: collect });
}

/** The columns of the answer as rows of name and type: those kept, then the values in order. */
function columnsFound(
  input: Rows,
  kept: readonly NamedExpression[],
  value: Expression,
  aggregate: SyntaxNode | undefined,
  env: Env,
): Relation {
  const calls: AggregateCall[] = [];
  const { type } = cell(aggregate, call('eq', [value, value]), calls, input, env);
  const values: Relation = {
    kind: 'distinct',
    input: { kind: 'project', input: input.relation, columns: [{ name: 'name', expression: value }] },
  };
  const found: Relation = {
    kind: 'sort',
    input: {
      kind: 'project',
      input: values,
      columns: [
        { name: 'name', expression: column('name', 'string') },
        { name: 'type', expression: text(type) },
      ],
    },
    keys: [{ expression: column('name', 'string'), descending: false, nulls: 'first' }],
  };
  return {
    kind: 'union',
    inputs: [
      {
        kind: 'values',
        columns: [
          { name: 'name', type: 'string' },
          { name: 'type', type: 'string' },
        ],
        rows: kept.map(({ name, expression }) => [name, expression.type]),
      },
      found,
    ],
  };
}

/** The columns that an aggregate names. */
function columnsIn(node: SyntaxNode): readonly string[] {
  if (classOf(node) === 'NameReference') return [nameOf(node)];
  const names: string[] = [];
  for (let index = 0; index < node.ChildCount; index += 1) {
    const child = node.GetChild(index);
    if (child !== null && child !== undefined && !child.IsToken) names.push(...columnsIn(child));
  }
  return names;
}
