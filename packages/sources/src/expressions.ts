import { call, column, literal, long, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** The field of that name, read as text. */
export function textField(name: string): Expression {
  return column(name, 'string');
}

export function isSet(value: Expression): Expression {
  return call('not', [call('isNull', [value])]);
}

/** Text, with empty and blank cells as null: a CSV cell cannot say whether a value is empty or absent. */
export function filled(value: Expression): Expression {
  return call('nullIf', [value, text('')]);
}

/** The first that is not null; undefined ones are left out. */
export function firstOf(...values: readonly (Expression | undefined)[]): Expression {
  const given = values.filter((value) => value !== undefined);
  const [first] = given;
  if (first === undefined) return literal('string', null);
  return given.length === 1 ? first : call('coalesce', given);
}

/**
 * JSON text without insignificant white space: Log Analytics pretty-prints some columns. A look for a line break or a
 * blank behind a colon or comma is all that compact text pays; text that is not JSON stays as it is.
 */
export function jsonTextOf(value: Expression): Expression {
  const has = (part: string): Expression => call('contains', [value, text(part)]);
  return call('if', [
    or(has('\n'), has('": '), has(', "')),
    call('toText', [call('parseJson', [value])]),
    value,
  ]);
}

/**
 * Risk types as JSON array text, whatever form they came in: an array, a JSON text, a Python list, `a,b`, `a;b`,
 * `{}`, empty (log-format reference, section 19, item 5).
 */
export function listText(value: Expression): Expression {
  const trimmed = call('trim', [value]);
  const separators = String.raw`\s*[,;\n]\s*`;
  return call('case', [
    call('startsWith', [trimmed, text('[')]),
    jsonTextOf(value),
    call('in', [trimmed, text(''), text('{}'), text('None'), text('null')]),
    text('[]'),
    call('not', [call('isNull', [value])]),
    call('concat', [text('["'), call('replaceRegex', [trimmed, text(separators), text('","')]), text('"]')]),
    literal('string', null),
  ]);
}

/** A time in ISO 8601, in numbers with the day or the month first, or as a number since 1970. */
export function instantOf(value: Expression, dayFirst: boolean): Expression {
  const local = call('localDatetime', [value, text(dayFirst ? 'dayFirst' : 'monthFirst')]);
  const written = call('toDatetime', [value]);
  // Left to itself, the engine takes the month for the first.
  const inNumbers = call('matchesRegex', [value, text(String.raw`^\s*\d{1,2}[/.-]\d`)]);
  return call('case', [
    inNumbers,
    dayFirst ? local : call('coalesce', [local, written]),
    call('coalesce', [written, epochInstant(value)]),
  ]);
}

/** Part of a text that a pattern finds; null without a match. */
export function extract(value: Expression, pattern: string, group = 1): Expression {
  return call('regexExtract', [value, text(pattern), long(group)]);
}

/** True when any of the values is not null. */
export function anySet(...values: readonly Expression[]): Expression {
  return or(...values.map(isSet));
}

const EPOCH = 621_355_968_000_000_000n;

/**
 * The instant of a number since 1970, given as text: seconds, perhaps with a fraction; a larger number is milli-,
 * micro- or nanoseconds, whichever gives a year between 1973 and 5138. Null of anything else.
 */
function epochInstant(value: Expression): Expression {
  const number = call('toLong', [value]);
  const at = (ticks: Expression): Expression =>
    call('toDatetime', [call('add', [ticks, long(EPOCH)], 'long')]);
  const below = (limit: number): Expression => call('lt', [number, long(limit)]);
  return call('case', [
    call('not', [call('matchesRegex', [value, text(String.raw`^\s*\d{9,19}(?:\.\d*)?\s*$`)])]),
    literal('datetime', null),
    below(100_000_000_000),
    call('fromEpochSeconds', [call('toReal', [value])]),
    below(100_000_000_000_000),
    at(call('multiply', [number, long(10_000)], 'long')),
    below(100_000_000_000_000_000),
    at(call('multiply', [number, long(10)], 'long')),
    at(call('divide', [number, long(100)], 'long')),
  ]);
}
