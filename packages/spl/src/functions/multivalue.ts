import type { Expression } from '@interloper/plan';
import { TICKS_PER_SECOND, bool, call, lambda, long, nullOf, text, variable } from '@interloper/plan';
import { fieldsIn } from '../lower/fields-in.js';
import { isJson } from '../lower/json-checks.js';
import { translateRegex } from '../lower/regular-expression.js';
import { ticksOfSpan } from '../lower/time-modifier.js';
import { asList, asNumber, asText, constantNumber, isNullLiteral } from '../lower/values.js';
import type { Expr } from '../syntax/tree.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Multivalue eval functions. A single value counts as a list of one. */
export const multivalue: FunctionFamily = {
  mvappend: {
    arity: [1, Infinity],
    lower: (fn) => {
      const values = fn.nodes.map((_, index) => fn.value(index)).filter((value) => !isNullLiteral(value));
      const lists = values.map((value) => (value.type === 'multivalue' ? value : asText(value)));
      return lists.length === 0 ? nullOf('multivalue') : call('mvAppend', lists);
    },
  },
  mvcount: { arity: [1, 1], lower: (fn) => ofList(fn, 'long', (list) => call('mvCount', [list])) },
  mvdedup: { arity: [1, 1], lower: (fn) => ofList(fn, 'multivalue', (list) => call('mvDedup', [list])) },
  mvsort: { arity: [1, 1], lower: (fn) => ofList(fn, 'multivalue', (list) => call('mvSort', [list])) },
  mvindex: {
    arity: [2, 3],
    lower: (fn) =>
      ofList(fn, 'string', (list) => {
        const from = position(fn, 1);
        return fn.nodes.length === 2
          ? call('mvFirst', [call('mvIndex', [list, from, from])])
          : call('mvIndex', [list, from, position(fn, 2)]);
      }),
  },
  mvreverse: {
    arity: [1, 1],
    lower: (fn) =>
      ofList(fn, 'multivalue', (list) =>
        call('mvFromJson', [call('arrayReverse', [call('toDynamic', [list])])]),
      ),
  },
  commands: refused('it takes searches apart that an audit log holds'),
  mvjoin: {
    arity: [2, 2],
    lower: (fn) => ofList(fn, 'string', (list) => call('mvJoin', [list, asText(fn.value(1))])),
  },
  split: {
    arity: [2, 2],
    lower: (fn) => {
      const value = asText(fn.value(0));
      const separator = fn.value(1);
      if (isNullLiteral(value)) return nullOf('multivalue');
      return call('mvSplit', [value, asText(separator)]);
    },
  },
  mvfilter: {
    arity: [1, 1],
    lower: (fn) => {
      const condition = fn.nodes[0];
      const names = condition === undefined ? [] : fieldsIn(condition);
      const [name] = names;
      if (name === undefined || names.length > 1) return fn.refuse('the condition must be over one field', 0);
      const list = asList(fn.lower({ kind: 'field', name, span: spanOf(fn) }, fn.scope));
      const inner = bind(fn, name);
      const node = fn.nodes[0];
      if (node === undefined || isNullLiteral(list)) return nullOf('multivalue');
      return call('mvFilter', [list, lambda('value', fn.lowerCondition(node, inner, true))]);
    },
    partial: 'the condition is over one field',
  },
  mvmap: {
    arity: [2, 2],
    lower: (fn) => {
      const [listed, node] = fn.nodes;
      const names = listed === undefined ? [] : fieldsIn(listed);
      const [name] = names;
      if (name === undefined || names.length > 1 || node === undefined) {
        return fn.refuse('the first argument must be made of one field, which stands for each value', 0);
      }
      const list = asList(fn.value(0));
      if (isNullLiteral(list)) return nullOf('multivalue');
      const body = fn.lower(node, bind(fn, name));
      if (body.type === 'multivalue') return fn.refuse('each value must give one value', 1);
      return call('mvMap', [list, lambda('value', asText(body))]);
    },
    partial: 'the first argument is made of one field',
  },
  mvfind: { arity: [2, 2], lower: find, partial: 'the pattern is a constant that RE2 understands' },
  mvzip: { arity: [2, 3], lower: zip },
  mvrange: { arity: [2, 3], lower: range, partial: 'whole numbers; no spans of months' },
  mv_to_json_array: {
    arity: [1, 2],
    lower: (fn) => {
      const infers = fn.nodes.length > 1 ? fn.value(1) : bool(false);
      if (infers.kind !== 'literal' || typeof infers.value !== 'boolean')
        return fn.refuse('it must be true() or false()', 1);
      return ofList(fn, 'string', (list) => {
        const array = call('toDynamic', [list]);
        if (infers.value !== true) return call('toText', [array]);
        // A value that is not JSON becomes null.
        const value = call('toText', [variable('value', 'dynamic')]);
        const inferred = call('if', [isJson(value), call('parseJson', [value]), nullOf('dynamic')]);
        return call('toText', [call('arrayMap', [array, lambda('value', inferred)])]);
      });
    },
  },
};

