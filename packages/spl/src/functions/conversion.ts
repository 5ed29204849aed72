import type { Expression } from '@interloper/plan';
import { bool, call, long, nullOf, real, text } from '@interloper/plan';
import { formatValues, withCommas } from '../lower/printf.js';
import { asNumber, asText, constantNumber, convert, isNullLiteral, kindOf } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Conversion functions. */
export const conversion: FunctionFamily = {
  tonumber: { arity: [1, 2], lower: (fn) => toNumber(fn) },
  tostring: {
    arity: [1, 2],
    lower: toText,
    partial: 'the format is a constant: "commas", "duration" or "hex"',
  },
  toint: {
    arity: [1, 2],
    lower: (fn) => {
      const number = toNumber(fn);
      if (isNullLiteral(number)) return nullOf('long');
      return number.type === 'long' ? number : call('toLong', [call('floor', [number])]);
    },
  },
  todouble: { arity: [1, 2], lower: (fn) => convert(toNumber(fn), 'real') },
  tobool: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (value.type === 'bool' || isNullLiteral(value)) return convertToBool(value);
      const number = call('ne', [asNumber(value), long(0)]);
      if (kindOf(value.type) !== 'text') return number;
      const shown = asText(value);
      const yes = call('in', [shown, text('true'), text('True')]);
      const no = call('in', [shown, text('false'), text('False')]);
      return call('case', [yes, bool(true), no, bool(false), number]);
    },
  },
  tomv: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (value.type === 'multivalue') return value;
      if (isNullLiteral(value) || kindOf(value.type) !== 'text') return nullOf('multivalue');
      const parsed = call('parseJson', [asText(value)]);
      const isArray = call('eq', [call('jsonType', [parsed]), text('array')]);
      return call('if', [isArray, call('mvFromJson', [parsed]), nullOf('multivalue')]);
    },
  },
  printf: {
    arity: [1, Infinity],
    lower: printf,
    partial: 'the format is a constant without %e, %g and %a; %c of a constant',
  },
  ipmask: { arity: [2, 2], lower: ipMask, partial: 'the mask is a constant; IPv4' },
  toarray: refused('arrays are multivalue fields'),
  toobject: refused('use spath or json_extract'),
};

function toText(fn: FunctionCall): Expression {
  const value = fn.value(0);
  if (fn.nodes.length === 1) return value.type === 'bool' ? asTitle(value) : asText(value);
  const format = fn.value(1);
  if (isNullLiteral(value)) return nullOf('string');
  switch (format.kind === 'literal' ? format.value : undefined) {
    case 'duration':
      return duration(asNumber(value));
    case 'hex':
      return call('concat', [
        text('0x'),
        call('upper', [call('hexText', [call('toLong', [asNumber(value)])])]),
      ]);
    case 'commas':
      return withCommas(asNumber(value));
    default:
      return fn.refuse('the format must be "commas", "duration" or "hex"', 1);
  }
}

/** A condition as `True` or `False`, as Splunk writes it. */
function asTitle(value: Expression): Expression {
  if (isNullLiteral(value)) return nullOf('string');
  return call('case', [value, text('True'), call('not', [value]), text('False'), nullOf('string')]);
}

/** `[-][days+]HH:MM:SS[.ffffff]` of seconds. */
function duration(number: Expression): Expression {
  if (isNullLiteral(number)) return nullOf('string');
  const size = call('abs', [number]);
  const million = long(1_000_000);
  const micros = call('toLong', [call('round', [call('multiply', [size, real(1_000_000)], 'real')])]);
  const seconds = number.type === 'long' ? size : call('divide', [micros, million], 'long');
  const part = (unit: number, modulus: number): Expression =>
    call('modulo', [call('divide', [seconds, long(unit)], 'long'), long(modulus)], 'long');
  const two = (value: Expression): Expression =>
    call('padStart', [call('toText', [value]), long(2), text('0')]);
  const days = call('divide', [seconds, long(86_400)], 'long');
  const fraction = call('modulo', [micros, million], 'long');
  const shownFraction = call('concat', [
    text('.'),
    call('padStart', [call('toText', [fraction]), long(6), text('0')]),
  ]);
  return call('concat', [
    call('if', [call('lt', [number, long(0)]), text('-'), text('')]),
    call('if', [call('gt', [days, long(0)]), call('concat', [call('toText', [days]), text('+')]), text('')]),
    two(part(3600, 24)),
    text(':'),
    two(part(60, 60)),
    text(':'),
    two(part(1, 60)),
    number.type === 'long'
      ? text('')
      : call('if', [call('gt', [fraction, long(0)]), shownFraction, text('')]),
  ]);
}

