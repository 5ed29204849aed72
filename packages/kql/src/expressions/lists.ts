import { and, call, columnsOf, lambda, not, or, text, variable } from '@interloper/plan';
import type { Expression, Literal, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, isTabular, part, tokenText } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuse } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { bare, columnValue, neverNull, project } from '../text.js';
import { widest } from './arithmetic.js';
import { constantElements, constantText } from './constants.js';

/** The right side of `in`, `has_any` …: constants, values known per row, arrays known per row, or a table. */
interface Members {
  readonly constants: readonly Literal[];
  readonly values: readonly Expression[];
  readonly arrays: readonly Expression[];
  readonly table?: Rows;
}

function membersOf(node: SyntaxNode, env: Env): Members {
  const written = elements(part(node, 'Right'), 'Expressions');
  const [only] = written;
  if (only !== undefined && written.length === 1 && isTabular(only)) {
    return { constants: [], values: [], arrays: [], table: lowerTabular(only, env) };
  }
  const constants: Literal[] = [];
  const values: Expression[] = [];
  const arrays: Expression[] = [];
  for (const expression of written.map((item) => lowerExpression(item, env))) {
    const inside = constantElements(expression);
    const alone = expression.type === 'dynamic' ? constantText(expression) : undefined;
    if (inside !== undefined) constants.push(...inside);
    else if (alone !== undefined) constants.push(text(alone));
    else if (expression.type === 'dynamic') arrays.push(expression);
    else if (expression.kind === 'literal') constants.push(expression);
    else values.push(expression);
  }
  return { constants, values, arrays };
}

/** `in`, `!in`, `in~`, `!in~`. https://learn.microsoft.com/kusto/query/in-operator */
export function isMember(node: SyntaxNode, env: Env): Expression {
  const operator = tokenText(node, 'Operator');
  const anyCase = operator.endsWith('~');
  const written = lowerExpression(part(node, 'Left'), env);
  const members = membersOf(node, env);
  const value =
    written.type === 'dynamic' ? convert(written, anyCase ? 'string' : scalarTypeFor(members)) : written;
  const found = or(
    ...listed(value, members, anyCase),
    ...members.arrays.map((array) => inArray(anyCase ? value : written, array, anyCase)),
    ...(members.table === undefined ? [] : [inTable(value, members.table, anyCase, node, env)]),
  );
  const certain = neverNull(found) ? found : call('isTrue', [found]);
  return operator.startsWith('!') ? not(certain) : certain;
}

function scalarTypeFor(members: Members): ScalarType {
  const [first] = [...members.constants, ...members.values];
  const table = members.table === undefined ? undefined : columnsOf(members.table.relation)[0];
  const type = first?.type ?? table?.type ?? 'string';
  // A number in a dynamic value may have a point.
  if (type === 'int' || type === 'long') return 'real';
  return type === 'dynamic' ? 'string' : type;
}

function listed(value: Expression, members: Members, anyCase: boolean): readonly Expression[] {
  const given = [...members.constants, ...members.values].filter(
    (item) => item.kind !== 'literal' || item.value !== null,
  );
  if (given.length === 0) return [];
  if (anyCase) {
    return [
      call('inIgnoreCase', [convert(value, 'string'), ...given.map((item) => convert(item, 'string'))]),
    ];
  }
  const type = given.reduce<ScalarType>(
    (widestSoFar, item) =>
      isNumber(widestSoFar) && isNumber(item.type) ? widest(widestSoFar, item.type) : widestSoFar,
    value.type,
  );
  return [call('in', [convert(value, type), ...given.map((item) => convert(item, type))])];
}

function isNumber(type: ScalarType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}

function inArray(value: Expression, array: Expression, anyCase: boolean): Expression {
  if (!anyCase) return call('isTrue', [call('arrayContains', [array, call('toDynamic', [value])])]);
  const item = variable('item', 'string');
  const same = call('eqIgnoreCase', [item, convert(value, 'string')]);
  return call('mvAny', [call('mvFromJson', [array]), lambda('item', same)]);
}

function inTable(value: Expression, table: Rows, anyCase: boolean, node: SyntaxNode, env: Env): Expression {
  const [first] = columnsOf(table.relation);
  if (first === undefined) return refuse(env, 'KQL0104', 'A table without columns here', node);
  const member = columnValue(table, first.name, first.type);
  const [left, right] = anyCase
    ? [call('lower', [convert(value, 'string')]), call('lower', [convert(member, 'string')])]
    : aligned(value, member);
  const relation = project({ ...table, nullable: new Set() }, [
    { name: first.name, expression: right },
  ]).relation;
  return { kind: 'inQuery', type: 'bool', value: left, relation };
}

function aligned(value: Expression, member: Expression): readonly [Expression, Expression] {
  if (isNumber(value.type) && isNumber(member.type)) {
    const type = value.type === member.type ? value.type : widest(value.type, member.type);
    return [convert(value, type), convert(member, type)];
  }
  return [value, convert(member, value.type)];
}

/** `has_any` and `has_all`. https://learn.microsoft.com/kusto/query/has-any-operator */
export function hasSeveral(node: SyntaxNode, env: Env): Expression {
  const all = classOf(node) === 'HasAllExpression';
  const value = convert(lowerExpression(part(node, 'Left'), env), 'string');
  const members = membersOf(node, env);
  const needles = [...members.constants, ...members.values].map((item) => convert(item, 'string'));
  const tests: Expression[] = members.arrays.map((array) => hasOfArray(value, array, all));
  if (needles.length > 0) {
    tests.unshift(call(all ? 'hasAllIgnoreCase' : 'hasAnyIgnoreCase', [value, ...needles]));
  }
  if (members.table !== undefined) {
    const array = listOf(members.table);
    tests.push(hasOfArray(value, array, all));
  }
  return all ? and(...tests) : or(...tests);
}

/** A term search for the elements of an array that is only known when rows are seen. */
function hasOfArray(value: Expression, array: Expression, all: boolean): Expression {
  const item = variable('item', 'string');
  const holds = call('hasIgnoreCase', [value, item]);
  const list = call('mvFromJson', [array]);
  if (!all) return call('mvAny', [list, lambda('item', holds)]);
  return not(call('mvAny', [list, lambda('item', not(holds))]));
}

/** The first column of a table as a JSON array. */
function listOf(table: Rows): Expression {
  const [first] = columnsOf(table.relation);
  if (first === undefined) throw new Error('a table without columns');
  const value = bare(columnValue(table, first.name, first.type));
  return {
    kind: 'scalarQuery',
    type: 'dynamic',
    relation: {
      kind: 'aggregate',
      input: table.relation,
      groups: [],
      aggregates: [{ name: 'needles', fn: 'list', args: [convert(value, 'string')], type: 'dynamic' }],
    },
  };
}
