import type { TextForm } from '@interloper/plan';
import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

/** The records of a text; throws where the text is not of its form, so that nothing of it is left out in silence. */
function recordsOf(given: string, form: TextForm): readonly Json[] {
  const text = given.replace(/^\uFEFF/, '');
  switch (form.kind) {
    case 'whole':
      return [[text]];
    case 'lines':
      return skipped(
        text.split(/\r?\n/).filter((line) => line !== ''),
        form,
      ).map((line) => [line]);
    case 'cells':
      return skipped(cellsOf(text, form.delimiter ?? ','), form);
    case 'json':
      return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => propertiesOf(parsed(line), form));
    case 'documents':
      return documentsOf(text).map((document) => propertiesOf(document, form));
  }
}

function skipped<T>(records: readonly T[], { skipFirst }: TextForm): readonly T[] {
  return skipFirst ? records.slice(1) : records;
}

/** Lines of cells as RFC 4180 has them. https://www.rfc-editor.org/rfc/rfc4180 */
function cellsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = cellAt(text, at, delimiter);
    record.push(cell.value);
    at = cell.end;
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at === text.length) record.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  return records;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function cellAt(text: string, start: number, delimiter: string): Cell {
  if (text[start] !== '"') {
    let end = start;
    while (
      end < text.length &&
      !/^\r?\n/.test(text.slice(end, end + 2)) &&
      !text.startsWith(delimiter, end)
    ) {
      end += 1;
    }
    return { value: text.slice(start, end), end };
  }
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw new Error('a quoted cell of a file is not closed');
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  const ends = at >= text.length || text.startsWith(delimiter, at) || /^\r?\n/.test(text.slice(at, at + 2));
  if (!ends) {
    throw new Error(`a quoted cell of a file goes on behind its quotes: ${text.slice(start, start + 80)}`);
  }
  return { value, end: at };
}

/** Values that stand one after the other; those of an array in its place. */
function documentsOf(text: string): readonly Json[] {
  const found: Json[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /[\s,]/.test(text[at] ?? '')) at += 1;
    if (at >= text.length) break;
    const end = endOfValue(text, at);
    const value = parsed(text.slice(at, end));
    if (Array.isArray(value)) found.push(...(value as readonly Json[]));
    else found.push(value);
    at = end;
  }
  return found;
}

/** Where the object or array ends that begins at a place. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    } else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Error(`a record of a file is no JSON: ${text.slice(0, 80)}`);
  }
}

function propertiesOf(value: Json, { columns }: TextForm): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`a record of a file is no JSON object: ${JSON.stringify(value).slice(0, 80)}`);
  }
  const properties = new Map(Object.entries(value));
  return columns.map((name) => properties.get(name) ?? null);
}

export const records = [
  scripted('recordsOfText', ['text', 'text'], 'json', (text, form) =>
    recordsOf(text, JSON.parse(form) as TextForm),
  ),
];
