import { scripted } from '../scripted-function.js';

/** The options of Kusto's parse-kv and SPL's extract. https://learn.microsoft.com/kusto/query/parse-kv-operator */
interface Options {
  readonly pair?: string;
  readonly value?: string;
  readonly regex?: string;
  /** No more pairs than that. */
  readonly most?: number;
  readonly greedy: boolean;
  /** One character for both ends, or two for opening and closing. */
  readonly quotes: readonly string[];
  readonly escapes: readonly string[];
  readonly keys: readonly string[];
}

type Pairs = Map<string, string>;

function pairsOf(source: string, options: Options): Pairs {
  if (options.regex !== undefined) return byRegex(source, options.regex, options.most);
  const { pair, value } = options;
  if (pair === undefined || value === undefined) return byWords(source, options);
  return options.greedy ? greedily(source, pair, value, options) : delimited(source, pair, value, options);
}

/** The first value of a name counts. */
function keep(pairs: Pairs, name: string, value: string): void {
  const key = name.trim();
  if (!pairs.has(key)) pairs.set(key, value.trim());
}

function byRegex(source: string, pattern: string, most = Infinity): Pairs {
  const pairs: Pairs = new Map();
  for (const [, name, value] of source.matchAll(new RegExp(pattern, 'g'))) {
    if (pairs.size >= most) break;
    if (name !== undefined && value !== undefined) keep(pairs, name, value);
  }
  return pairs;
}

/** A quoted text at a place: what is inside, and the place behind it. */
function quotedAt(
  source: string,
  at: number,
  { quotes, escapes }: Options,
): { readonly text: string; readonly end: number } | undefined {
  const quote = quotes.find(([open]) => open === source[at]);
  if (quote === undefined) return undefined;
  const close = quote[1] ?? quote[0];
  let text = '';
  for (let place = at + 1; place < source.length; place += 1) {
    const letter = source[place] ?? '';
    if (escapes.includes(letter) && place + 1 < source.length) {
      place += 1;
      text += source[place] ?? '';
    } else if (letter === close) return { text, end: place + 1 };
    else text += letter;
  }
  return undefined;
}

/** A name or value at a place: quoted, or all up to one of the ends. */
function wordAt(
  source: string,
  start: number,
  ends: readonly string[],
  options: Options,
): { readonly text: string; readonly end: number } {
  let at = start;
  while (source[at] === ' ' && !ends.includes(' ')) at += 1;
  const quoted = quotedAt(source, at, options);
  if (quoted !== undefined) return quoted;
  const places = ends.map((end) => source.indexOf(end, at)).filter((place) => place !== -1);
  const end = Math.min(source.length, ...places);
  return { text: source.slice(at, end), end };
}

function delimited(source: string, pair: string, value: string, options: Options): Pairs {
  const pairs: Pairs = new Map();
  let at = 0;
  while (at < source.length) {
    const name = wordAt(source, at, [value, pair], options);
    if (!source.startsWith(value, name.end)) {
      const next = source.indexOf(pair, name.end);
      at = next === -1 ? source.length : next + pair.length;
      continue;
    }
    const found = wordAt(source, name.end + value.length, [pair], options);
    keep(pairs, name.text, found.text);
    const next = source.indexOf(pair, found.end);
    at = next === -1 ? source.length : next + pair.length;
  }
  return pairs;
}

/** A value goes on up to the next of the names that are looked for. */
function greedily(source: string, pair: string, value: string, { keys }: Options): Pairs {
  const starts = keys
    .flatMap((key) => {
      const mark = `${key}${value}`;
      const first = source.startsWith(mark) ? 0 : source.indexOf(`${pair}${mark}`);
      return first === -1
        ? []
        : [
            {
              key,
              from: first,
              text: first === 0 && source.startsWith(mark) ? mark.length : first + pair.length + mark.length,
            },
          ];
    })
    .toSorted((one, other) => one.from - other.from);
  return new Map(
    starts.map(({ key, text }, index) => [key, source.slice(text, starts[index + 1]?.from).trim()]),
  );
}

/** Without delimiters: whatever is neither letter nor digit stands between a name and its value. */
function byWords(source: string, options: Options): Pairs {
  const pairs: Pairs = new Map();
  const words: { readonly text: string }[] = [];
  for (let at = 0; at < source.length;) {
    const quoted = quotedAt(source, at, options);
    const plain = /^[\p{L}\p{N}_]+/u.exec(source.slice(at));
    if (quoted !== undefined) {
      words.push({ text: quoted.text });
      at = quoted.end;
    } else if (plain !== null) {
      words.push({ text: plain[0] });
      at += plain[0].length;
    } else at += 1;
  }
  words.forEach(({ text }, index) => {
    const value = words[index + 1];
    if (options.keys.includes(text) && value !== undefined) keep(pairs, text, value.text);
  });
  return pairs;
}

export const keyValues = [
  scripted('keyValues', ['text', 'text'], 'json', (source, options) =>
    Object.fromEntries(pairsOf(source, JSON.parse(options) as Options)),
  ),
];
