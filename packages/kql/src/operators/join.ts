import { and, call, columnsOf, isNumeric } from '@interloper/plan';
import type { Expression, JoinColumn, JoinFlavour, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import { widest } from '../expressions/arithmetic.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, nameOf, parametersOf, part, tokenText, wordOf } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuse, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, columnValue, neverNull } from '../text.js';
import { uniqueNames } from './computed.js';
import type { Operator } from './operator.js';

/** What a kind of join does: which pairs it keeps, and which sides' columns it shows. */
interface Kind {
  readonly flavour: JoinFlavour;
  readonly sides: 'both' | 'left' | 'right';
  readonly dedup?: true;
}

const KINDS: Readonly<Record<string, Kind>> = {
  innerunique: { flavour: 'inner', sides: 'both', dedup: true },
  inner: { flavour: 'inner', sides: 'both' },
  leftouter: { flavour: 'left', sides: 'both' },
  rightouter: { flavour: 'right', sides: 'both' },
  fullouter: { flavour: 'full', sides: 'both' },
  leftsemi: { flavour: 'leftSemi', sides: 'left' },
  leftanti: { flavour: 'leftAnti', sides: 'left' },
  anti: { flavour: 'leftAnti', sides: 'left' },
  leftantisemi: { flavour: 'leftAnti', sides: 'left' },
  rightsemi: { flavour: 'rightSemi', sides: 'right' },
  rightanti: { flavour: 'rightAnti', sides: 'right' },
  rightantisemi: { flavour: 'rightAnti', sides: 'right' },
};

/** https://learn.microsoft.com/kusto/query/join-operator */
export const join: Operator = {
  name: 'join',
  classes: ['JoinOperator'],
  support: 'supported',
  page: 'join-operator',
  lower(node, input, env) {
    const written = parametersOf(node).get('kind');
    const name = written === undefined ? 'innerunique' : wordOf(written).toLowerCase();
    const kind = KINDS[name];
    if (kind === undefined) return refuseRows(env, 'KQL0104', `join kind=${name}`, node);
    return joined(node, 'ConditionClause', input, kind, env, false);
  },
};

/** A join that shows the right side's keys only once. https://learn.microsoft.com/kusto/query/lookup-operator */
export const lookup: Operator = {
  name: 'lookup',
  classes: ['LookupOperator'],
  support: 'supported',
  page: 'lookup-operator',
  lower(node, input, env) {
    const written = parametersOf(node).get('kind');
    const name = written === undefined ? 'leftouter' : wordOf(written).toLowerCase();
    const kind = KINDS[name];
    if (kind === undefined) return refuseRows(env, 'KQL0104', `lookup kind=${name}`, node);
    return joined(node, 'LookupClause', input, kind, env, true);
  },
};

/** A pair of values that must be equal; the columns when they are plain columns. */
interface Key {
  readonly left: Expression;
  readonly right: Expression;
}

function joined(
  node: SyntaxNode,
  clause: string,
  left: Rows,
  kind: Kind,
  env: Env,
  hideRightKeys: boolean,
): Rows {
  const { context, scope } = env;
  const right = lowerTabular(part(node, 'Expression'), { context, scope });
  const inner: Env = { context, scope, sides: { left, right } };
  const keys = elements(part(node, clause), 'Expressions').flatMap((item) => keysOf(item, inner));
  const condition = and(...keys.map(equalKeys));
  const first = kind.dedup === true ? firstPerKey(left, keys, env) : left;
  const hidden = new Set(hideRightKeys ? keys.flatMap(({ right: value }) => columnName(value)) : []);
  const columns = outputColumns(left, right, kind, hidden);
  const relation: Relation = {
    kind: 'join',
    flavour: kind.flavour,
    left: first.relation,
    right: right.relation,
    condition,
    columns,
  };
  return { relation, nullable: nullableAfter(columns, left, right, kind.flavour) };
}

/** The keys of a condition; `and` stands for a comma. */
function keysOf(node: SyntaxNode, env: Env): readonly Key[] {
  const kind = classOf(node);
  if (kind === 'ParenthesizedExpression') return keysOf(part(node, 'Expression'), env);
  if (kind === 'BinaryExpression' && tokenText(node, 'Operator') === 'and')
    return [...keysOf(part(node, 'Left'), env), ...keysOf(part(node, 'Right'), env)];
  return [keyOf(node, env)];
}

function keyOf(node: SyntaxNode, env: Env): Key {
  const { sides } = env;
  if (sides === undefined) throw new Error('a join condition without sides');
  if (classOf(node) === 'NameReference') {
    const name = nameOf(node);
    return {
      left: sideValue(sides.left, name, 'left', node, env),
      right: sideValue(sides.right, name, 'right', node, env),
    };
  }
  if (classOf(node) === 'BinaryExpression' && tokenText(node, 'Operator') === '==') {
    const one = lowerExpression(part(node, 'Left'), env);
    const other = lowerExpression(part(node, 'Right'), env);
    return sideOf(one) === 'right' ? { left: other, right: one } : { left: one, right: other };
  }
  const refused = refuse(env, 'KQL0104', 'A join condition that is no equality', node, 'bool');
  return { left: refused, right: refused };
}

function sideValue(rows: Rows, name: string, side: 'left' | 'right', node: SyntaxNode, env: Env): Expression {
  const found = columnsOf(rows.relation).find((item) => item.name === name);
  if (found === undefined) return refuse(env, 'KQL0108', name, node);
  return columnValue(rows, name, found.type, side);
}

function sideOf(expression: Expression): 'left' | 'right' | undefined {
  const inner = bare(expression);
  return inner.kind === 'column' ? inner.side : undefined;
}

function columnName(expression: Expression): readonly string[] {
  const inner = bare(expression);
  return inner.kind === 'column' ? [inner.name] : [];
}

/** Keys match when equal; Kusto matches null with null too. Text that may be missing counts as empty. */
function equalKeys({ left, right }: Key): Expression {
  const [one, other] = inOneType(left, right);
  return neverNull(one) && neverNull(other) ? call('eq', [one, other]) : call('same', [one, other]);
}

function inOneType(left: Expression, right: Expression): readonly [Expression, Expression] {
  if (left.type === right.type) return [left, right];
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const type = widest(left.type, right.type);
    return [convert(left, type), convert(right, type)];
  }
  if (left.type === 'dynamic') return [convert(left, right.type), right];
  return [left, convert(right, left.type)];
}

