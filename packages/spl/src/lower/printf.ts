import type { Expression } from '@interloper/plan';
import { and, call, long, nullOf, real, text } from '@interloper/plan';
import { asNumber, asText, constantNumber, isNullLiteral } from './values.js';

/** How a value is written: one of the specifiers of the Search Reference's table. */
interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** A number with a fixed number of decimals is exact up to here. */
const MOST_DECIMALS = 9;

/** Search Reference: printf. The text of values by a format, or what of it is not supported. */
export function formatValues(
  format: string,
  values: readonly Expression[],
): Expression | { readonly why: string } {
  const left = [...values];
  const parts: Expression[] = [];
  let wanted = 0;
  for (let at = 0; at < format.length;) {
    const plain = /^[^%]+|^%%/.exec(format.slice(at))?.[0];
    if (plain !== undefined) {
      parts.push(text(plain === '%%' ? '%' : plain));
      at += plain.length;
      continue;
    }
    const match = /^%([-+ 0'#]*)(\d*|\*)(?:\.(\d*|\*))?([szdifFxXpouc])/.exec(format.slice(at));
    if (match === null) return { why: `${format.slice(at, at + 4)} in the format` };
    const [spelling, flags = '', width = '', precision, letter = ''] = match;
    wanted += 1 + [width, precision].filter((each) => each === '*').length;
    // A star takes its number from the values, before the one that is written.
    const size = width === '*' ? given(left.shift()) : Number(width || '0');
    const decimals =
      precision === undefined ? undefined : precision === '*' ? given(left.shift()) : Number(precision);
    if (Number.isNaN(size) || Number.isNaN(decimals ?? 0)) return { why: 'a width that is no constant' };
    if ((decimals ?? 0) > MOST_DECIMALS && letter !== 's' && letter !== 'z')
      return { why: `the precision of ${spelling}` };
    const value = left.shift() ?? nullOf('string');
    const conversion = {
      flags: size < 0 ? `${flags}-` : flags,
      width: Math.abs(size),
      precision: decimals,
      letter: SAME[letter] ?? letter,
    };
    const shown = written(conversion, value);
    if (shown === undefined) return { why: `${spelling} of a value that may be a number` };
    parts.push(padded(shown, conversion));
    at += spelling.length;
  }
  if (wanted !== values.length) return { why: `the format has ${wanted} values, not ${values.length}` };
  return parts.length === 0 ? text('') : call('concat', parts);
}

/** Letters that stand for others. */
const SAME: Readonly<Record<string, string>> = { z: 's', p: 'X', i: 'd', u: 'd', F: 'f' };

function given(value: Expression | undefined): number {
  const number = value === undefined ? undefined : constantNumber(value);
  return number?.kind === 'literal' && number.type === 'long' ? Number(number.value) : Number.NaN;
}

function written(conversion: Conversion, value: Expression): Expression | undefined {
  const { letter, precision } = conversion;
  switch (letter) {
    case 's': {
      const shown = asText(value);
      return precision === undefined ? shown : call('substring', [shown, long(0), long(precision)]);
    }
    case 'c':
      return character(value);
    case 'x':
    case 'X':
    case 'o': {
      const number = whole(value);
      const digits = letter === 'o' ? octal(number) : call('hexText', [number]);
      const shown = filled(letter === 'X' ? call('upper', [digits]) : digits, conversion, 0);
      if (!conversion.flags.includes('#')) return shown;
      const prefix = letter === 'o' ? '0' : `0${letter}`;
      const isZero = call('eq', [number, long(0)]);
      return call('if', [isZero, shown, call('concat', [text(prefix), shown])]);
    }
    case 'f':
      return signed(asNumber(value), conversion, (size) => fixed(size, precision ?? 6));
    default: {
      const { precision: _, ...rest } = conversion;
      const least = { ...rest, precision: undefined };
      return signed(whole(value), least, (size) => {
        const digits = call('toText', [size]);
        return precision === undefined ? digits : call('padStart', [digits, long(precision), text('0')]);
      });
    }
  }
}

/** A code point, or the first character of a text; undefined of a field, whose value may be either. */
function character(value: Expression): Expression | undefined {
  if (value.kind !== 'literal') return undefined;
  if (typeof value.value === 'number') return text(String.fromCodePoint(value.value));
  return typeof value.value === 'string' ? text(/^./su.exec(value.value)?.[0] ?? '') : nullOf('string');
}

/** The digits of a number from 0 to 2^54 - 1. */
function octal(number: Expression): Expression {
  const digits = Array.from({ length: 18 }, (_, index) => {
    const place = call('divide', [number, long(8n ** BigInt(17 - index))], 'long');
    return call('toText', [call('modulo', [place, long(8)], 'long')]);
  });
  return call('replaceRegex', [call('concat', digits), text('^0+(\\d)'), text('\\1')]);
}

/** Zeros before digits, where the flag 0 asks for them, up to the width without so many characters. */
function filled(digits: Expression, { flags, width }: Conversion, without: number): Expression {
  const room = width - without;
  if (!flags.includes('0') || flags.includes('-') || room <= 0) return digits;
  return call('padStart', [digits, long(room), text('0')]);
}

function whole(value: Expression): Expression {
  const number = asNumber(value);
  if (isNullLiteral(number)) return nullOf('long');
  return number.type === 'long' ? number : call('toLong', [number]);
}

/** The sign before the digits; a width filled with zeros comes between. */
function signed(
  number: Expression,
  conversion: Conversion,
  digits: (size: Expression) => Expression,
): Expression {
  if (isNullLiteral(number)) return nullOf('string');
  const below = call('lt', [number, number.type === 'long' ? long(0) : real(0)]);
  const plain = digits(call('abs', [number]));
  const size = conversion.flags.includes("'") ? withThousands(plain) : plain;
  const sign = conversion.flags.includes('+') ? '+' : conversion.flags.includes(' ') ? ' ' : '';
  return call('if', [
    below,
    call('concat', [text('-'), filled(size, conversion, 1)]),
    sign === '' ? filled(size, conversion, 0) : call('concat', [text(sign), filled(size, conversion, 1)]),
  ]);
}

/** Commas between the thousands of a number that is not negative. */
function withThousands(digits: Expression): Expression {
  const before = call('replaceRegex', [digits, text('\\..*$'), text('')]);
  const behind = call('replaceRegex', [digits, text('^[^.]*'), text('')]);
  return call('concat', [grouped(before), behind]);
}

function grouped(digits: Expression): Expression {
  const reversed = call('replaceRegex', [call('reverseText', [digits]), text('(\\d{3})'), text('\\1,')]);
  return call('replaceRegex', [call('reverseText', [reversed]), text('^,'), text('')]);
}

/** A number that is not negative with so many decimals. */
function fixed(number: Expression, decimals: number): Expression {
  const scale = 10 ** decimals;
  const scaled = call('toLong', [call('round', [call('multiply', [asReal(number), real(scale)], 'real')])]);
  const before = call('toText', [call('divide', [scaled, long(scale)], 'long')]);
  if (decimals === 0) return before;
  const behind = call('toText', [call('modulo', [scaled, long(scale)], 'long')]);
  return call('concat', [before, text('.'), call('padStart', [behind, long(decimals), text('0')])]);
}

function asReal(number: Expression): Expression {
  return number.type === 'real' ? number : call('toReal', [number]);
}

function padded(value: Expression, { flags, width }: Conversion): Expression {
  if (width === 0) return value;
  if (!flags.includes('-')) return call('padStart', [value, long(width), text(' ')]);
  const missing = call('subtract', [long(width), call('length', [value])], 'long');
  const room = call('greatest', [missing, long(0)]);
  return call('concat', [value, call('repeatText', [text(' '), room])]);
}

/** Thousands with commas; a fraction with two decimals. Search Reference: tostring, "commas". */
export function withCommas(number: Expression): Expression {
  if (number.type === 'long') {
    const size = grouped(call('toText', [call('abs', [number])]));
    return call('if', [call('lt', [number, long(0)]), call('concat', [text('-'), size]), size]);
  }
  const size = call('abs', [number]);
  const decimal = fixed(size, 2);
  const before = call('replaceRegex', [decimal, text('\\..*$'), text('')]);
  const behind = call('replaceRegex', [decimal, text('^[^.]*'), text('')]);
  const isWhole = and(call('eq', [call('floor', [size]), size]));
  const shown = call('concat', [grouped(before), call('if', [isWhole, text(''), behind])]);
  return call('if', [call('lt', [number, real(0)]), call('concat', [text('-'), shown]), shown]);
}
