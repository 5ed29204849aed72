import { and, call, column, columnsOf, long } from '@interloper/plan';
import type { Expression, JoinColumn, NamedExpression, Relation } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, nameOf, optionalPart, part, tokenText } from '../kusto/syntax.js';
import { hoist, lowerTabular, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, columnValue, project, settle } from '../text.js';
import type { Operator } from './operator.js';

/**
 * Rows as the edges of a graph. Its nodes are those that the edges name and those of a table, if one is given.
 * https://learn.microsoft.com/kusto/query/make-graph-operator
 */
export const makeGraph: Operator = {
  name: 'make-graph',
  classes: ['MakeGraphOperator'],
  support: 'partial',
  note: 'several tables of nodes and partitions are refused',
  page: 'make-graph-operator',
  ownOrder: true,
  lower(node, input, env) {
    if (
      tokenText(node, 'DirectionToken') !== '-->' ||
      optionalPart(node, 'PartitionedByClause') !== undefined
    )
      return refuseRows(env, 'KQL0104', 'make-graph in this form', node);
    const edges = hoist(env, { ...input, carried: [] }, 'edges', true);
    const [source = '', target = ''] = ['SourceColumn', 'TargetColumn'].map((end) => nameOf(part(node, end)));
    const ids = [source, target].map((name) => valueOf(edges, name));
    const id = env.context.fresh('id');
    const ends: Relation = {
      kind: 'union',
      inputs: ids.map((value) => project(edges, [{ name: id, expression: bare(value) }]).relation),
    };
    const clause = optionalPart(node, 'WithClause');
    const nodes =
      ids[0]?.type === ids[1]?.type ? nodesOf(clause, ends, id, env) : 'A graph of two types of ids';
    return typeof nodes === 'string'
      ? refuseRows(env, 'KQL0104', nodes, node)
      : { ...edges, graph: { source, target, id, nodes: hoist(env, nodes, 'nodes', true) } };
  },
};

function valueOf(rows: Rows, name: string): Expression {
  const type = columnsOf(rows.relation).find((item) => item.name === name)?.type ?? 'dynamic';
  return columnValue(rows, name, type);
}

/** The nodes with their properties, or what is not supported about them. */
function nodesOf(clause: SyntaxNode | undefined, ends: Relation, id: string, env: Env): Rows | string {
  const type = columnsOf(ends)[0]?.type ?? 'string';
  const all: Rows = { relation: ends, nullable: new Set(type === 'string' ? [id] : []) };
  if (clause === undefined) return different(all);
  if (classOf(clause) === 'MakeGraphWithImplicitIdClause') {
    const nodes = different(all);
    const name = nameOf(part(clause, 'Name'));
    return project(nodes, [
      { name: id, expression: column(id, type) },
      { name, expression: column(id, type) },
    ]);
  }
  const [table, ...others] = elements(clause, 'TablesAndKeys');
  if (table === undefined || others.length > 0) return 'A graph with several tables of nodes';
  const { context, scope } = env;
  const rows = lowerTabular(part(table, 'Table'), { context, scope });
  const key = nameOf(part(table, 'Column'));
  if (valueOf(rows, key).type !== type) return 'A graph of two types of ids';
  const told = onePerId(rows, key, id, env);
  const known = project(told, [{ name: id, expression: column(id, type) }]).relation;
  const nodes = different({ ...all, relation: { kind: 'union', inputs: [ends, known] } });
  return withProperties(nodes, told, key, id);
}

function different(rows: Rows): Rows {
  return { relation: { kind: 'distinct', input: settle(rows) }, nullable: new Set() };
}

/** A row for each id: of several, any. */
function onePerId(rows: Rows, key: string, id: string, env: Env): Rows {
  const place = env.context.fresh('place');
  const settled: Rows = { relation: settle(rows), nullable: new Set() };
  const value = valueOf(settled, key);
  const columns: readonly NamedExpression[] = columnsOf(settled.relation).map(({ name, type }) => ({
    name,
    expression: column(name, type),
  }));
  const numbered: Relation = {
    kind: 'window',
    input: settled.relation,
    partition: [value],
    order: [],
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const first: Relation = {
    kind: 'filter',
    input: numbered,
    predicate: call('eq', [column(place, 'long'), long(1)]),
  };
  return project({ relation: first, nullable: new Set() }, [{ name: id, expression: value }, ...columns]);
}

/** A node that no row tells of has its id and no other properties. */
function withProperties(nodes: Rows, told: Rows, key: string, id: string): Rows {
  const properties = columnsOf(told.relation).filter(({ name }) => name !== id);
  const idType = columnsOf(nodes.relation)[0]?.type ?? 'string';
  const columns: readonly JoinColumn[] = [
    { name: id, side: 'left', source: id },
    ...properties.map(({ name }) =>
      name === key
        ? ({ name, side: 'left', source: id } as const)
        : ({ name, side: 'right', source: name } as const),
    ),
  ];
  return {
    nullable: new Set(
      properties.flatMap(({ name, type }) => (type === 'string' && name !== key ? [name] : [])),
    ),
    relation: {
      kind: 'join',
      flavour: 'left',
      left: nodes.relation,
      right: told.relation,
      condition: and(call('same', [column(id, idType, 'left'), column(id, idType, 'right')])),
      columns,
    },
  };
}