/** innerunique: of the left rows with equal keys only the first takes part. */
function firstPerKey(left: Rows, keys: readonly Key[], env: Env): Rows {
  const name = env.context.fresh('nth');
  const numbered: Relation = {
    kind: 'window',
    input: left.relation,
    partition: keys.map(({ left: value }) => withoutSide(value)),
    order: [],
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const predicate = call('eq', [
    { kind: 'column', type: 'long', name },
    { kind: 'literal', type: 'long', value: 1 },
  ]);
  return { ...left, relation: { kind: 'filter', input: numbered, predicate } };
}

function withoutSide(expression: Expression): Expression {
  if (expression.kind === 'column') {
    return { kind: 'column', type: expression.type, name: expression.name };
  }
  return expression.kind === 'call' ? { ...expression, args: expression.args.map(withoutSide) } : expression;
}

/** Left columns keep their names; a right column whose name is taken gets a number that no column of either side has. */
function outputColumns(
  left: Rows,
  right: Rows,
  kind: Kind,
  hidden: ReadonlySet<string>,
): readonly JoinColumn[] {
  const of = (rows: Rows, side: 'left' | 'right'): readonly JoinColumn[] =>
    columnsOf(rows.relation).map(({ name }) => ({ name, side, source: name }));
  if (kind.sides !== 'both') return of(kind.sides === 'left' ? left : right, kind.sides);
  const shown = of(right, 'right').filter(({ name }) => !hidden.has(name));
  const columns = [...of(left, 'left'), ...shown];
  const names = uniqueNames(columns.map(({ name }) => name));
  return columns.map((item, index) => ({ ...item, name: names[index] ?? item.name }));
}

/** Text of a side that found no partner is missing, which is empty text. */
function nullableAfter(
  columns: readonly JoinColumn[],
  left: Rows,
  right: Rows,
  flavour: JoinFlavour,
): ReadonlySet<string> {
  const lost = { left: ['right'], right: ['left'], full: ['left', 'right'] } as const;
  const lonely: readonly string[] =
    flavour === 'left' || flavour === 'right' || flavour === 'full' ? lost[flavour] : [];
  const text = (rows: Rows): ReadonlySet<string> =>
    new Set(
      columnsOf(rows.relation)
        .filter(({ type }) => type === 'string')
        .map(({ name }) => name),
    );
  const texts = { left: text(left), right: text(right) };
  const nullable = { left: left.nullable, right: right.nullable };
  return new Set(
    columns
      .filter(
        ({ side, source }) =>
          nullable[side].has(source) || (lonely.includes(side) && texts[side].has(source)),
      )
      .map(({ name }) => name),
  );
}
