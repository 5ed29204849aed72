/** The beginning of a JSON text as far as it goes. */
export interface Sketch {
  /** The first value; lists and objects that are cut hold what came before the cut. */
  readonly value: unknown;
  /** The value ends within the text. */
  readonly ended: boolean;
  /** Where it ends, or where reading stopped. */
  readonly end: number;
  /** Reading stopped at something that is not JSON, not at the end of the text. */
  readonly wrong: boolean;
}

const DEEPEST = 100;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Reads one JSON value from a text that may be cut anywhere. */
export function sketchOf(text: string): Sketch {
  let at = 0;
  let wrong = false;

  const root = read(0);
  return { value: root.value, ended: root.ended, end: at, wrong };

  function read(depth: number): { readonly value: unknown; readonly ended: boolean } {
    skip();
    const sign = text[at];
    if (depth > DEEPEST || sign === undefined) return { value: undefined, ended: false };
    if (sign === '{') return object(depth);
    if (sign === '[') return list(depth);
    if (sign === '"') {
      const found = string();
      return { value: found, ended: found !== undefined };
    }
    return word();
  }

  function object(depth: number) {
    const value: Record<string, unknown> = {};
    at += 1;
    for (;;) {
      skip();
      if (text[at] === '}') return { value, ended: step() };
      if (text[at] !== '"') return { value, ended: stop() };
      const key = string();
      skip();
      if (key === undefined || text[at] !== ':') return { value, ended: stop() };
      at += 1;
      const inner = read(depth + 1);
      if (inner.value !== undefined) {
        Object.defineProperty(value, key, {
          value: inner.value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      if (!inner.ended) return { value, ended: false };
      skip();
      if (text[at] === ',') at += 1;
      else if (text[at] !== '}') return { value, ended: stop() };
    }
  }

  function list(depth: number) {
    const value: unknown[] = [];
    at += 1;
    for (;;) {
      skip();
      if (text[at] === ']') return { value, ended: step() };
      const inner = read(depth + 1);
      if (inner.value !== undefined) value.push(inner.value);
      if (!inner.ended) return { value, ended: false };
      skip();
      if (text[at] === ',') at += 1;
      else if (text[at] !== ']') return { value, ended: stop() };
    }
  }

  function string(): string | undefined {
    let close = at + 1;
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
    if (close >= text.length) {
      at = text.length;
      return undefined;
    }
    const written = text.slice(at, close + 1);
    try {
      const parsed: unknown = JSON.parse(written);
      at = close + 1;
      return typeof parsed === 'string' ? parsed : undefined;
    } catch {
      wrong = true;
      return undefined;
    }
  }

  function word() {
    const known = WORDS.find(([spelling]) => text.startsWith(spelling, at));
    if (known !== undefined) {
      at += known[0].length;
      return { value: known[1], ended: true };
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (number === null) return { value: undefined, ended: stop() };
    at += number[0].length;
    // At the very end the number may go on.
    return { value: Number(number[0]), ended: at < text.length };
  }

  function skip(): void {
    while (at < text.length && ' \t\r\n\uFEFF'.includes(text[at] ?? '')) at += 1;
  }

  function step(): true {
    at += 1;
    return true;
  }

  function stop(): false {
    if (at < text.length) wrong = true;
    return false;
  }
}
