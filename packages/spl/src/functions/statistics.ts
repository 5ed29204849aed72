import type { Expression } from '@interloper/plan';
import { call, long, nullOf, real } from '@interloper/plan';
import { extremeNumber, extremeText, isNumber, totalsOf } from '../lower/list-numbers.js';
import type { Totals } from '../lower/list-numbers.js';
import { asNumber, asText, constantNumber, convert, isNullLiteral, kindOf } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';

/** Search Reference: Statistical eval functions, and sum. Each value of a list counts. */
export const statistics: FunctionFamily = {
  max: { arity: [1, Infinity], lower: (fn) => extreme(fn, 'greatest') },
  min: { arity: [1, Infinity], lower: (fn) => extreme(fn, 'least') },
  sum: { arity: [1, Infinity], lower: (fn) => totals(fn).sum },
  avg: {
    arity: [1, Infinity],
    lower: (fn) => {
      const { sum, count } = totals(fn);
      if (isNullLiteral(sum)) return sum;
      const divisor = count.kind === 'literal' ? real(Number(count.value)) : call('toReal', [count]);
      return call('divide', [convert(sum, 'real'), divisor], 'real');
    },
  },
};

/** The sum of all values that are numbers and how many there are; the sum is null when there is none. */
function totals(fn: FunctionCall): Totals {
  const none = { sum: nullOf('real'), count: long(0) };
  const quoted = fn.nodes.findIndex((node) => node.kind === 'text');
  if (quoted !== -1) {
    fn.refuse('a text in quotes is no number: write tonumber("…")', quoted);
    return none;
  }
  const values = fn.nodes.map((_, index) => fn.value(index)).filter((value) => !isNullLiteral(value));
  const parts = values.map((value) => (value.type === 'multivalue' ? totalsOf(value) : ofOne(value)));
  const [first, ...rest] = parts;
  if (first === undefined) return none;
  const whole = parts.every(({ sum }) => sum.type === 'long');
  const add = (left: Expression, right: Expression): Expression => {
    const type = left.type === 'long' && right.type === 'long' ? 'long' : 'real';
    return call('add', [left, right], type);
  };
  const count = rest.reduce((all, part) => add(all, part.count), first.count);
  const sum = rest.reduce((all, part) => add(all, part.sum), first.sum);
  const known = parts.some((part) => part.count.kind === 'literal');
  if (known) return { sum, count: parts.every(isLiteral) ? long(parts.length) : count };
  const some = call('gt', [count, long(0)]);
  return { sum: call('if', [some, sum, nullOf(whole ? 'long' : 'real')]), count };
}

function isLiteral({ count }: Totals): boolean {
  return count.kind === 'literal';
}

function ofOne(value: Expression): Totals {
  const number = asNumber(value);
  if (number.kind === 'literal') return { sum: number, count: long(1) };
  const zero = number.type === 'long' ? long(0) : real(0);
  return {
    sum: call('coalesce', [number, zero]),
    count: call('if', [call('isNull', [number]), long(0), long(1)]),
  };
}

/** Texts that are not numbers are greater than numbers. */
function extreme(fn: FunctionCall, name: 'greatest' | 'least'): Expression {
  const values = fn.nodes.map((_, index) => fn.value(index)).filter((value) => !isNullLiteral(value));
  if (values.length === 0) return nullOf('real');
  const times = values.every((value) => value.type === 'datetime');
  const numbers = values.flatMap((value) => {
    if (value.type === 'multivalue') return [extremeNumber(value, name)];
    if (times) return [value];
    const number = asNumber(value);
    return isTextLiteral(value) ? [] : [number];
  });
  const number = pick(numbers, name);
  const texts = values.flatMap((value) => textsIn(value, name));
  if (texts.length === 0) return number ?? nullOf('real');
  const text = pick(texts, name) ?? nullOf('string');
  if (number === undefined) return text;
  const both = [text, asText(number)];
  return call('coalesce', name === 'greatest' ? both : both.toReversed());
}

function isTextLiteral(value: Expression): boolean {
  return value.kind === 'literal' && value.type === 'string' && constantNumber(value) === undefined;
}

/** The texts of a value that are no numbers: of a list the greatest or least of them. */
function textsIn(value: Expression, name: 'greatest' | 'least'): readonly Expression[] {
  if (value.type === 'multivalue') return [extremeText(value, name)];
  if (isTextLiteral(value)) return [value];
  if (kindOf(value.type) !== 'text' || constantNumber(value) !== undefined) return [];
  const shown = asText(value);
  return [call('if', [isNumber(shown), nullOf('string'), shown])];
}

/** The greatest or least of values of one type. Null does not count: each falls back on the others. */
function pick(values: readonly Expression[], name: 'greatest' | 'least'): Expression | undefined {
  const mixed = new Set(values.map((value) => value.type)).size > 1;
  const same = mixed ? values.map((value) => convert(value, 'real')) : values;
  const filled = same.map((value, at) => {
    const others = same.filter((_, index) => index !== at);
    return value.kind === 'literal' || others.length === 0 ? value : call('coalesce', [value, ...others]);
  });
  return filled.length <= 1 ? filled[0] : call(name, filled);
}
