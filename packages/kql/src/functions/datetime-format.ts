import { call, long, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { present } from '../text.js';

/** The pieces of a format: a letter that repeats, or delimiters. Other characters are none of Kusto's. */
const PIECES = /([A-Za-z])\1*|[ /\-:,._[\]]+/g;

/**
 * Text of an instant by a format; undefined for letters and delimiters that Kusto does not have.
 * https://learn.microsoft.com/kusto/query/format-datetime-function#supported-format-elements
 */
export function formatDatetime(instant: Expression, format: string): Expression | undefined {
  const pieces = format.match(PIECES) ?? [];
  if (pieces.join('') !== format) return undefined;
  const values = pieces.map((piece) => pieceOf(instant, piece));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? present(call('concat', known)) : undefined;
}

function pieceOf(instant: Expression, piece: string): Expression | undefined {
  const size = piece.length;
  switch (piece[0]) {
    case 'y':
      if (size === 4) return digits(part('year', instant), 4);
      return size > 2 ? undefined : digits(call('modulo', [part('year', instant), long(100)], 'long'), size);
    case 'M':
      return size > 2 ? undefined : digits(part('month', instant), size);
    case 'd':
      return size > 2 ? undefined : digits(part('day', instant), size);
    case 'H':
      return size > 2 ? undefined : digits(part('hour', instant), size);
    case 'h':
      return size > 2 ? undefined : digits(hourOfTwelve(instant), size);
    case 'm':
      return size > 2 ? undefined : digits(part('minute', instant), size);
    case 's':
      return size > 2 ? undefined : digits(part('second', instant), size);
    case 'f':
      return size > 7 ? undefined : fraction(instant, size);
    case 'F':
      return size > 7 ? undefined : call('replaceRegex', [fraction(instant, size), text('0+$'), text('')]);
    case 't':
      return size === 2 ? halfOfDay(instant) : undefined;
    default:
      return /[A-Za-z]/.test(piece) ? undefined : text(piece);
  }
}

function part(name: string, instant: Expression): Expression {
  return call('datetimePart', [text(name), instant]);
}

function digits(value: Expression, width: number): Expression {
  return call('padStart', [call('toText', [value]), long(width), text('0')]);
}

/** 1 to 12. */
function hourOfTwelve(instant: Expression): Expression {
  const since = call('modulo', [call('add', [part('hour', instant), long(11)], 'long'), long(12)], 'long');
  return call('add', [since, long(1)], 'long');
}

function halfOfDay(instant: Expression): Expression {
  return call('if', [call('lt', [part('hour', instant), long(12)]), text('AM'), text('PM')]);
}

/** The first digits of a second's fraction. */
function fraction(instant: Expression, size: number): Expression {
  const ticks = call('modulo', [call('toLong', [instant]), long(10_000_000)], 'long');
  return call('substring', [digits(ticks, 7), long(0), long(size)]);
}

/** How many letters of a kind a format of durations may have. */
const DURATION_LETTERS: Readonly<Record<string, number>> = { d: 8, H: 2, h: 2, m: 2, s: 2, f: 7, F: 7 };

/** True of the formats of durations. https://learn.microsoft.com/kusto/query/format-timespan-function */
export function isDurationFormat(format: string): boolean {
  const pieces = format.match(PIECES) ?? [];
  return (
    pieces.join('') === format &&
    pieces.every(
      (piece) => !/[A-Za-z]/.test(piece) || piece.length <= (DURATION_LETTERS[piece[0] ?? ''] ?? 0),
    )
  );
}
