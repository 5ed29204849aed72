import type { Expression } from '@interloper/plan';
import { and, call, long, nullOf, real, text } from '@interloper/plan';
import { asNumber, asText, isNullLiteral } from './values.js';

/** A piece of a format: text as it is, or a value and how it is written. */
type Piece = { readonly text: string } | Conversion;

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
  const pieces = piecesOf(format);
  if ('why' in pieces) return pieces;
  const wanted = pieces.list.filter((piece) => 'letter' in piece).length;
  if (wanted !== values.length) return { why: `the format has ${wanted} values, not ${values.length}` };
  let next = 0;
  const parts = pieces.list.map((piece): Expression => {
    if (!('letter' in piece)) return text(piece.text);
    const value = values[next] ?? nullOf('string');
    next += 1;
    return padded(written(piece, value), piece);
  });
  return parts.length === 0 ? text('') : call('concat', parts);
}

function piecesOf(format: string): { readonly list: readonly Piece[] } | { readonly why: string } {
  const list: Piece[] = [];
  for (let at = 0; at < format.length;) {
    const plain = /^[^%]+|^%%/.exec(format.slice(at))?.[0];
    if (plain !== undefined) {
      list.push({ text: plain === '%%' ? '%' : plain });
      at += plain.length;
      continue;
    }
    const match = /^%([-+ 0]*)(\d*)(?:\.(\d+))?([sdifFxXou])/.exec(format.slice(at));
    if (match === null) return { why: `${format.slice(at, at + 4)} in the format` };
    const [spelling, flags = '', width = '', precision, letter = ''] = match;
    const decimals = precision === undefined ? undefined : Number(precision);
    if (
      (decimals ?? 0) > MOST_DECIMALS ||
      (letter !== 's' && !'fF'.includes(letter) && decimals !== undefined)
    )
      return { why: `the precision of ${spelling}` };
    if (letter === 'o' || flags.includes(' ')) return { why: `${spelling} in the format` };
    list.push({ flags, width: Number(width || '0'), precision: decimals, letter });
    at += spelling.length;
  }
  return { list };
}

function written({ letter, precision, flags, width }: Conversion, value: Expression): Expression {
  switch (letter) {
    case 's': {
      const shown = asText(value);
      return precision === undefined ? shown : call('substring', [shown, long(0), long(precision)]);
    }
    case 'x':
    case 'X': {
      const hex = call('hexText', [whole(value)]);
      return letter === 'X' ? call('upper', [hex]) : hex;
    }
    case 'f':
    case 'F':
      return signed(asNumber(value), (size) => fixed(size, precision ?? 6), flags, width);
    default: {
      const number = whole(value);
      return signed(number, (size) => call('toText', [size]), flags, width);
    }
  }
}

function whole(value: Expression): Expression {
  const number = asNumber(value);
  if (isNullLiteral(number)) return nullOf('long');
  return number.type === 'long' ? number : call('toLong', [number]);
}

/** The sign before the digits; a width filled with zeros comes between. */
function signed(
  number: Expression,
  digits: (size: Expression) => Expression,
  flags: string,
  width: number,
): Expression {
  if (isNullLiteral(number)) return nullOf('string');
  const below = call('lt', [number, number.type === 'long' ? long(0) : real(0)]);
  const size = digits(call('abs', [number]));
  const zeros = flags.includes('0') && !flags.includes('-') && width > 0;
  const filled = (room: number): Expression =>
    zeros ? call('padStart', [size, long(room), text('0')]) : size;
  const plus = flags.includes('+');
  return call('if', [
    below,
    call('concat', [text('-'), filled(width - 1)]),
    plus ? call('concat', [text('+'), filled(width - 1)]) : filled(width),
  ]);
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
  const grouped = (digits: Expression): Expression => {
    const reversed = call('replaceRegex', [call('reverseText', [digits]), text('(\\d{3})'), text('\\1,')]);
    return call('replaceRegex', [call('reverseText', [reversed]), text('^,'), text('')]);
  };
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
