import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

/**
 * Each text of a list replaced by the one at its place in another list, or all by one text. What was replaced is not
 * looked at again; a text whose replacement is no text stays. https://learn.microsoft.com/kusto/query/replace-strings-function
 */
function replaced(source: string, from: readonly Json[], to: Json): string {
  const mark = (index: number): string => `\u{f0000}${index}\u{f0001}`;
  const texts = from.map((what) => (typeof what === 'string' ? what : JSON.stringify(what)));
  const by = (index: number): string => {
    const given = Array.isArray(to) ? (to as readonly Json[])[index] : to;
    return typeof given === 'string' ? given : (texts[index] ?? '');
  };
  const marked = texts.reduce(
    (left, what, index) => (what === '' ? left : left.replaceAll(what, mark(index))),
    source,
  );
  return texts.reduce((left, _, index) => left.replaceAll(mark(index), () => by(index)), marked);
}

export const replacements = [
  scripted('replaceTexts', ['text', 'json', 'json'], 'text', (source, from, to) =>
    Array.isArray(from) ? replaced(source, from as readonly Json[], to) : source,
  ),
];
