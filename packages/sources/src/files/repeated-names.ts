/** A JSON text whose objects name each property once, and the names that were repeated in it. */
interface Unrepeated {
  readonly text: string;
  readonly names: readonly string[];
}

const DEEPEST = 1000;
const WORD = /[^\s,\]}]+/y;

/**
 * A JSON text that names a property of an object twice, with only the first of them: so does the engine read it, and
 * the functions of rules (Kusto, JavaScript and Python would take the last, Splunk both). Undefined of a text without
 * repetitions, which is nearly all there is; `value` is the same text parsed.
 */
export function withoutRepeats(text: string, value: unknown): Unrepeated | undefined {
  const names = namesIn(value, 0);
  // As many names as colons behind quotes: the usual case, and cheap to see.
  if (Number.isNaN(names) || colonsIn(text) === names) return undefined;
  return unrepeated(text);
}

/** The value of a JSON text, of repeated names the first; throws for text that is not JSON. */
export function parseFirst(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const once = withoutRepeats(text, value);
  if (once === undefined) return value;
  const first: unknown = JSON.parse(once.text);
  return first;
}

function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (before > 0 && ' \t\r\n'.includes(text[before] ?? '')) before -= 1;
    if (text[before] !== '"') continue;
    // Behind an odd number of backslashes it is a quote inside a text.
    let slashes = 0;
    while (text[before - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) count += 1;
  }
  return count;
}

/** NaN of what lies deeper than any log. */
function namesIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST) return Number.NaN;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) count += namesIn(inner, depth + 1);
  return count;
}

/** Takes a valid JSON text apart and puts it together again; undefined when no name is repeated. */
function unrepeated(text: string): Unrepeated | undefined {
  const repeated = new Set<string>();
  let at = 0;
  const whole = value();
  return repeated.size === 0 ? undefined : { text: whole, names: [...repeated] };

  function value(): string {
    skip();
    if (text[at] === '{') return object();
    if (text[at] === '[') return list();
    return text[at] === '"' ? string() : word();
  }

  function object(): string {
    const members = new Map<string, string>();
    at += 1;
    for (skip(); at < text.length && text[at] !== '}'; skip()) {
      const written = string();
      const name = String(JSON.parse(written));
      skip();
      at += 1;
      const inner = value();
      if (members.has(name)) repeated.add(name);
      else members.set(name, `${written}:${inner}`);
      skip();
      if (text[at] === ',') at += 1;
    }
    at += 1;
    return `{${[...members.values()].join(',')}}`;
  }

  function list(): string {
    const elements: string[] = [];
    at += 1;
    for (skip(); at < text.length && text[at] !== ']'; skip()) {
      elements.push(value());
      skip();
      if (text[at] === ',') at += 1;
    }
    at += 1;
    return `[${elements.join(',')}]`;
  }

  function string(): string {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return text.slice(start, at);
  }

  function word(): string {
    WORD.lastIndex = at;
    const [found = ''] = WORD.exec(text) ?? [];
    at += Math.max(1, found.length);
    return found;
  }

  function skip(): void {
    while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  }
}
