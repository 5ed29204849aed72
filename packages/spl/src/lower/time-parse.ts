import type { Expression } from '@interloper/plan';
import { call, lambda, long, text, variable } from '@interloper/plan';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** What a variable of a format matches in a text. Search Reference: Date and time format variables. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d{2}',
  m: '\\d{1,2}',
  d: '\\d{1,2}',
  e: '\\d{1,2}',
  H: '\\d{1,2}',
  k: '\\d{1,2}',
  I: '\\d{1,2}',
  M: '\\d{1,2}',
  S: '\\d{1,2}',
  p: '[ap]m',
  b: 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec',
  B: 'january|february|march|april|may|june|july|august|september|october|november|december',
  a: 'sun|mon|tue|wed|thu|fri|sat',
  A: 'sunday|monday|tuesday|wednesday|thursday|friday|saturday',
  f: '\\d{1,6}',
  N: '\\d{1,9}',
  Q: '\\d{1,9}',
  z: 'Z|[+-]\\d{2}:?\\d{2}',
  Z: 'Z|UTC|GMT|[ECMP][SD]T|[+-]\\d{2}:?\\d{2}',
  s: '\\d{1,11}(?:\\.\\d+)?',
};

const SHORTHANDS: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
  h: '%b',
};

/** The instant a text names in a strptime format (UTC); what stands behind is not looked at. Or why it cannot be read. */
export function parseTime(subject: Expression, format: string): Expression | { readonly why: string } {
  // The text is named once: a plan must not grow with the number of parts.
  const value = variable('text', 'string');
  const pieces = piecesOf(format);
  if ('why' in pieces) return pieces;
  const names = pieces.flatMap(({ role }) => (role === undefined ? [] : [role]));
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) return { why: `the variable %${repeated} stands twice` };
  const pattern = `(?i)^\\s*${pieces.map((piece) => `(${piece.pattern})`).join('')}`;
  const part = (...wanted: readonly string[]): Expression | undefined => {
    const at = pieces.findIndex(({ role }) => role !== undefined && wanted.includes(role));
    return at === -1 ? undefined : call('regexExtract', [value, text(pattern), long(at + 1)]);
  };
  const epoch = part('s');
  if (epoch !== undefined) {
    const behind = part('N', 'Q');
    if (names.length > (behind === undefined ? 1 : 2))
      return { why: 'beside %s no other variable than %N can stand' };
    const seconds = behind === undefined ? epoch : call('concat', [epoch, text('.'), behind]);
    return call('fromEpochSeconds', [call('toReal', [once(subject, seconds)])]);
  }
  const year = yearOf(part('Y'), part('y'));
  const month = monthOf(part('m'), part('b', 'B'));
  const day = part('d', 'e');
  if (year === undefined || month === undefined || day === undefined) {
    return { why: 'the format must name year, month and day, or %s' };
  }
  const twelve = part('I');
  const half = part('p');
  if ((twelve === undefined) !== (half === undefined)) return { why: '%I and %p stand together' };
  const hour =
    twelve !== undefined && half !== undefined ? hourOf(twelve, half) : (part('H', 'k') ?? text('0'));
  const zone = part('z', 'Z');
  const assembled = call('concat', [
    year,
    text('-'),
    twoDigits(month),
    text('-'),
    twoDigits(day),
    text('T'),
    twoDigits(hour),
    text(':'),
    twoDigits(part('M') ?? text('0')),
    text(':'),
    twoDigits(part('S') ?? text('0')),
    text('.'),
    part('N', 'Q', 'f') ?? text('0'),
    zone === undefined ? text('Z') : zoneOf(zone),
  ]);
  const whole = wholeOf(format, pieces, value);
  const iso = whole === undefined ? assembled : call('coalesce', [whole, assembled]);
  return call('toDatetime', [once(subject, iso)]);
}

/** A text made of the one that `text` stands for. */
function once(subject: Expression, body: Expression): Expression {
  return call('mvFirst', [call('mvMap', [call('mvAppend', [subject]), lambda('text', body)])]);
}

const ISO = /^%Y-%m-%d(?:[T ]%H:%M(?::%S(?:\.%[369]?[NQ])?)?Z?)?$/;

