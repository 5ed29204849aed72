import { column } from '@interloper/plan';
import type { AggregateCall, NamedExpression, Relation, SortKey } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { lowerExpression, report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { carriedColumns, project } from '../text.js';
import { freeName, itemOf, valuesOfItem } from './computed.js';
import { engineNameOf, namesAreFree } from './engine-names.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';
import { severalColumns } from './several-columns.js';

/**
 * Groups and aggregates. Columns are named as the binder names them: keys first, then aggregates.
 * https://learn.microsoft.com/kusto/query/summarize-operator
 */
export const summarize: Operator = {
  name: 'summarize',
  classes: ['SummarizeOperator'],
  support: 'supported',
  page: 'summarize-operator',
  keepsParts: true,
  lower: (node, input, env) => summarized(node, input, env),
};

function summarized(node: SyntaxNode, input: Rows, env: Env): Rows {
  const inner: Env = { ...env, rows: input };
  const clause = optionalPart(node, 'ByClause');
  const names = boundNames(node);
  const groups: NamedExpression[] = [];
  const keyColumns = new Set<string>();
  for (const item of clause === undefined ? [] : elements(clause, 'Expressions').map(itemOf)) {
    const name = names[groups.length] ?? item.names[0];
    if (name === undefined) continue;
    if (classOf(item.value) === 'NameReference') keyColumns.add(nameOf(item.value));
    groups.push({ name, expression: lowerExpression(item.value, inner) });
  }
  const engineNames = new Map<string, string>();
  const calls: AggregateCall[] = [];
  const outputs: NamedExpression[] = groups.map(({ name, expression }) => ({
    name,
    expression: column(name, expression.type),
  }));
  const placed = inPlaces(input, env);
  const collecting: Env = {
    ...inner,
    rowOrder: placed.order,
    aggregate(item) {
      const name = env.context.fresh('aggregate');
      calls.push({ ...item, name });
      return column(name, item.type);
    },
  };
  for (const item of elements(node, 'Aggregates').map(itemOf)) {
    const engineName = item.names.length === 0 ? engineNameOf(item.value) : undefined;
    if (engineName !== undefined && !namesAreFree(engineName, node)) {
      report(env, 'KQL0110', 'the engine and the binder name this aggregate differently', item.value);
    }
    const values = valuesOf(item.value, keyColumns, collecting);
    values.forEach((value, index) => {
      const taken = new Set(outputs.map(({ name }) => name));
      const given = names[outputs.length] ?? item.names[index] ?? freeName(value.name, taken);
      if (engineName !== undefined) engineNames.set(given, engineName);
      outputs.push({ name: given, expression: value.expression });
    });
  }
  const carried = input.carried ?? [];
  const rows: Rows = {
    nullable: new Set(),
    carried,
    relation: {
      kind: 'aggregate',
      input: placed.relation(),
      groups: [...carriedColumns(input), ...groups],
      aggregates: calls,
    },
  };
  return { ...project(rows, outputs), engineNames };
}

/**
 * The order of rows, where an aggregate asks for it: by the keys they were sorted by, or by their places when the keys
 * are gone. The relation then has the places.
 */
function inPlaces(
  input: Rows,
  env: Env,
): { readonly order: () => readonly SortKey[]; readonly relation: () => Relation } {
  let place: string | undefined;
  return {
    order() {
      if (input.order !== undefined && input.order.length > 0) return input.order;
      if (input.orderLost !== true) return [];
      place ??= env.context.fresh('place');
      return [{ expression: column(place, 'long'), descending: false, nulls: 'last' }];
    },
    relation() {
      if (place === undefined) return input.relation;
      return {
        kind: 'window',
        input: input.relation,
        partition: [],
        order: [],
        calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
      };
    },
  };
}

/** The values of an item of summarize, with the names they would have alone. */
function valuesOf(node: SyntaxNode, keys: ReadonlySet<string>, env: Env): readonly NamedExpression[] {
  if (classOf(node) === 'FunctionCallExpression') {
    const name = nameOf(part(node, 'Name'));
    const several = severalColumns[name];
    if (several !== undefined) return several.lower(node, keys, env);
  }
  return valuesOfItem({ names: [], value: node }, env).map((expression) => ({ name: 'Column', expression }));
}
