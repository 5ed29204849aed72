import { and, call, column, columnsOf, long } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, optionalPart, part, tokenText } from '../kusto/syntax.js';
import { hoist, lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare } from '../text.js';
import { itemOf, rowCount } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/**
 * The greatest values of a key, and in each the greatest of the next.
 * https://learn.microsoft.com/kusto/query/top-nested-operator
 */
export const topNested: Operator = {
  name: 'top-nested',
  classes: ['TopNestedOperator'],
  support: 'partial',
  note: 'with others is refused',
  page: 'top-nested-operator',
  lower(node, input, env) {
    const clauses = elements(node, 'Clauses');
    if (clauses.some((clause) => optionalPart(clause, 'WithOthersClause') !== undefined)) {
      return refuseRows(env, 'KQL0104', 'top-nested with others', node);
    }
    const names = boundNames(node);
    const rows = hoist(env, input, 'nested', true);
    const levels = clauses.map((clause, index) =>
      levelOf(clause, names[2 * index] ?? '', names[2 * index + 1] ?? '', rows, env),
    );
    return nested(rows, levels, env);
  },
};

interface Level {
  readonly key: NamedExpression;
  readonly measure: string;
  readonly calls: readonly AggregateCall[];
  readonly value: Expression;
  readonly most: number | undefined;
  readonly descending: boolean;
}

function levelOf(clause: SyntaxNode, key: string, measure: string, rows: Rows, env: Env): Level {
  const inner: Env = { ...env, rows };
  const by = part(clause, 'ByExpression');
  const ordered = classOf(by) === 'OrderedExpression';
  const ordering = ordered ? optionalPart(by, 'Ordering') : undefined;
  const calls: AggregateCall[] = [];
  const collecting: Env = {
    ...inner,
    aggregate(item) {
      const name = env.context.fresh('aggregate');
      calls.push({ ...item, name });
      return column(name, item.type);
    },
  };
  const value = bare(lowerExpression(itemOf(ordered ? part(by, 'Expression') : by).value, collecting));
  const count = optionalPart(clause, 'Expression');
  return {
    key: {
      name: key,
      expression: lowerExpression(itemOf(part(clause, 'OfExpression')).value, inner),
    },
    measure,
    calls,
    value,
    most: count === undefined ? undefined : rowCount(count, env),
    descending: ordering === undefined || tokenText(ordering, 'AscOrDescKeyword') !== 'asc',
  };
}

function nested(rows: Rows, levels: readonly Level[], env: Env): Rows {
  let answer: Relation | undefined;
  const shown: NamedExpression[] = [];
  levels.forEach((level, index) => {
    const keys = levels.slice(0, index + 1).map(({ key }) => key);
    const outer = keys.slice(0, -1);
    const grouped: Relation = {
      kind: 'aggregate',
      input: rows.relation,
      groups: keys.map(({ name, expression }) => ({ name, expression: bare(expression) })),
      aggregates: level.calls,
    };
    const measured: Relation = {
      kind: 'project',
      input: grouped,
      columns: [
        ...keys.map(({ name, expression }) => ({ name, expression: column(name, expression.type) })),
        { name: level.measure, expression: level.value },
      ],
    };
    const kept = answer === undefined ? measured : within(answer, measured, outer, level, keys);
    answer = level.most === undefined ? kept : firstOf(kept, outer, level, level.most, env);
    const { key, measure, value } = level;
    shown.push({ name: key.name, expression: column(key.name, key.expression.type) });
    shown.push({ name: measure, expression: column(measure, value.type) });
  });
  if (answer === undefined) throw new Error('top-nested without a level');
  const texts = columnsOf(answer).filter(({ type }) => type === 'string');
  const relation: Relation = { kind: 'project', input: answer, columns: shown };
  return { relation, nullable: new Set(texts.map(({ name }) => name)) };
}

/** The groups of a level that lie in a group of the level before. */
function within(
  answer: Relation,
  measured: Relation,
  outer: readonly NamedExpression[],
  level: Level,
  keys: readonly NamedExpression[],
): Relation {
  const last = keys.at(-1)?.name ?? '';
  return {
    kind: 'join',
    flavour: 'inner',
    left: answer,
    right: measured,
    condition: and(
      ...outer.map(({ name, expression }) =>
        call('same', [column(name, expression.type, 'left'), column(name, expression.type, 'right')]),
      ),
    ),
    columns: [
      ...columnsOf(answer).map(({ name }) => ({ name, side: 'left', source: name }) as const),
      { name: last, side: 'right', source: last },
      { name: level.measure, side: 'right', source: level.measure },
    ],
  };
}

function firstOf(
  input: Relation,
  outer: readonly NamedExpression[],
  level: Level,
  most: number,
  env: Env,
): Relation {
  const place = env.context.fresh('place');
  const numbered: Relation = {
    kind: 'window',
    input,
    partition: outer.map(({ name, expression }) => column(name, expression.type)),
    order: [
      {
        expression: column(level.measure, level.value.type),
        descending: level.descending,
        nulls: level.descending ? 'last' : 'first',
      },
    ],
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const chosen: Relation = {
    kind: 'filter',
    input: numbered,
    predicate: call('le', [column(place, 'long'), long(most)]),
  };
  return {
    kind: 'project',
    input: chosen,
    columns: columnsOf(input).map(({ name, type }) => ({ name, expression: column(name, type) })),
  };
}