/** A text that is ISO 8601 as it stands is read in one go, which is most of them; null when its digits are fewer. */
function wholeOf(format: string, pieces: readonly Piece[], value: Expression): Expression | undefined {
  if (!ISO.test(format.replace('%F', '%Y-%m-%d').replace('%T', '%H:%M:%S'))) return undefined;
  const strict = pieces
    .map(({ pattern }) => `(?:${pattern.replace('{1,2}', '{2}').replace('\\s*', ' ')})`)
    .join('');
  const found = call('regexExtract', [value, text(`^\\s*(${strict})`), long(1)]);
  return format.includes(' ') ? call('replaceText', [found, text(' '), text('T')]) : found;
}

interface Piece {
  readonly pattern: string;
  readonly role?: string;
}

function piecesOf(format: string): readonly Piece[] | { readonly why: string } {
  const whole = format.replace(/%(%|[FTDRcxXh])/g, (_, letter: string) => SHORTHANDS[letter] ?? '%%');
  const pieces: Piece[] = [];
  for (const [found, digits, letter] of whole.matchAll(/%(:{0,3}|[1-9]?)(E?[A-Za-z%])|\s+|[^%\s]+|%.?/g)) {
    if (found.startsWith('%') && letter === undefined)
      return { why: `the variable ${found} is not supported` };
    if (letter === undefined) {
      const pattern = /^\s/.test(found) ? '\\s*' : found.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      pieces.push({ pattern });
      continue;
    }
    if (letter === '%') {
      pieces.push({ pattern: '%' });
      continue;
    }
    const pattern = Object.hasOwn(PATTERNS, letter) ? PATTERNS[letter] : undefined;
    const fraction = letter === 'N' || letter === 'Q';
    const offset = letter === 'z' || letter === 'Z';
    const fits = /\d/.test(digits ?? '') ? fraction : digits === '' || (digits === ':' && offset);
    if (pattern === undefined || !fits) {
      return { why: `the variable ${found} is not supported` };
    }
    // Digits that follow the seconds at once (%s%3N) are as many as they are said to be.
    const joined = pieces.at(-1)?.role === 's' && /\d/.test(digits ?? '');
    if (joined) pieces.splice(-1, 1, { pattern: '\\d{1,10}', role: 's' });
    const counted = /\d/.test(digits ?? '') ? `\\d{${joined ? '' : '1,'}${digits}}` : pattern;
    const blank = letter === 'e' ? '\\s?' : '';
    if (blank !== '') pieces.push({ pattern: blank });
    pieces.push({ pattern: counted, role: letter });
  }
  return pieces;
}

/** Two digits are 1969 to 2068, as in POSIX. */
function yearOf(four: Expression | undefined, two: Expression | undefined): Expression | undefined {
  if (four !== undefined || two === undefined) return four;
  const century = call('if', [call('ge', [call('toLong', [two]), long(69)]), text('19'), text('20')]);
  return call('concat', [century, two]);
}

function monthOf(digits: Expression | undefined, name: Expression | undefined): Expression | undefined {
  if (digits !== undefined || name === undefined) return digits;
  const place = call('indexOf', [text(MONTHS), call('lower', [call('substring', [name, long(0), long(3)])])]);
  const number = call('add', [call('divide', [place, long(3)], 'long'), long(1)], 'long');
  return call('toText', [number]);
}

function hourOf(twelve: Expression, half: Expression): Expression {
  const hour = call('modulo', [call('toLong', [twelve]), long(12)], 'long');
  const later = call('if', [call('eqIgnoreCase', [half, text('pm')]), long(12), long(0)]);
  const whole = call('toText', [call('add', [hour, later], 'long')]);
  // 13 PM is no time.
  return call('if', [call('le', [call('toLong', [twelve]), long(12)]), whole, text('99')]);
}

function twoDigits(value: Expression): Expression {
  return call('padStart', [value, long(2), text('0')]);
}

function zoneOf(zone: Expression): Expression {
  const hours = ['e', 'c', 'm', 'p'].flatMap((letter, at) => [
    [`${letter}st`, `-0${5 + at}00`] as const,
    [`${letter}dt`, `-0${4 + at}00`] as const,
  ]);
  const american = hours.reduce<Expression>(
    (value, [name, offset]) => call('replaceRegex', [value, text(`(?i)^${name}$`), text(offset)]),
    zone,
  );
  const named = call('replaceRegex', [american, text('(?i)^(?:z|utc|gmt)$'), text('Z')]);
  return call('replaceRegex', [named, text('^([+-]\\d\\d)(\\d\\d)$'), text('\\1:\\2')]);
}
