import { PERL, PERL_JS, POSIX, unicodeClass } from './regex-unicode.js';

interface Piece {
  readonly text: string;
  readonly length: number;
}

interface Problem {
  readonly problem: string;
}

/** A class in brackets, by the way it is said again: item by item, or, where RE2 has no words for it, counted out. */
export function bracketClass(rest: string, wide: boolean): Piece | Problem {
  const length = lengthOf(rest);
  // RE2 says itself what is wrong with a class that does not end.
  if (length === undefined) return { text: rest, length: rest.length };
  const inside = rest.slice(1, length - 1);
  const plain = byItems(inside, wide);
  if (plain !== undefined) return { text: `[${plain}]`, length };
  const ranges = countedOut(rest.slice(0, length), wide);
  if (ranges === undefined) return { problem: rest.slice(0, length) };
  return { text: ranges, length };
}

/** Where the class that begins here ends. */
function lengthOf(rest: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === '\\') at += 1;
    else if (rest[at] === '[') {
      const posix = /^\[:\^?[a-z]+:\]/.exec(rest.slice(at))?.[0];
      if (depth > 0 && posix !== undefined) at += posix.length - 1;
      else {
        depth += 1;
        // A bracket that comes first, perhaps behind ^, is one of the characters.
        at += /^\[\^?\]/.exec(rest.slice(at)) === null ? 0 : (/^\[\^?/.exec(rest.slice(at))?.[0].length ?? 1);
      }
    } else if (rest[at] === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The items one after the other; undefined when there are classes in it, set operations, or what RE2 cannot negate in a class. */
function byItems(inside: string, wide: boolean): string | undefined {
  let out = '';
  for (let at = 0; at < inside.length;) {
    const rest = inside.slice(at);
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
    const item = posix === null ? itemAt(rest, wide) : { text: posix[0], length: posix[0].length };
    if (item === undefined) return undefined;
    out += item.text;
    at += item.length;
  }
  return out;
}

function itemAt(rest: string, wide: boolean): Piece | undefined {
  if (/^(?:\[|&&|--|~~)/.test(rest)) return undefined;
  const perl = /^\\([dDsSwW])/.exec(rest)?.[1];
  if (perl !== undefined) {
    if (!wide) return { text: `\\${perl}`, length: 2 };
    const set = PERL[perl];
    if (perl === 'D') return { text: '\\P{Nd}', length: 2 };
    return set === undefined ? undefined : { text: set, length: 2 };
  }
  const character = /^\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[uU]\{([0-9A-Fa-f]+)\})/.exec(rest);
  if (character !== null) {
    const digits = character[1] ?? character[2] ?? character[3] ?? '';
    return { text: `\\x{${digits}}`, length: character[0].length };
  }
  const named = /^\\([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/.exec(rest);
  if (named !== null) {
    const [whole, letter, caret, long = '', short] = named;
    const name = unicodeClass(short ?? long);
    if (name === undefined) return undefined;
    return {
      text: `\\${(letter === 'P') === (caret === '^') ? 'p' : 'P'}{${name}}`,
      length: whole.length,
    };
  }
  return rest.startsWith('\\') ? { text: rest.slice(0, 2), length: 2 } : { text: rest[0] ?? '', length: 1 };
}

const LAST = 0x10ffff;

/** The characters of a class as ranges of their numbers, found by asking JavaScript, whose `v` patterns nest as Kusto's. */
function countedOut(written: string, wide: boolean): string | undefined {
  const source = inJavaScript(written, wide);
  if (source === undefined) return undefined;
  let test: RegExp;
  try {
    test = new RegExp(`^${source}$`, 'v');
  } catch {
    return undefined;
  }
  const ranges: string[] = [];
  let start: number | undefined;
  for (let code = 0; code <= LAST + 1; code += 1) {
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    const inside = code <= LAST && !isSurrogate && test.test(String.fromCodePoint(code));
    if (inside) start ??= code;
    else if (start !== undefined) {
      ranges.push(`\\x{${start.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
      start = undefined;
    }
  }
  // A class of nothing matches nothing.
  return ranges.length === 0 ? '[^\\x{0}-\\x{10FFFF}]' : `[${ranges.join('')}]`;
}

/** A class in the words of JavaScript's `v` patterns; undefined when it has none. */
function inJavaScript(written: string, wide: boolean): string | undefined {
  if (written.includes('~~')) return undefined;
  const found = classAt(written, wide);
  return found?.length === written.length ? found.text : undefined;
}

/**
 * A class with those inside it. Operators bind alike and from left to right in Kusto; JavaScript takes one kind of them
 * a class, between classes, so that each step is a class of its own.
 */
function classAt(written: string, wide: boolean): Piece | undefined {
  const negated = written.startsWith('[^');
  let at = negated ? 2 : 1;
  let [all, union, operator] = ['', '', ''];
  const joined = (): string => (operator === '' ? `[${union}]` : `[${all}${operator}[${union}]]`);
  while (at < written.length) {
    const rest = written.slice(at);
    const isFirst = at === (negated ? 2 : 1);
    if (rest.startsWith(']') && !isFirst) {
      return { text: negated ? `[^${joined()}]` : joined(), length: at + 1 };
    }
    const set = /^(?:&&|--)/.exec(rest)?.[0];
    if (set !== undefined) {
      all = joined();
      [operator, union] = [set, ''];
      at += 2;
      continue;
    }
    const isNested = rest.startsWith('[') && !/^\[:\^?[a-z]+:\]/.test(rest);
    const item = isNested ? classAt(rest, wide) : jsItem(rest, wide);
    if (item === undefined) return undefined;
    union += item.text;
    at += item.length;
  }
  return undefined;
}

const NUMBERED = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[xuU]\{([0-9A-Fa-f]+)\})/;

function jsItem(rest: string, wide: boolean): Piece | undefined {
  const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
  if (posix !== null) {
    const set = POSIX[posix[2] ?? ''];
    return set === undefined ? undefined : { text: `[${posix[1] ?? ''}${set}]`, length: posix[0].length };
  }
  const perl = /^\\([dDsSwW])/.exec(rest)?.[1];
  if (perl !== undefined) {
    const set = wide ? (PERL_JS[perl.toLowerCase()] ?? '') : `\\${perl.toLowerCase()}`;
    return { text: `[${perl === perl.toLowerCase() ? '' : '^'}${set}]`, length: 2 };
  }
  const code = NUMBERED.exec(rest);
  if (code !== null) {
    return { text: `\\u{${code[1] ?? code[2] ?? code[3] ?? code[4] ?? ''}}`, length: code[0].length };
  }
  const named = /^\\[pP](?:\{([^}]*)\}|([A-Za-z]))/.exec(rest);
  if (named !== null) {
    const name = unicodeClass(named[1] ?? named[2] ?? '');
    if (name === undefined) return undefined;
    const property = name.length > 2 ? `Script=${name}` : name;
    return { text: `${rest.slice(0, 2)}{${property}}`, length: named[0].length };
  }
  if (rest.startsWith('\\')) {
    const letter = rest[1] ?? '';
    const text = /[A-Za-z0-9]/.test(letter) ? `\\${letter}` : numbered(letter);
    return { text, length: 2 };
  }
  const letter = rest[0] ?? '';
  // These have a meaning of their own in a `v` class, some only when they are doubled.
  return { text: /[-\w\s]/.test(letter) ? letter : numbered(letter), length: 1 };
}

function numbered(letter: string): string {
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}
