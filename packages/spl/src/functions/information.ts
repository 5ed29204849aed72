import type { Expression } from '@interloper/plan';
import { bool, call, not, or, text } from '@interloper/plan';
import { isNullLiteral, kindOf } from '../lower/values.js';
import type { FunctionFamily } from './definition.js';

/** Search Reference: Informational functions. */
export const information: FunctionFamily = {
  isnull: { arity: [1, 1], lower: (fn) => isNull(fn.value(0)) },
  isnotnull: { arity: [1, 1], lower: (fn) => isNotNull(fn.value(0)) },
  isnum: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (kindOf(value.type) === 'text') return not(call('isNull', [call('toReal', [value])]));
      return kindOf(value.type) === 'list' ? bool(false) : isNotNull(value);
    },
  },
  isint: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (value.type === 'long') return isNotNull(value);
      const number = kindOf(value.type) === 'text' ? call('toReal', [value]) : value;
      if (number.type !== 'real') return bool(false);
      return call('isTrue', [call('eq', [call('floor', [number]), number])]);
    },
  },
  isstr: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
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

function isNull(value: Expression): Expression {
  return isNullLiteral(value) ? bool(true) : call('isNull', [value]);
}

function isNotNull(value: Expression): Expression {
  return not(isNull(value));
}
