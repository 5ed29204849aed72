import type { Expression } from '@interloper/plan';
import { bool, call, lambda, long, nullOf, text, variable } from '@interloper/plan';
import { isJson } from '../lower/json-checks.js';
import { atPath, fieldOfRaw, valueAtPath } from '../lower/json-path.js';
import { asText, isNullLiteral } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: JSON functions, and spath. */
export const json: FunctionFamily = {
  spath: { arity: [2, 2], lower: extract, partial: 'the path is a constant; attributes of XML are not read' },
  json_extract: {
    arity: [1, Infinity],
    lower: (fn) => {
      if (fn.nodes.length === 1) return asText(fn.value(0));
      return fn.nodes.length === 2 ? extractOne(fn) : extractAll(fn);
    },
    partial: 'paths are constants',
  },
  json_extract_exact: { arity: [1, Infinity], lower: extractExact, partial: 'keys are constants' },
  json_has_key_exact: {
    arity: [2, 2],
    lower: (fn) => {
      const key = fn.value(1);
      const value = asText(fn.value(0));
      if (isNullLiteral(value) || isNullLiteral(key)) return nullOf('bool');
      const names = call('objectKeys', [call('parseObject', [value])]);
      return call('arrayContains', [names, call('toDynamic', [asText(key)])]);
    },
  },
  json_entries: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('string');
      const pair = variable('pair', 'dynamic');
      const entry = call('makeObject', [
        text('key'),
        call('path', [pair, long(0)]),
        text('value'),
        call('path', [pair, long(1)]),
      ]);
      const pairs = call('objectPairs', [call('parseObject', [value])]);
      return call('toText', [call('arrayMap', [pairs, lambda('pair', entry)])]);
    },
  },
  json: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('string');
      return call('if', [isJson(value), value, nullOf('string')]);
    },
  },
  json_valid: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      return isNullLiteral(value) ? bool(false) : isJson(value);
    },
  },
  json_keys: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('string');
      return call('toText', [call('objectKeys', [call('parseJson', [value])])]);
    },
  },
  json_array_to_mv: {
    arity: [1, 2],
    lower: (fn) => {
      const value = asText(fn.value(0));
      const quotes = fn.nodes.length > 1 ? fn.value(1) : bool(false);
      if (quotes.kind !== 'literal' || typeof quotes.value !== 'boolean')
        return fn.refuse('it must be true() or false()', 1);
      if (isNullLiteral(value)) return nullOf('multivalue');
      const parsed = call('parseJson', [value]);
      const element = variable('element', 'dynamic');
      // The text of the JSON inside a JSON array of one, without its brackets: texts keep their quotes.
      const inside = call('toText', [call('makeArray', [element])]);
      const quoted = call('replaceRegex', [inside, text('^\\[|\\]$'), text('')]);
      const array = quotes.value ? call('arrayMap', [parsed, lambda('element', quoted)]) : parsed;
      const isArray = call('eq', [call('jsonType', [parsed]), text('array')]);
      return call('if', [isArray, call('mvFromJson', [array]), nullOf('multivalue')]);
    },
  },
  tojson: refused('build the value with json_object'),
};

/** One path: the value there; where the path goes through arrays, the JSON array of the values. */
function extractOne(fn: FunctionCall): Expression {
  const path = fn.value(1);
  if (path.kind !== 'literal' || typeof path.value !== 'string' || !path.value.includes('{}'))
    return extract(fn);
  const value = asText(fn.value(0));
  if (isNullLiteral(value)) return nullOf('string');
  return call('toText', [valueAtPath(call('parseJson', [value]), path.value)]);
}

/** Several paths: a JSON array of what each gives. */
function extractAll(fn: FunctionCall): Expression {
  const value = asText(fn.value(0));
  if (isNullLiteral(value)) return nullOf('string');
  const paths = fn.nodes.slice(1).map((_, index) => fn.value(index + 1));
  const wrong = paths.findIndex((path) => path.kind !== 'literal' || typeof path.value !== 'string');
  if (wrong !== -1) return fn.refuse('the path must be a text', wrong + 1);
  const found = paths.map((path) => {
    const own = path.kind === 'literal' && typeof path.value === 'string' ? path.value : '';
    return valueAtPath(call('parseJson', [value]), own);
  });
  return call('toText', [call('makeArray', found)]);
}

/** A key is taken as it is: dots and braces are part of it. */
function extractExact(fn: FunctionCall): Expression {
  const value = asText(fn.value(0));
  const keys = fn.nodes.slice(1).map((_, index) => fn.value(index + 1));
  const wrong = keys.findIndex((key) => key.kind !== 'literal' || typeof key.value !== 'string');
  if (wrong !== -1) return fn.refuse('the key must be a text', wrong + 1);
  if (isNullLiteral(value) || keys.length === 0) return value;
  const parsed = call('parseJson', [value]);
  const [key] = keys;
  if (key !== undefined && keys.length === 1) return call('pathText', [parsed, key]);
  return call('toText', [
    call(
      'makeArray',
      keys.map((each) => call('path', [parsed, each])),
    ),
  ]);
}

function extract(fn: FunctionCall): Expression {
  const path = fn.value(1);
  if (path.kind !== 'literal' || typeof path.value !== 'string') {
    return fn.refuse('the path must be a text', 1);
  }
  const [source] = fn.nodes;
  if (source?.kind === 'field' && source.name === '_raw') {
    const field = fieldOfRaw(path.value, fn.scope.state, fn.scope.lowering);
    if (field !== undefined) return field;
    if (fn.scope.state.origin?.('_raw') === '_raw') return nullOf('string');
  }
  const value = fn.value(0);
  if (isNullLiteral(value)) return nullOf('string');
  return atPath(call('parseJson', [asText(value)]), path.value);
}
