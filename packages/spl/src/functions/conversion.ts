import type { Expression } from '@interloper/plan';
import { call, long, nullOf, text } from '@interloper/plan';
import { asNumber, asText, isNullLiteral } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Conversion functions. */
export const conversion: FunctionFamily = {
  tonumber: {
    arity: [1, 2],
    lower: (fn) => {
      const base = fn.nodes.length > 1 ? fn.value(1) : long(10);
      if (base.kind !== 'literal' || base.value !== 10) return fn.refuse('only base 10 is supported', 1);
      return asNumber(fn.value(0));
    },
    partial: 'base 10 only',
  },
  tostring: { arity: [1, 2], lower: toText, partial: 'formats "duration" and "hex", no "commas"' },
  ipmask: refused('write the network with cidrmatch'),
  printf: refused('join texts with "."'),
  toarray: refused('arrays are multivalue fields'),
  tobool: refused('compare the text'),
};

function toText(fn: FunctionCall): Expression {
  const value = fn.value(0);
  if (fn.nodes.length === 1) return value.type === 'bool' ? asTitle(value) : asText(value);
  const format = fn.value(1);
  if (isNullLiteral(value)) return nullOf('string');
  switch (format.kind === 'literal' ? format.value : undefined) {
    case 'duration':
      return duration(call('toLong', [asNumber(value)]));
    case 'hex':
      return call('concat', [
        text('0x'),
        call('upper', [call('hexText', [call('toLong', [asNumber(value)])])]),
      ]);
    default:
      return fn.refuse('the format must be "duration" or "hex"', 1);
  }
}

/** A condition as `True` or `False`, as Splunk writes it. */
function asTitle(value: Expression): Expression {
  if (isNullLiteral(value)) return nullOf('string');
  return call('case', [value, text('True'), call('not', [value]), text('False'), nullOf('string')]);
}

/** `[days+]HH:MM:SS` of seconds. */
function duration(seconds: Expression): Expression {
  const part = (size: number, modulus: number): Expression =>
    call('modulo', [call('divide', [seconds, long(size)], 'long'), long(modulus)], 'long');
  const two = (value: Expression): Expression => {
    const padded = call('concat', [text('0'), call('toText', [value])]);
    return call('if', [call('lt', [value, long(10)]), padded, call('toText', [value])]);
  };
  const days = call('divide', [seconds, long(86_400)], 'long');
  const prefix = call('if', [
    call('gt', [days, long(0)]),
    call('concat', [call('toText', [days]), text('+')]),
    text(''),
  ]);
  return call('concat', [
    prefix,
    two(part(3600, 24)),
    text(':'),
    two(part(60, 60)),
    text(':'),
    two(part(1, 60)),
  ]);
}
