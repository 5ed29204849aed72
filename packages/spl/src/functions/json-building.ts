import type { Expression } from '@interloper/plan';
import { call, nullOf, text } from '@interloper/plan';
import { asText, isNullLiteral } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { isJson } from '../lower/json-checks.js';

const NESTED = 'the text of a field is a text, also when it holds JSON: use json(field)';

/** Search Reference: JSON functions that make JSON, or change what is in it. */
export const jsonBuilding: FunctionFamily = {
  json_object: { arity: [0, Infinity], lower: makeObject, partial: `keys are constants; ${NESTED}` },
  json_array: {
    arity: [0, Infinity],
    lower: (fn) =>
      call('toText', [
        call(
          'makeArray',
          fn.nodes.map((_, index) => member(fn, index)),
        ),
      ]),
    partial: NESTED,
  },
  json_set: { arity: [3, Infinity], lower: (fn) => changed(fn, 'set'), partial: NESTED },
  json_set_exact: { arity: [3, Infinity], lower: (fn) => changed(fn, 'setExact'), partial: NESTED },
  json_append: { arity: [3, Infinity], lower: (fn) => changed(fn, 'append'), partial: NESTED },
  json_extend: { arity: [3, Infinity], lower: (fn) => changed(fn, 'extend'), partial: NESTED },
  json_delete: { arity: [2, Infinity], lower: without },
};

const MAKING: ReadonlySet<string> = new Set(Object.keys(jsonBuilding));

function makeObject(fn: FunctionCall): Expression {
  if (fn.nodes.length % 2 !== 0) return fn.refuse('each name needs a value');
  const args: Expression[] = [];
  const names = new Set<unknown>();
  for (let index = 0; index < fn.nodes.length; index += 2) {
    const key = fn.value(index);
    if (key.kind !== 'literal' || typeof key.value !== 'string')
      return fn.refuse('a name must be a text', index);
    if (names.has(key.value)) return fn.refuse(`the name ${key.value} stands twice`, index);
    names.add(key.value);
    args.push(key, member(fn, index + 1));
  }
  return call('toText', [call('makeObject', args)]);
}

/** A value inside JSON: what a JSON function makes is nested, a list becomes an array, conditions true or false. */
function member(fn: FunctionCall, index: number): Expression {
  const value = fn.value(index);
  const [inner] = value.kind === 'call' && value.fn === 'toText' ? value.args : [];
  const node = fn.nodes[index];
  const name = node?.kind === 'call' ? node.name.toLowerCase() : '';
  if (MAKING.has(name) && inner?.type === 'dynamic') return inner;
  if (name === 'json' && !isNullLiteral(value)) return call('parseJson', [asText(value)]);
  return value.type === 'datetime' ? call('epochSeconds', [value]) : value;
}

/** Pairs of a path and a value, one after the other; null of what is no JSON. */
function changed(fn: FunctionCall, how: 'set' | 'setExact' | 'append' | 'extend'): Expression {
  if (fn.nodes.length % 2 !== 1) return fn.refuse('each path needs a value');
  const value = asText(fn.value(0));
  let result = call('parseJson', [value]);
  for (let index = 1; index < fn.nodes.length; index += 2) {
    const path = asText(fn.value(index));
    if (isNullLiteral(path)) return fn.refuse('a path must be a text', index);
    const given = call('makeArray', [member(fn, index + 1)]);
    result = call('jsonChanged', [result, text(how), path, given]);
  }
  return isNullLiteral(value)
    ? nullOf('string')
    : call('if', [isJson(value), call('toText', [result]), nullOf('string')]);
}

function without(fn: FunctionCall): Expression {
  const value = asText(fn.value(0));
  const paths = fn.nodes.slice(1).map((_, index) => asText(fn.value(index + 1)));
  if (isNullLiteral(value)) return nullOf('string');
  const parsed = call('parseJson', [value]);
  const isName = (path: Expression): boolean =>
    path.kind === 'literal' && typeof path.value === 'string' && !/[.{]/.test(path.value);
  if (paths.every(isName)) return call('toText', [call('objectWithout', [parsed, call('makeArray', paths)])]);
  const none = call('makeArray', []);
  return call('toText', [
    paths.reduce((left, path) => call('jsonChanged', [left, text('delete'), path, none]), parsed),
  ]);
}
