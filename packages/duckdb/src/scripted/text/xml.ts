import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

/** Longer texts are not read, as in Kusto. */
const LONGEST = 1_048_576;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y;

/** An element being read: its attributes, its text and its children in order. */
interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: (readonly [string, Json])[];
  text: string;
}

/** The JSON of a document, as Kusto's page lays it out; undefined when it is not well-formed. */
function parseXml(text: string): Json | undefined {
  const open: Element[] = [];
  let root: Json | undefined;
  let at = 0;
  const close = (element: Element): boolean => {
    const owner = open.at(-1);
    const value = valueOf(element);
    if (owner !== undefined) owner.children.push([element.name, value]);
    else if (root === undefined) root = { [element.name]: value };
    else return false;
    return true;
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next === -1 ? text.length : next);
    const inside = open.at(-1);
    if (inside === undefined ? between.trim() !== '' : false) return undefined;
    const plain = unescaped(between);
    if (plain === undefined) return undefined;
    if (inside !== undefined) inside.text += plain;
    if (next === -1) break;
    const skipped = skip(text, next, inside);
    if (skipped !== undefined) {
      if (skipped === -1) return undefined;
      at = skipped;
      continue;
    }
    if (text[next + 1] === '/') {
      const end = text.indexOf('>', next);
      const element = open.pop();
      if (end === -1 || element === undefined || text.slice(next + 2, end).trim() !== element.name)
        return undefined;
      if (!close(element)) return undefined;
      at = end + 1;
      continue;
    }
    const tag = readTag(text, next + 1);
    if (tag === undefined) return undefined;
    at = tag.end;
    if (!tag.empty) open.push(tag.element);
    else if (!close(tag.element)) return undefined;
  }
  return open.length === 0 ? root : undefined;
}

/** The place behind a declaration, comment or literal section; -1 when it does not end, undefined when it is none. */
function skip(text: string, at: number, inside: Element | undefined): number | undefined {
  const past = (end: string): number => {
    const found = text.indexOf(end, at);
    return found === -1 ? -1 : found + end.length;
  };
  if (text.startsWith('<!--', at)) return past('-->');
  if (text.startsWith('<![CDATA[', at)) {
    const end = past(']]>');
    if (end !== -1 && inside !== undefined) inside.text += text.slice(at + 9, end - 3);
    return end;
  }
  if (text.startsWith('<?', at)) return past('?>');
  return text.startsWith('<!', at) ? past('>') : undefined;
}

function readTag(
  text: string,
  start: number,
): { readonly element: Element; readonly end: number; readonly empty: boolean } | undefined {
  const name = nameAt(text, start);
  if (name === undefined) return undefined;
  const attributes: (readonly [string, string])[] = [];
  let at = start + name.length;
  for (;;) {
    at = pastBlanks(text, at);
    const empty = text.startsWith('/>', at);
    if (empty || text[at] === '>') {
      return { element: { name, attributes, children: [], text: '' }, end: at + (empty ? 2 : 1), empty };
    }
    const attribute = nameAt(text, at);
    if (attribute === undefined) return undefined;
    at = pastBlanks(text, at + attribute.length);
    if (text[at] !== '=') return undefined;
    at = pastBlanks(text, at + 1);
    const quote = text[at];
    const end = quote === '"' || quote === "'" ? text.indexOf(quote, at + 1) : -1;
    const value = end === -1 ? undefined : unescaped(text.slice(at + 1, end));
    if (value === undefined) return undefined;
    attributes.push([attribute, value]);
    at = end + 1;
  }
}

function nameAt(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0];
}

function pastBlanks(text: string, at: number): number {
  let place = at;
  while (/\s/.test(text[place] ?? '')) place += 1;
  return place;
}

function unescaped(text: string): string | undefined {
  let whole = true;
  const plain = text.replace(/&(#x[0-9a-f]+|#\d+|\w+);|&/gi, (_, entity: string | undefined) => {
    const value = entity === undefined ? undefined : characterOf(entity);
    whole &&= value !== undefined;
    return value ?? '';
  });
  return whole ? plain : undefined;
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Nothing is null, text alone is text; else an object, whose repeated children are lists. */
function valueOf({ attributes, children, text }: Element): Json {
  const trimmed = text.trim();
  if (attributes.length === 0 && children.length === 0) return trimmed === '' ? null : trimmed;
  const found = new Map<string, Json>(attributes.map(([name, value]) => [`@${name}`, value]));
  if (trimmed !== '') found.set('#text', trimmed);
  const grouped = new Map<string, Json[]>();
  for (const [name, value] of children) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  for (const [name, values] of grouped) found.set(name, values.length === 1 ? (values[0] ?? null) : values);
  return Object.fromEntries(found);
}

export const xml = [
  scripted('parseXml', ['text'], 'json', (text) =>
    text.length > LONGEST || text.trim() === '' ? null : (parseXml(text) ?? null),
  ),
];
