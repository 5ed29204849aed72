import { and, call, columnsOf, isNumeric, long, not, nullOf, text } from '@interloper/plan';
import type { Column, Expression, NamedExpression, Relation, Unnest } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import {
  argumentsOf,
  classOf,
  elements,
  nameOf,
  optionalPart,
  parametersOf,
  part,
  tokenText,
  typeNamed,
  wordOf,
} from '../kusto/syntax.js';
import { lowerExpression } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { extend } from '../text.js';
import { itemOf, rowCount, withoutHidden } from './computed.js';
import { boundNames } from './project.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/mv-expand-operator */
export const mvExpand: Operator = {
  name: 'mv-expand',
  classes: ['MvExpandOperator'],
  support: 'supported',
  page: 'mv-expand-operator',
  keepsParts: true,
  lower(node, input, env) {
    const parameters = parametersOf(node);
    const shape = parameters.get('kind') ?? parameters.get('bagexpansion');
    const clause = optionalPart(node, 'RowLimitClause');
    // The legacy spelling stops at 128 elements unless told otherwise.
    const legacy = tokenText(node, 'MvExpandKeyword') === 'mvexpand' ? 128 : undefined;
    const limit = clause === undefined ? legacy : rowCount(part(clause, 'RowLimit'), env);
    const index = parameters.get('with_itemindex');
    return expanded(node, input, env, {
      outer: true,
      pairs: shape !== undefined && wordOf(shape).toLowerCase() === 'array',
      ...(limit === undefined ? {} : { limit }),
      ...(index === undefined ? {} : { index: wordOf(index) }),
    });
  },
};

/** What goes with the lists of mv-expand and mv-apply. */
export interface Expansion {
  readonly outer: boolean;
  /** A bag gives arrays of key and value instead of bags of one property. */
  readonly pairs?: boolean;
  readonly limit?: number;
  readonly index?: string;
}

interface Expanded {
  readonly name: string;
  readonly list: Expression;
  readonly type: Column['type'];
  readonly hidden: string;
}

/** One row for each element of the lists, walked in step. */
export function expanded(node: SyntaxNode, input: Rows, env: Env, expansion: Expansion): Rows {
  const inner: Env = { ...env, rows: input };
  const before = new Set(columnsOf(input.relation).map(({ name }) => name));
  const added = boundNames(node).filter((name) => !before.has(name) && name !== expansion.index);
  const lists = elements(node, 'Expressions').map((item): Expanded => {
    const { names, value } = itemOf(part(item, 'Expression'));
    const bareValue = withoutParentheses(value);
    const plain = classOf(bareValue) === 'NameReference' ? nameOf(bareValue) : undefined;
    const name = names[0] ?? plain ?? added.shift() ?? replacedColumn(bareValue, before) ?? 'Column1';
    const position = added.indexOf(name);
    if (position !== -1) added.splice(position, 1);
    return {
      name,
      list: listOf(convert(lowerExpression(value, inner), 'dynamic'), expansion.pairs === true),
      type: targetType(item) ?? 'dynamic',
      hidden: env.context.fresh('element'),
    };
  });
  const relation: Unnest = {
    kind: 'unnest',
    input: expansion.outer ? withoutEmpty(input.relation, lists) : input.relation,
    lists: lists.map(({ list, hidden }) => ({ list, column: { name: hidden, type: 'dynamic' } })),
    outer: expansion.outer,
    ...(expansion.limit === undefined ? {} : { limit: expansion.limit }),
    ...(expansion.index === undefined ? {} : { index: expansion.index }),
  };
  const values = lists.map(({ name, type, hidden }): NamedExpression => {
    const element: Expression = { kind: 'column', type: 'dynamic', name: hidden };
    return { name, expression: cast(element, type) };
  });
  const rows = withoutHidden(
    extend({ relation, nullable: input.nullable, carried: input.carried ?? [] }, values),
  );
  return expansion.index === undefined ? rows : withLast(rows, expansion.index);
}

function withoutParentheses(node: SyntaxNode): SyntaxNode {
  return classOf(node) === 'ParenthesizedExpression' ? withoutParentheses(part(node, 'Expression')) : node;
}

/** A conversion without a name takes the name of its column: `mv-expand parse_json(x)` replaces x. */
function replacedColumn(value: SyntaxNode, before: ReadonlySet<string>): string | undefined {
  if (classOf(value) !== 'FunctionCallExpression') return undefined;
  const [first] = argumentsOf(value);
  const name = first !== undefined && classOf(first) === 'NameReference' ? nameOf(first) : undefined;
  return name !== undefined && before.has(name) ? name : undefined;
}

/** An empty array expands to nothing, while null and what is no array stay one row. */
function withoutEmpty(input: Relation, lists: readonly Expanded[]): Relation {
  const empty = lists.map(({ list }) => call('eq', [call('arrayLength', [list]), long(0)]));
  return { kind: 'filter', input, predicate: not(call('isTrue', [and(...empty)])) };
}

/** `to typeof(…)` only casts: a text is not read as a number. */
function cast(element: Expression, type: Column['type']): Expression {
  const value = convert(element, type);
  if (!isNumeric(type) && type !== 'bool') return value;
  const isText = call('eq', [call('jsonType', [element]), text('string')]);
  return call('if', [isText, nullOf(type), value]);
}

function listOf(value: Expression, pairs: boolean): Expression {
  if (!pairs) return value;
  const isBag = call('eq', [call('jsonType', [value]), text('object')]);
  return call('if', [isBag, call('objectPairs', [value]), value]);
}

/** The index column stands last. */
function withLast(rows: Rows, name: string): Rows {
  const columns = columnsOf(rows.relation);
  const ordered = [
    ...columns.filter((item) => item.name !== name),
    ...columns.filter((item) => item.name === name),
  ];
  return {
    ...rows,
    relation: {
      kind: 'project',
      input: rows.relation,
      columns: ordered.map((item) => ({
        name: item.name,
        expression: { kind: 'column', type: item.type, name: item.name },
      })),
    },
  };
}

function targetType(item: SyntaxNode): Column['type'] | undefined {
  const clause = optionalPart(item, 'ToTypeOf');
  if (clause === undefined) return undefined;
  const [type] = elements(part(clause, 'TypeOf'), 'Types');
  return type === undefined ? undefined : typeNamed(wordOf(type));
}
