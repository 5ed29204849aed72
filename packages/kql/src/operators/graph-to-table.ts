import { call, columnsOf } from '@interloper/plan';
import type { NamedExpression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { elements, parametersOf, tokenText, wordOf } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import type { Rows } from '../lowering.js';
import { allColumns, columnValue, project } from '../text.js';
import type { Operator } from './operator.js';

/**
 * The nodes or the edges of a graph as rows; what the page calls a node's hash is `hash()` of its id.
 * https://learn.microsoft.com/kusto/query/graph-to-table-operator
 */
export const graphToTable: Operator = {
  name: 'graph-to-table',
  classes: ['GraphToTableOperator'],
  support: 'partial',
  note: 'nodes or edges, not both; hashes of ids that are text',
  page: 'graph-to-table-operator',
  lower(node, { graph, ...edges }, env) {
    const [clause, ...others] = elements(node, 'OutputClause');
    if (graph === undefined || clause === undefined || others.length > 0)
      return refuseRows(env, 'KQL0104', 'graph-to-table of nodes and edges at once', node);
    const isNodes = tokenText(clause, 'EntityKeyword') === 'nodes';
    const rows = isNodes ? graph.nodes : edges;
    const ends: readonly (readonly [string, string])[] = isNodes
      ? [['with_node_id', graph.id]]
      : [
          ['with_source_id', graph.source],
          ['with_target_id', graph.target],
        ];
    const hashes = hashesOf(clause, rows, ends);
    if (hashes === undefined) return refuseRows(env, 'KQL0104', 'The hash of an id that is no text', node);
    const shown = allColumns(rows).filter(({ name }) => name !== graph.id);
    return project(rows, [...hashes, ...shown]);
  },
};

function hashesOf(
  clause: SyntaxNode,
  rows: Rows,
  ends: readonly (readonly [string, string])[],
): readonly NamedExpression[] | undefined {
  const parameters = parametersOf(clause);
  const types = new Map(columnsOf(rows.relation).map(({ name, type }) => [name, type]));
  const asked = ends.flatMap(([parameter, id]) => {
    const name = parameters.get(parameter);
    return name === undefined ? [] : [{ name: wordOf(name), id }];
  });
  if (asked.some(({ id }) => types.get(id) !== 'string')) return undefined;
  return asked.map(({ name, id }) => ({
    name,
    expression: call('xxhashText', [columnValue(rows, id, 'string')]),
  }));
}
