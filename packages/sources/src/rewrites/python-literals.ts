import type { Rewrite } from './rewrite.js';

/** A list or dictionary as Python writes it: texts in single quotes. */
const LITERAL = /^\s*[[{](?:\s*[[{])*\s*'/;

/**
 * Cells that a notebook wrote with Python's repr: `{'errorCode': 0, 'failureReason': None}` (log-format reference,
 * section 1). They become JSON text; a cell that is no literal after all stays as it is.
 */
export const pythonLiterals: Rewrite = {
  id: 'python-literals',
  title: 'Notebook export (Python literals)',
  recognises: (record) => Object.values(record).some(isLiteral),
  rewrite: (record) =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => {
        if (!isLiteral(value)) return [name, value];
        const json = readLiteral(value);
        // A double quote at its front keeps a cell that cannot be read from being taken for a literal again.
        return [name, json === undefined ? JSON.stringify(value) : JSON.stringify(json)];
      }),
    ),
};

function isLiteral(value: unknown): value is string {
  return typeof value === 'string' && LITERAL.test(value);
}

const NUMBER = /-?(?:\d+\.?\d*(?:[eE][+-]?\d+)?)/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ['True', true],
  ['False', false],
  ['None', null],
  ['nan', null],
];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const DEEPEST = 64;

/** The value of a Python literal; undefined when it is not whole. (https://docs.python.org/3/reference/lexical_analysis.html#literals) */
function readLiteral(text: string): unknown {
  let at = 0;
  try {
    const value = read(0);
    skip();
    return at === text.length ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }

  function read(depth: number): unknown {
    skip();
    const sign = text[at];
    if (depth > DEEPEST) throw new NotALiteral();
    if (sign === '{') return dictionary(depth);
    if (sign === '[' || sign === '(') return list(depth, sign === '[' ? ']' : ')');
    if (sign === "'" || sign === '"') return quoted(sign);
    const word = WORDS.find(([spelling]) => text.startsWith(spelling, at));
    if (word !== undefined) {
      at += word[0].length;
      return word[1];
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (number === null) throw new NotALiteral();
    at += number[0].length;
    return Number(number[0]);
  }

  function dictionary(depth: number): unknown {
    const entries: [string, unknown][] = [];
    at += 1;
    for (skip(); text[at] !== '}'; skip()) {
      const key = read(depth + 1);
      expectSign(':');
      entries.push([String(key), read(depth + 1)]);
      skip();
      if (text[at] !== '}') expectSign(',');
    }
    at += 1;
    return Object.fromEntries(entries);
  }

  function list(depth: number, close: string): unknown {
    const items: unknown[] = [];
    at += 1;
    for (skip(); text[at] !== close; skip()) {
      items.push(read(depth + 1));
      skip();
      if (text[at] !== close) expectSign(',');
    }
    at += 1;
    return items;
  }

  function quoted(quote: string): string {
    let value = '';
    for (at += 1; text[at] !== quote; at += 1) {
      if (at >= text.length) throw new NotALiteral();
      if (text[at] !== '\\') {
        value += text[at];
        continue;
      }
      at += 1;
      const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(text.slice(at, at + 5));
      if (code === null) {
        value += ESCAPES[text[at] ?? ''] ?? text[at] ?? '';
      } else {
        value += String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16));
        at += code[0].length - 1;
      }
    }
    at += 1;
    return value;
  }

  function expectSign(sign: string): void {
    skip();
    if (text[at] !== sign) throw new NotALiteral();
    at += 1;
  }

  function skip(): void {
    while (/\s/.test(text[at] ?? '')) at += 1;
  }
}

/** Thrown and caught here alone. */
class NotALiteral extends Error {}
