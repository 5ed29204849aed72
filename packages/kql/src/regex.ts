import { bracketClass } from './regex-class.js';
import { PERL, unicodeClass } from './regex-unicode.js';

/** A pattern of Kusto's in the words of RE2, with the names of its groups by their number, or what of it RE2 cannot say. */
export type Translated =
  | { readonly pattern: string; readonly names: readonly (string | undefined)[] }
  | { readonly problem: string };

const cache = new Map<string, Translated>();

/**
 * Kusto's patterns are those of Rust's engine: `\d`, `\s` and `\w` take what Unicode calls digits, blanks and letters,
 * classes nest and can be intersected, `\u` names a character. RE2 says all of this otherwise, and where it would take
 * the same text for something else, that is written out. Word boundaries stay those of ASCII, which is all that RE2 has.
 * https://learn.microsoft.com/kusto/query/regex
 */
export function translateRegex(pattern: string): Translated {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const made = translated(pattern);
  cache.set(pattern, made);
  return made;
}

/** True when a pattern may match no character; also when that cannot be told. */
export function mayBeEmpty(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern.replace(/^\(\?[a-z]+\)/, '')})`, 'u').test('');
  } catch {
    return true;
  }
}

function translated(pattern: string): Translated {
  const names: (string | undefined)[] = [undefined];
  /** Whether `\d`, `\s` and `\w` are those of Unicode, by open group. */
  const unicode: boolean[] = [true];
  let out = '';
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const letter = rest[0] ?? '';
    const wide = unicode.at(-1) ?? true;
    if (letter === '\\') {
      const escape = escaped(rest, wide);
      if ('problem' in escape) return escape;
      out += escape.text;
      at += escape.length;
    } else if (letter === '[') {
      const found = bracketClass(rest, wide);
      if ('problem' in found) return found;
      out += found.text;
      at += found.length;
    } else if (letter === '(') {
      const opened = group(rest, wide);
      if ('problem' in opened) return opened;
      if (opened.captures) names.push(opened.name);
      if (opened.alone) unicode[unicode.length - 1] = opened.unicode;
      else unicode.push(opened.unicode);
      out += opened.text;
      at += opened.length;
    } else {
      if (letter === ')' && unicode.length > 1) unicode.pop();
      out += letter;
      at += 1;
    }
  }
  return { pattern: out, names };
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

interface Problem {
  readonly problem: string;
}

/** An escape outside of brackets. */
function escaped(rest: string, wide: boolean): Piece | Problem {
  const perl = /^\\([dDsSwW])/.exec(rest)?.[1];
  if (perl !== undefined) {
    const set = PERL[perl.toLowerCase()] ?? '';
    const negated = perl !== perl.toLowerCase();
    if (!wide) return { text: `\\${perl}`, length: 2 };
    if (perl === 'd' || perl === 'D') return { text: `\\${perl === 'd' ? 'p' : 'P'}{Nd}`, length: 2 };
    return { text: `[${negated ? '^' : ''}${set}]`, length: 2 };
  }
  const character = characterEscape(rest);
  if (character !== undefined) return character;
  const named = /^\\([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/.exec(rest);
  if (named !== null) {
    const [whole, letter, caret, long = '', short] = named;
    const name = unicodeClass(short ?? long);
    if (name === undefined) return { problem: whole };
    const negated = (letter === 'P') !== (caret === '^');
    return { text: `\\${negated ? 'P' : 'p'}{${name}}`, length: whole.length };
  }
  const boundary = /^\\(?:[<>]|b\{[a-z-]+\})/.exec(rest)?.[0];
  if (boundary !== undefined) return { problem: boundary };
  return { text: rest.slice(0, 2), length: 2 };
}

/** `\u0041`, `\u{41}`, `\U00000041`: a character by its number. */
function characterEscape(rest: string): Piece | undefined {
  const found = /^\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[uU]\{([0-9A-Fa-f]+)\})/.exec(rest);
  if (found === null) return undefined;
  return { text: `\\x{${found[1] ?? found[2] ?? found[3] ?? ''}}`, length: found[0].length };
}

interface Opened extends Piece {
  readonly captures: boolean;
  readonly name?: string;
  /** `(?i)` sets flags for what follows and opens nothing. */
  readonly alone: boolean;
  readonly unicode: boolean;
}

function group(rest: string, wide: boolean): Opened | Problem {
  const named = /^\(\?P?<([^>=!]*)>/.exec(rest);
  if (named !== null) {
    const [whole, name = ''] = named;
    return { text: '(', length: whole.length, captures: true, name, alone: false, unicode: wide };
  }
  const flags = /^\(\?([A-Za-z]*)(?:-([A-Za-z]+))?([:)])/.exec(rest);
  if (flags === null) {
    if (rest.startsWith('(?')) return { problem: rest.slice(0, 4) };
    return { text: '(', length: 1, captures: true, alone: false, unicode: wide };
  }
  const [whole, on = '', off = '', end = ''] = flags;
  if (/[Rx]/.test(on + off)) return { problem: whole };
  const unicode = on.includes('u') ? true : off.includes('u') ? false : wide;
  const [kept, dropped] = [on.replaceAll('u', ''), off.replaceAll('u', '')];
  const said = `${kept}${dropped === '' ? '' : `-${dropped}`}`;
  const text = end === ')' && said === '' ? '' : `(?${said}${end}`;
  return { text, length: whole.length, captures: false, alone: end === ')', unicode };
}
