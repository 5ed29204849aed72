import { and, call, column, columnsOf, long, nullOf, text } from '@interloper/plan';
import type { AggregateCall, Expression, JoinColumn, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, optionalPart, part, tokenText } from '../kusto/syntax.js';
import { hoist, lowerExpression } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, carriedColumns, extend } from '../text.js';
import { itemOf, rowCount } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/**
 * The greatest values of a key, and in each the greatest of the next. `with others` adds, for each group of the level
 * before, a row of what did not get to the top.
 * https://learn.microsoft.com/kusto/query/top-nested-operator
 */
export const topNested: Operator = {
  name: 'top-nested',
  classes: ['TopNestedOperator'],
  support: 'supported',
  page: 'top-nested-operator',
  keepsParts: true,
  lower(node, input, env) {
    const names = boundNames(node);
    const levels = elements(node, 'Clauses').map((clause, index) =>
      levelOf(clause, names[2 * index] ?? '', names[2 * index + 1] ?? '', input, env),
    );
    const keyed = extend(
      input,
      levels.map(({ key, keyValue }) => ({ name: key, expression: bare(keyValue) })),
    );
    return nested(hoist(env, keyed, 'nested', true), levels, env);
  },
};

interface Level {
  /** The names of the level's columns in the answer. */
  readonly shown: readonly [key: string, measure: string];
  /** The columns that hold them until then. */
  readonly key: string;
  readonly measure: string;
  readonly keyValue: Expression;
  readonly calls: readonly AggregateCall[];
  readonly value: Expression;
  readonly most: number | undefined;
  readonly descending: boolean;
  /** The key of what did not get to the top. */
  readonly others: Expression | undefined;
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
  const others = optionalPart(clause, 'WithOthersClause');
  const keyValue = lowerExpression(itemOf(part(clause, 'OfExpression')).value, inner);
  return {
    shown: [key, measure],
    key: env.context.fresh('key'),
    measure: env.context.fresh('measure'),
    keyValue,
    calls,
    value,
    most: count === undefined ? undefined : rowCount(count, env),
    descending: ordering === undefined || tokenText(ordering, 'AscOrDescKeyword') !== 'asc',
    others:
      others === undefined
        ? undefined
        : convert(lowerExpression(part(others, 'Expression'), env), keyValue.type),
  };
}

/** The rows with their keys, level by level; `parts` tell the parts of a partition from each other. */
function nested(rows: Rows, levels: readonly Level[], env: Env): Rows {
  const parts = carriedColumns(rows);
  const keysOf = (some: readonly Level[]): readonly NamedExpression[] => [
    ...parts,
    ...some.map(({ key, keyValue }) => ({ name: key, expression: column(key, keyValue.type) })),
  ];
  const answers: Relation[] = [];
  let chosen: Relation | undefined;
  levels.forEach((level, index) => {
    const outer = levels.slice(0, index);
    const inner = levels.slice(index);
    const measured: Relation = {
      kind: 'project',
      input: {
        kind: 'aggregate',
        input: rows.relation,
        groups: keysOf([...outer, level]),
        aggregates: level.calls,
      },
      columns: [...keysOf([...outer, level]), { name: level.measure, expression: level.value }],
    };
    const before = chosen;
    const kept =
      before === undefined ? measured : matched(before, measured, keysOf(outer), [level.key, level.measure]);
    chosen = level.most === undefined ? kept : firstOf(kept, keysOf(outer), level, level.most, env);
    if (inner.some(({ others }) => others !== undefined)) {
      const inside = before === undefined ? rows.relation : matched(before, rows.relation, keysOf(outer));
      const left = unmatched(inside, chosen, keysOf([...outer, level]));
      answers.push(othersOf(left, [...parts, ...shownOf(outer)], outer, inner, env));
    }
  });
  if (chosen === undefined) throw new Error('top-nested without a level');
  const answer = renamed(chosen, levels, parts);
  const relation: Relation =
    answers.length === 0
      ? answer
      : { kind: 'union', inputs: [answer, ...answers.map((item) => renamed(item, levels, parts))] };
  const texts = columnsOf(relation).filter(({ type }) => type === 'string');
  return {
    relation,
    nullable: new Set(texts.map(({ name }) => name)),
    carried: rows.carried ?? [],
  };
}