function convertToBool(value: Expression): Expression {
  return isNullLiteral(value) ? nullOf('bool') : value;
}

/** The number a value is, or that a text is in a base; null of a text with spaces around it. */
function toNumber(fn: FunctionCall): Expression {
  const base = fn.nodes.length > 1 ? constantNumber(fn.value(1)) : long(10);
  const size = base?.kind === 'literal' ? Number(base.value) : Number.NaN;
  if (!Number.isInteger(size) || size < 2 || size > 36)
    return fn.refuse('the base must be a constant from 2 to 36', 1);
  const value = fn.value(0);
  if (size !== 10) return ofBase(value, size);
  if (isNullLiteral(value) || kindOf(value.type) !== 'text') return asNumber(value);
  if (value.kind === 'literal') return /^\s|\s$/.test(String(value.value)) ? nullOf('real') : asNumber(value);
  const shown = asText(value);
  return call('if', [call('matchesRegex', [shown, text('^\\s|\\s$')]), nullOf('real'), asNumber(shown)]);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A whole number written in a base; null where a character is no digit of it. At most twelve digits, so that it is exact. */
function ofBase(value: Expression, base: number): Expression {
  if (isNullLiteral(value)) return nullOf('long');
  const digits = DIGITS.slice(0, base);
  const set = base <= 10 ? `0-${base - 1}` : `0-9a-${digits.at(-1) ?? ''}`;
  const written = call('lower', [asText(value)]);
  // As in C, 0x may stand before a number of base 16.
  const shown = base === 16 ? call('replaceRegex', [written, text('^0x'), text('')]) : written;
  const valid = call('matchesRegex', [shown, text(`^[${set}]{1,12}$`)]);
  const padded = call('padStart', [shown, long(12), text('0')]);
  const places = Array.from({ length: 12 }, (_, index): Expression => {
    const digit = call('substring', [padded, long(index), long(1)]);
    const worth = call('indexOf', [text(digits), digit]);
    return call('multiply', [worth, long(BigInt(base) ** BigInt(11 - index))], 'long');
  });
  const total = places.reduce((sum, place) => call('add', [sum, place], 'long'));
  return call('if', [valid, total, nullOf('long')]);
}

function printf(fn: FunctionCall): Expression {
  const format = fn.value(0);
  if (format.kind !== 'literal' || typeof format.value !== 'string')
    return fn.refuse('the format must be a text', 0);
  const values = fn.nodes.slice(1).map((_, index) => fn.value(index + 1));
  const list = values.findIndex((value) => value.type === 'multivalue');
  if (list !== -1) return fn.refuse('it takes single values: use mvjoin', list + 1);
  const result = formatValues(format.value, values);
  return 'why' in result ? fn.refuse(`not supported: ${result.why}`, 0) : result;
}

const ADDRESS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Search Reference: ipmask. Each number of the address and that of the mask, bit by bit. */
function ipMask(fn: FunctionCall): Expression {
  const mask = fn.value(0);
  const parts = mask.kind === 'literal' && typeof mask.value === 'string' ? ADDRESS.exec(mask.value) : null;
  const bits = (parts ?? []).slice(1).map(Number);
  if (bits.length !== 4 || bits.some((part) => part > 255))
    return fn.refuse('the mask must be a text like "255.255.0.0"', 0);
  const value = fn.value(1);
  if (value.type === 'multivalue') return fn.refuse('it takes a single address', 1);
  if (isNullLiteral(value)) return nullOf('string');
  const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
  const pattern = text(`^${[octet, octet, octet, octet].join('\\.')}$`);
  const masked = bits.map((part, index) => {
    const own = call('toLong', [call('regexExtract', [asText(value), pattern, long(index + 1)])]);
    return call('toText', [call('bitAnd', [own, long(part)])]);
  });
  return call(
    'concat',
    masked.flatMap((part, index) => (index === 0 ? [part] : [text('.'), part])),
  );
}
