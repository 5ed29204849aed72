import { call, columnsOf, literal, long, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantElements, constantText } from '../expressions/constants.js';
import { classOf, nameOf } from '../kusto/syntax.js';
import { allColumns } from '../text.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** A key that is only known per row makes an object of its own, and the objects are merged. */
const bagPack: FunctionEntry = supported('bag-pack-function', (item) => {
  const pairs: (readonly [Expression, Expression])[] = [];
  for (let index = 0; index + 1 < item.args.length; index += 2) {
    pairs.push([convert(item.arg(index), 'string'), item.arg(index + 1)]);
  }
  if (pairs.every(([key]) => constantText(key) !== undefined)) {
    return call('makeObject', pairs.flat());
  }
  return call('objectFromLists', [
    call(
      'makeArray',
      pairs.map(([key]) => key),
    ),
    call(
      'makeArray',
      pairs.map(([, value]) => value),
    ),
  ]);
});

function bagPackColumns(item: FunctionCall): Expression {
  const parts = item.nodes.flatMap((node, index) =>
    classOf(node) === 'NameReference' ? [text(nameOf(node)), item.arg(index)] : [],
  );
  return parts.length === item.nodes.length * 2
    ? call('makeObject', parts)
    : item.refuse('bag_pack_columns of something that is no column');
}

function packAll(item: FunctionCall): Expression {
  const { rows } = item.env;
  if (rows === undefined) return item.refuse('pack_all without rows');
  const columns = allColumns(rows);
  if (constantBool(item.args[0]) !== true) {
    return call(
      'makeObject',
      columns.flatMap(({ name, expression }) => [text(name), expression]),
    );
  }
  const kept = columns.map(({ name, expression }) =>
    call('if', [
      call('ne', [convert(expression, 'string'), text('')]),
      call('makeObject', [text(name), expression]),
      literal('dynamic', '{}'),
    ]),
  );
  return kept.length === 0 ? literal('dynamic', '{}') : call('objectMerge', kept);
}

const packArray: FunctionEntry = supported('pack-array-function', (item) => {
  const [only] = item.nodes;
  if (item.nodes.length === 1 && only !== undefined && classOf(only) === 'StarExpression') {
    const { rows } = item.env;
    return rows === undefined
      ? item.refuse('pack_array(*) without rows')
      : call(
          'makeArray',
          allColumns(rows).map(({ expression }) => expression),
        );
  }
  return call('makeArray', item.args);
});

const arrayLength: FunctionEntry = supported('array-length-function', ({ arg }) => {
  const known = constantElements(arg(0));
  return known === undefined ? call('arrayLength', [convert(arg(0), 'dynamic')]) : long(known.length);
});

/** column_ifexists(): the binder has already decided whether the column is there. */
const columnIfExists: FunctionEntry = supported('column-ifexists-function', (item) => {
  const { rows } = item.env;
  const name = constantText(item.arg(0));
  const found =
    rows === undefined || name === undefined
      ? undefined
      : columnsOf(rows.relation).find((candidate) => candidate.name === name);
  if (found === undefined || rows === undefined) return item.arg(1);
  return (
    allColumns(rows).find((candidate) => candidate.name === found.name)?.expression ??
    literal(found.type, null)
  );
});

/** https://learn.microsoft.com/kusto/query/scalar-functions#dynamicarray-functions */
export const dynamicFunctions: FunctionFamily = {
  bag_pack: bagPack,
  pack: bagPack,
  pack_dictionary: bagPack,
  bag_pack_columns: supported('bag-pack-columns-function', bagPackColumns),
  pack_all: supported('pack-all-function', packAll),
  pack_array: packArray,
  array_length: arrayLength,
  arraylength: arrayLength,
  bag_keys: supported('bag-keys-function', ({ arg }) => call('objectKeys', [convert(arg(0), 'dynamic')])),
  set_has_element: supported('set-has-element-function', ({ arg }) =>
    call('arrayContains', [convert(arg(0), 'dynamic'), call('toDynamic', [arg(1)])]),
  ),
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  iscolumnexists: supported('column-ifexists-function', ({ arg, env }) => {
    const name = constantText(arg(0));
    const there = env.rows !== undefined && columnsOf(env.rows.relation).some((item) => item.name === name);
    return { kind: 'literal', type: 'bool', value: there };
  }),
  gettype: supported('gettype-function', ({ arg }) => {
    const value = arg(0);
    if (value.type !== 'dynamic') return text(value.type);
    return call('coalesce', [
      call('case', [
        call('eq', [call('jsonType', [value]), text('object')]),
        text('dictionary'),
        call('jsonType', [value]),
      ]),
      text('null'),
    ]);
  }),
};