function ofList(
  fn: FunctionCall,
  type: 'long' | 'multivalue' | 'string',
  build: (list: Expression) => Expression,
): Expression {
  const value = fn.value(0);
  return isNullLiteral(value) ? nullOf(type) : build(asList(value));
}

/** The position of the first value that matches; null when none does. */
function find(fn: FunctionCall): Expression {
  const pattern = fn.value(1);
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') {
    return fn.refuse('the regular expression must be a text', 1);
  }
  const translated = translateRegex(pattern.value);
  if ('why' in translated) return fn.refuse(`the regular expression cannot run here: ${translated.why}`, 1);
  return ofList(fn, 'long', (list) => {
    // A mark for each value, in order: the place of the first hit is the position looked for.
    const hit = call('matchesRegex', [variable('value', 'string'), text(translated.pattern)]);
    const marks = call('mvMap', [list, lambda('value', call('if', [hit, text('1'), text('0')]))]);
    return call('nullIf', [call('indexOf', [call('mvJoin', [marks, text('')]), text('1')]), long(-1)]);
  });
}

/** The values of two lists, joined by a delimiter, in pairs; the longer list is cut. */
function zip(fn: FunctionCall): Expression {
  const [first, second] = [fn.value(0), fn.value(1)];
  const delimiter = fn.nodes.length > 2 ? asText(fn.value(2)) : text(',');
  if (isNullLiteral(first) || isNullLiteral(second)) return nullOf('multivalue');
  const lists = [first, second].map((list) => call('toDynamic', [asList(list)]));
  const pair = call('parseJson', [variable('value', 'string')]);
  const joined = call('concat', [
    call('pathText', [pair, long(0)]),
    delimiter,
    call('pathText', [pair, long(1)]),
  ]);
  return call('mvMap', [call('mvFromJson', [call('arrayZip', lists)]), lambda('value', joined)]);
}

/** Numbers from the first towards, and without, the second. */
function range(fn: FunctionCall): Expression {
  const [from, to] = [whole(fn, 0), whole(fn, 1)];
  const step = fn.nodes.length > 2 ? stepOf(fn) : long(1);
  const inward = call('if', [call('lt', [step, long(0)]), long(1), long(-1)]);
  const last = call('add', [to, inward], 'long');
  return call('mvFromJson', [call('arrayRange', [from, last, step])]);
}

/** A number, or a span of time as its seconds. */
function stepOf(fn: FunctionCall): Expression {
  const value = fn.value(2);
  const ticks =
    value.kind === 'literal' && typeof value.value === 'string' ? ticksOfSpan(value.value) : undefined;
  return ticks === undefined ? whole(fn, 2) : long(ticks / TICKS_PER_SECOND);
}

function whole(fn: FunctionCall, index: number): Expression {
  const value = fn.value(index);
  if (value.kind === 'literal' && constantNumber(value)?.type !== 'long') {
    fn.refuse('it must be a whole number', index);
    return long(1);
  }
  const number = asNumber(value);
  return number.type === 'long' ? number : call('toLong', [number]);
}

function position(fn: FunctionCall, index: number): Expression {
  const value = asNumber(fn.value(index));
  if (isNullLiteral(value)) {
    fn.refuse('the position must be a number', index);
    return long(0);
  }
  return value.type === 'long' ? value : call('toLong', [value]);
}

/** The scope in which a field's name stands for one of its values. */
function bind(fn: FunctionCall, name: string): FunctionCall['scope'] {
  const variables = new Map(fn.scope.variables);
  variables.set(name, variable('value', 'string'));
  return { ...fn.scope, variables };
}

function spanOf(fn: FunctionCall): Expr['span'] {
  return fn.nodes[0]?.span ?? { start: 0, end: 0 };
}
