import type { Expression } from '@interloper/plan';
import { call, long, nullOf, text } from '@interloper/plan';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

type Piece = (instant: Expression) => Expression;

/** Search Reference: Date and time format variables. Times are UTC. */
const VARIABLES: Readonly<Record<string, Piece>> = {
  Y: (t) => padded(part('year', t), 4),
  y: (t) => padded(call('modulo', [part('year', t), long(100)], 'long'), 2),
  m: (t) => padded(part('month', t), 2),
  d: (t) => padded(part('day', t), 2),
  e: (t) => padded(part('day', t), 2, ' '),
  j: (t) => padded(part('dayOfYear', t), 3),
  H: (t) => padded(part('hour', t), 2),
  k: (t) => padded(part('hour', t), 2, ' '),
  I: (t) => padded(hour12(t), 2),
  M: (t) => padded(part('minute', t), 2),
  S: (t) => padded(part('second', t), 2),
  f: (t) => padded(part('microsecond', t), 6),
  N: (t) => padded(part('nanosecond', t), 9),
  Q: (t) => padded(part('millisecond', t), 3),
  p: (t) => call('if', [call('lt', [part('hour', t), long(12)]), text('AM'), text('PM')]),
  A: (t) => name(part('dayOfWeek', t), DAYS, 0),
  a: (t) => name(part('dayOfWeek', t), DAYS.map(short), 0),
  B: (t) => name(part('month', t), MONTHS, 1),
  b: (t) => name(part('month', t), MONTHS.map(short), 1),
  w: (t) => call('toText', [part('dayOfWeek', t)]),
  V: (t) => padded(part('week', t), 2),
  U: (t) => padded(weekFromSunday(t), 2),
  s: (t) => call('toText', [call('toLong', [call('floor', [call('epochSeconds', [t])])])]),
  z: () => text('+0000'),
  ':z': () => text('+00:00'),
  '::z': () => text('+00:00:00'),
  ':::z': () => text('+00'),
  Z: () => text('UTC'),
  '%': () => text('%'),
};

const SHORTHANDS: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  '+': '%a %b %e %H:%M:%S %Z %Y',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
};

/** The text of an instant in a strftime format; undefined with a variable that is not supported. */
export function formatTime(instant: Expression, format: string): Expression | { readonly unknown: string } {
  const whole = format.replace(/%(%|[FTDRcxX+])/g, (_, letter: string) => SHORTHANDS[letter] ?? '%%');
  const pieces: Expression[] = [];
  for (const found of whole.matchAll(/%(:{0,3}[1-9]?(?:E?[A-Za-z%]|.)?)|[^%]+/gs)) {
    const variable = found[1];
    if (variable === undefined) {
      pieces.push(text(found[0]));
      continue;
    }
    const subsecond = /^([1-9])[NQ]$/.exec(variable);
    const known = Object.hasOwn(VARIABLES, variable) ? VARIABLES[variable] : undefined;
    const piece = subsecond === null ? known : fraction(Number(subsecond[1]));
    if (piece === undefined) return { unknown: found[0] };
    pieces.push(piece(instant));
  }
  if (pieces.length === 0) return text('');
  return call('concat', [...pieces]);
}

function part(which: string, instant: Expression): Expression {
  return call('datetimePart', [text(which), instant]);
}

function padded(value: Expression, width: number, by = '0'): Expression {
  const digits = call('toText', [value]);
  const steps = Array.from({ length: width - 1 }, (_, index) => index + 1);
  const cases = steps.flatMap((length) => [
    call('lt', [value, long(10 ** length)]),
    call('concat', [text(by.repeat(width - length)), digits]),
  ]);
  return cases.length === 0 ? digits : call('case', [...cases, digits]);
}

/** The week of the year that a Sunday begins; days before the first Sunday are in week 0. */
function weekFromSunday(instant: Expression): Expression {
  const sunday = call('subtract', [part('dayOfYear', instant), part('dayOfWeek', instant)], 'long');
  return call('divide', [call('add', [sunday, long(6)], 'long'), long(7)], 'long');
}

function hour12(instant: Expression): Expression {
  const hour = call('modulo', [part('hour', instant), long(12)], 'long');
  return call('if', [call('eq', [hour, long(0)]), long(12), hour]);
}

function fraction(digits: number): Piece {
  return (instant) => call('substring', [padded(part('nanosecond', instant), 9), long(0), long(digits)]);
}

function name(value: Expression, names: readonly string[], first: number): Expression {
  const cases = names.flatMap((each, index) => [call('eq', [value, long(index + first)]), text(each)]);
  return call('case', [...cases, nullOf('string')]);
}

function short(word: string): string {
  return word.slice(0, 3);
}
