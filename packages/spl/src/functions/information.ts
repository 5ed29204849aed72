import type { Expression } from '@interloper/plan';
import { and, bool, call, long, not, or, text } from '@interloper/plan';
import { isJson } from '../lower/json-checks.js';
import { asText, isNullLiteral, kindOf } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';

/** Search Reference: Informational functions. */
export const information: FunctionFamily = {
  isnull: { arity: [1, 1], lower: (fn) => isNull(fn.value(0)) },
  isnotnull: { arity: [1, 1], lower: (fn) => isNotNull(fn.value(0)) },
  isnum: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isQuoted(fn) || isNullLiteral(value)) return bool(false);
      if (kindOf(value.type) === 'text') return not(call('isNull', [call('toReal', [value])]));
      return kindOf(value.type) === 'list' ? bool(false) : isNotNull(value);
    },
  },
  isint: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isQuoted(fn)) return bool(false);
      if (value.type === 'long') return isNotNull(value);
      const number = kindOf(value.type) === 'text' ? call('toReal', [value]) : value;
      if (number.type !== 'real') return bool(false);
      return call('isTrue', [call('eq', [call('floor', [number]), number])]);
    },
  },
  isdouble: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isQuoted(fn)) return bool(false);
      const number = kindOf(value.type) === 'text' ? call('toReal', [value]) : value;
      if (number.type !== 'real') return bool(false);
      return call('isTrue', [call('ne', [call('floor', [number]), number])]);
    },
  },
  isarray: { arity: [1, 1], lower: (fn) => isJsonOf(fn, 'array') },
  isobject: { arity: [1, 1], lower: (fn) => isJsonOf(fn, 'object') },
  ismv: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (value.type !== 'multivalue' || isNullLiteral(value)) return bool(false);
      return call('isTrue', [call('gt', [call('mvCount', [value]), long(1)])]);
    },
  },
  isstr: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isQuoted(fn)) return bool(true);
      if (kindOf(value.type) === 'list') return isNotNull(value);
      if (kindOf(value.type) !== 'text') return bool(false);
      return not(or(call('isNull', [value]), not(call('isNull', [call('toReal', [value])]))));
    },
  },
  isbool: { arity: [1, 1], lower: (fn) => bool(fn.value(0).type === 'bool') },
  typeof: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isNullLiteral(value)) return text('Invalid');
      if (isQuoted(fn)) return text('String');
      const invalid = call('isNull', [value]);
      switch (kindOf(value.type)) {
        case 'condition':
          return call('case', [invalid, text('Invalid'), text('Boolean')]);
        case 'number':
        case 'time':
          return call('case', [invalid, text('Invalid'), text('Number')]);
        case 'list':
          return call('case', [invalid, text('Invalid'), text('String')]);
        case 'text': {
          const number = not(call('isNull', [call('toReal', [value])]));
          return call('case', [invalid, text('Invalid'), number, text('Number'), text('String')]);
        }
      }
    },
  },
};

/** A text in quotes is a text, also when it looks like a number: only in fields it may be either. */
function isQuoted(fn: FunctionCall): boolean {
  return fn.nodes[0]?.kind === 'text';
}

function isJsonOf(fn: FunctionCall, type: 'array' | 'object'): Expression {
  const value = fn.value(0);
  if (isNullLiteral(value) || kindOf(value.type) !== 'text') return bool(false);
  const shown = asText(value);
  const own = call('isTrue', [call('eq', [call('jsonType', [call('parseJson', [shown])]), text(type)])]);
  return and(own, isJson(shown));
}

function isNull(value: Expression): Expression {
  return isNullLiteral(value) ? bool(true) : call('isNull', [value]);
}

function isNotNull(value: Expression): Expression {
  return not(isNull(value));
}
