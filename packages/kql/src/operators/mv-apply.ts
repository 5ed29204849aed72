import { call, column, columnsOf } from '@interloper/plan';
import type { JoinColumn, Relation } from '@interloper/plan';
import { lowerTabular, report } from '../lowering.js';
import type { Rows } from '../lowering.js';
import { optionalPart, parametersOf, part, wordOf } from '../kusto/syntax.js';
import { rowCount } from './computed.js';
import { expanded } from './mv-expand.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/**
 * A subquery over the elements of each row's lists. The rows are numbered, and the number is carried through the
 * subquery, whose steps then work on the elements of one row at a time.
 * https://learn.microsoft.com/kusto/query/mv-apply-operator
 */
export const mvApply: Operator = {
  name: 'mv-apply',
  classes: ['MvApplyOperator'],
  support: 'partial',
  note: 'joins and unions in the subquery are refused',
  page: 'mv-apply-operator',
  keepsParts: true,
  lower(node, input, env) {
    const row = env.context.fresh('row');
    const outer = input.carried ?? [];
    const numbered = withNumber(input, row);
    const carried = [...outer, row];
    const clause = optionalPart(node, 'RowLimitClause');
    const limit = clause === undefined ? undefined : rowCount(part(clause, 'RowLimit'), env);
    const index = parametersOf(node).get('with_itemindex');
    if (optionalPart(node, 'ContextIdClause') !== undefined) report(env, 'KQL0104', 'mv-apply id', node);
    const elements = expanded(node, { ...numbered, carried }, env, {
      outer: false,
      ...(limit === undefined ? {} : { limit }),
      ...(index === undefined ? {} : { index: wordOf(index) }),
    });
    const subquery = part(part(node, 'Subquery'), 'Expression');
    const answer = lowerTabular(subquery, { ...env, piped: { ...elements, carried } });
    return { ...joinedBack(numbered, answer, row, [...outer, ...boundNames(node)]), carried: outer };
  },
};

function withNumber(input: Rows, name: string): Rows {
  const relation: Relation = {
    kind: 'window',
    input: input.relation,
    partition: [],
    order: [],
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  return { ...input, relation };
}

/** The columns of the answer come from the subquery where it has them, else from the row it belongs to. */
function joinedBack(input: Rows, answer: Rows, row: string, wanted: readonly string[]): Rows {
  const have = new Set(columnsOf(answer.relation).map(({ name }) => name));
  const before = new Set(columnsOf(input.relation).map(({ name }) => name));
  const names = wanted.filter((name) => have.has(name) || before.has(name));
  if (names.every((name) => have.has(name))) {
    const types = new Map(columnsOf(answer.relation).map(({ name, type }) => [name, type]));
    return {
      nullable: answer.nullable,
      relation: {
        kind: 'project',
        input: answer.relation,
        columns: names.map((name) => ({ name, expression: column(name, types.get(name) ?? 'dynamic') })),
      },
    };
  }
  const columns = names.map((name): JoinColumn => ({
    name,
    side: have.has(name) ? 'right' : 'left',
    source: name,
  }));
  const nullable = columns
    .filter(({ side, source }) => (side === 'right' ? answer : input).nullable.has(source))
    .map(({ name }) => name);
  return {
    nullable: new Set(nullable),
    relation: {
      kind: 'join',
      flavour: 'inner',
      left: input.relation,
      right: answer.relation,
      condition: call('eq', [column(row, 'long', 'left'), column(row, 'long', 'right')]),
      columns,
    },
  };
}
