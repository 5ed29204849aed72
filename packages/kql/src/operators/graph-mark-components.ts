import { call, column, columnsOf, long } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import { cellOf, valueOfCell } from '../cells.js';
import { convert } from '../convert.js';
import { parametersOf, wordOf } from '../kusto/syntax.js';
import { hoist, refuseRows } from '../lowering.js';
import type { Env, Graph, Rows } from '../lowering.js';
import { columnValue, project } from '../text.js';
import type { Operator } from './operator.js';

/**
 * The number of the connected component of each node, as one more property.
 * https://learn.microsoft.com/kusto/query/graph-mark-components-operator
 */
export const graphMarkComponents: Operator = {
  name: 'graph-mark-components',
  classes: ['GraphMarkComponentsOperator'],
  support: 'partial',
  note: 'kind=strong is refused',
  page: 'graph-mark-components-operator',
  ownOrder: true,
  lower(node, input, env) {
    const parameters = parametersOf(node);
    const kind = parameters.get('kind');
    if (input.graph === undefined || (kind !== undefined && wordOf(kind).toLowerCase() !== 'weak'))
      return refuseRows(env, 'KQL0104', 'graph-mark-components of this kind', node);
    const named = parameters.get('with_component_id');
    const name = named === undefined ? 'ComponentId' : wordOf(named);
    const nodes = marked(input, input.graph, name, env);
    return { ...input, graph: { ...input.graph, nodes: hoist(env, nodes, 'nodes', true) } };
  },
};

function marked(edges: Rows, { source, target, id, nodes }: Graph, name: string, env: Env): Rows {
  const { fresh } = env.context;
  const [place, list] = [fresh('place'), fresh('pairs')];
  const [row, number] = [fresh('node'), fresh('number')];
  const type = columnsOf(nodes.relation).find((item) => item.name === id)?.type ?? 'string';
  const pairs = (rows: Rows, ends: readonly string[], after: number): Relation => ({
    kind: 'window',
    input: project(rows, [
      {
        name: list,
        expression: call(
          'makeArray',
          ends.map((end) => textOf(columnValue(rows, end, type))),
        ),
      },
      { name: number, expression: long(after) },
    ]).relation,
    partition: [],
    order: [],
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  });
  const order = [number, place].map((key) => ({
    expression: column(key, 'long'),
    descending: false,
    nulls: 'first' as const,
  }));
  const gathered: Relation = {
    kind: 'aggregate',
    input: { kind: 'union', inputs: [pairs(edges, [source, target], 0), pairs(nodes, [id, id], 1)] },
    groups: [],
    aggregates: [
      { name: list, fn: 'listWithNulls', args: [column(list, 'dynamic')], type: 'dynamic', order },
    ],
  };
  const unnested: Relation = {
    kind: 'unnest',
    input: gathered,
    lists: [
      {
        list: call('graphComponents', [column(list, 'dynamic')]),
        column: { name: row, type: 'dynamic' },
      },
    ],
    outer: false,
  };
  const found: Relation = {
    kind: 'project',
    input: unnested,
    columns: [
      { name: row, expression: valueOfCell(column(row, 'dynamic'), 0, 'string') },
      { name, expression: valueOfCell(column(row, 'dynamic'), 1, 'long') },
    ],
  };
  return {
    nullable: nodes.nullable,
    relation: {
      kind: 'join',
      flavour: 'inner',
      left: nodes.relation,
      right: found,
      condition: call('eq', [textOf(column(id, type, 'left')), column(row, 'string', 'right')]),
      columns: [
        ...columnsOf(nodes.relation).map(
          (item) => ({ name: item.name, side: 'left', source: item.name }) as const,
        ),
        { name, side: 'right', source: name },
      ],
    },
  };
}

/** An id as text that no other id has; a missing one is empty. */
function textOf(id: Expression): Expression {
  const written = convert(cellOf(id), 'string');
  return id.type === 'string'
    ? written
    : call('coalesce', [written, { kind: 'literal', type: 'string', value: '' }]);
}
