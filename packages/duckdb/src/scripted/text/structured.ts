import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';
import { membersOf, objectOf, partsOf } from './json-text.js';

/** JSON text with the properties of objects in the order of their names, at every depth; numbers stay as they are. */
function sortedText(json: string): string {
  const text = json.trim();
  if (text.startsWith('[')) return `[${partsOf(text).map(sortedText).join(',')}]`;
  const members = membersOf(text);
  if (members === undefined) return text;
  const sorted = members.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return objectOf(sorted.map(([name, value]) => [name, sortedText(value)]));
}

/** The paths that exist in a JSON value, in Kusto's spelling: `['a']`, `['b'][0]`. */
function paths(value: Json, at: string): readonly string[] {
  if (Array.isArray(value)) {
    const inner = (value as readonly Json[]).flatMap((item) => paths(item, `${at}[0]`));
    return [...new Set([`${at}[0]`, ...inner])].filter(() => value.length > 0);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const own = `${at}['${name}']`;
    return [own, ...paths(item, own)];
  });
}

/** Words of a Windows command line: quotes keep blanks together, \" is a quote. */
function commandLine(text: string): readonly string[] {
  const words: string[] = [];
  let [word, quoted, begun] = ['', false, false];
  for (let at = 0; at < text.length; at += 1) {
    let slashes = 0;
    while (text[at] === '\\') {
      slashes += 1;
      at += 1;
    }
    const letter = text[at];
    if (letter === '"') {
      word += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
      begun = true;
      continue;
    }
    word += '\\'.repeat(slashes);
    begun ||= slashes > 0;
    if (letter === undefined) break;
    if (/\s/.test(letter) && !quoted) {
      if (begun) words.push(word);
      [word, begun] = ['', false];
    } else {
      word += letter;
      begun = true;
    }
  }
  return begun ? [...words, word] : words;
}

const UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** A number of bytes with a unit, by powers of 1,024. */
function bytesText(value: number, digits: number, wanted: string): string {
  const given = UNITS.findIndex((unit) => unit.toLowerCase() === wanted.toLowerCase());
  const own = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value)) / 10);
  const power = given === -1 ? Math.min(Math.max(own, 0), UNITS.length - 1) : given;
  const shown = Number((value / 1024 ** power).toFixed(digits));
  return `${shown} ${UNITS[power] ?? ''}`;
}

export const structured = [
  scripted('sortedJson', ['text'], 'text', sortedText),
  scripted('treePaths', ['json'], 'json', (value) => paths(value, '')),
  scripted('commandLineWords', ['text'], 'json', (text) => commandLine(text)),
  scripted('bytesText', ['real', 'long', 'text'], 'text', (value, digits, unit) =>
    bytesText(value, Number(digits), unit),
  ),
];