function shownOf(levels: readonly Level[]): readonly NamedExpression[] {
  return levels.flatMap(({ key, keyValue, measure, value }) => [
    { name: key, expression: column(key, keyValue.type) },
    { name: measure, expression: column(measure, value.type) },
  ]);
}

function renamed(input: Relation, levels: readonly Level[], parts: readonly NamedExpression[]): Relation {
  const columns = levels.flatMap(({ shown, key, keyValue, measure, value }) => [
    { name: shown[0], expression: column(key, keyValue.type) },
    { name: shown[1], expression: column(measure, value.type) },
  ]);
  return { kind: 'project', input, columns: [...parts, ...columns] };
}

function sameKeys(keys: readonly NamedExpression[]): Expression {
  return and(
    ...keys.map(({ name, expression: { type } }) =>
      call('same', [column(name, type, 'left'), column(name, type, 'right')]),
    ),
  );
}

/** Rows that lie in a group that was chosen, with the group's columns; all of theirs, or those named. */
function matched(
  chosen: Relation,
  rows: Relation,
  keys: readonly NamedExpression[],
  names: readonly string[] = columnsOf(rows).map(({ name }) => name),
): Relation {
  const own = new Set(names);
  const columns: readonly JoinColumn[] = [
    ...columnsOf(chosen)
      .filter(({ name }) => !own.has(name))
      .map(({ name }) => ({ name, side: 'left', source: name }) as const),
    ...names.map((name) => ({ name, side: 'right', source: name }) as const),
  ];
  return { kind: 'join', flavour: 'inner', left: chosen, right: rows, condition: sameKeys(keys), columns };
}

/** Rows that lie in no group that was chosen. */
function unmatched(rows: Relation, chosen: Relation, keys: readonly NamedExpression[]): Relation {
  const columns = columnsOf(rows).map(({ name }) => ({ name, side: 'left', source: name }) as const);
  return { kind: 'join', flavour: 'leftAnti', left: rows, right: chosen, condition: sameKeys(keys), columns };
}

/** A row of what is left, with values of the levels that ask for it; none where nothing is left. */
function othersOf(
  left: Relation,
  groups: readonly NamedExpression[],
  outer: readonly Level[],
  inner: readonly Level[],
  env: Env,
): Relation {
  const count = env.context.fresh('count');
  const asking = inner.filter(({ others }) => others !== undefined);
  const grouped: Relation = {
    kind: 'filter',
    input: {
      kind: 'aggregate',
      input: left,
      groups,
      aggregates: [
        { name: count, fn: 'count', args: [], type: 'long' },
        ...asking.flatMap(({ calls }) => calls),
      ],
    },
    predicate: call('gt', [column(count, 'long'), long(0)]),
  };
  const rest = inner.flatMap(({ key, keyValue, measure, value, others }): readonly NamedExpression[] => [
    { name: key, expression: others ?? (keyValue.type === 'string' ? text('') : nullOf(keyValue.type)) },
    { name: measure, expression: others === undefined ? nullOf(value.type) : value },
  ]);
  const parts = groups.slice(0, groups.length - 2 * outer.length);
  return { kind: 'project', input: grouped, columns: [...parts, ...shownOf(outer), ...rest] };
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
  return {
    kind: 'project',
    input: { kind: 'filter', input: numbered, predicate: call('le', [column(place, 'long'), long(most)]) },
    columns: columnsOf(input).map(({ name, type }) => ({ name, expression: column(name, type) })),
  };
}
