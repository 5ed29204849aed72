import type { Container } from './container.js';
import { isObject } from './containers.js';
import { cleanHeader } from './csv-header.js';
import type { InputMember } from './input-member.js';
import { isDamage } from './input-member.js';
import { createJsonSplitter } from './json-splitter.js';
import type { RawRecord } from './raw-records.js';
import { LARGEST_RECORD, patternsOf } from './raw-records.js';
import type { Salvaged } from './salvaged.js';
import { badOf, jsonOf, parseJson, recordOf } from './salvaged.js';

/** Rows of a query's answer, by the columns of the same table. Dynamic cells are JSON text, and stay it. */
export async function tableInterpreter(
  member: InputMember,
  container: Container,
): Promise<(raw: RawRecord) => readonly Salvaged[]> {
  let names: readonly string[] | undefined;
  // Columns stand before rows in every answer seen; where they do not, they are looked for first.
  const all = await columnsOf(member, container);
  if (all.first === 'rows' && all.tables.length === 1) [names] = all.tables;
  return (raw) => {
    const text = raw.bytes.toString('utf8');
    const parsed = parseJson(raw.bytes, text);
    if (!parsed.ok) return [badOf(raw, parsed.cause)];
    if (raw.id === 'columns') {
      names = columnNames(parsed.value);
      return [];
    }
    if (names === undefined) return [badOf(raw, 'a row before the names of its columns')];
    const cells = Array.isArray(parsed.value) ? parsed.value.length : 0;
    if (cells !== names.length)
      return [badOf(raw, `${cells} cells where the table has ${names.length} columns`)];
    const splitter = createJsonSplitter([{ id: 'cell', path: ['*'] }], LARGEST_RECORD);
    const cellTexts = splitter.push(raw.bytes).map(({ bytes }) => bytes.toString('utf8'));
    const pairs = names.map((name, index) => `${JSON.stringify(name)}:${cellTexts[index] ?? 'null'}`);
    const json = `{${pairs.join(',')}}`;
    const value = jsonOf(json);
    return [
      isObject(value) ? recordOf(raw, text, json, value) : badOf(raw, 'its cells cannot be told apart'),
    ];
  };
}

/** Which of columns and rows comes first, and, when it is the rows, the columns of all tables. */
async function columnsOf(
  member: InputMember,
  container: Container,
): Promise<{ readonly first: 'columns' | 'rows'; readonly tables: readonly (readonly string[])[] }> {
  const splitter = createJsonSplitter(patternsOf(container), LARGEST_RECORD);
  const tables: (readonly string[])[] = [];
  let first: 'columns' | 'rows' | undefined;
  for await (const chunk of member.read()) {
    if (isDamage(chunk)) break;
    for (const piece of splitter.push(chunk)) {
      if (piece.kind !== 'value') continue;
      if (piece.id === 'columns') tables.push(columnNames(jsonOf(piece.bytes.toString('utf8'))));
      if (piece.id === 'columns' || piece.id === 'record')
        first ??= piece.id === 'columns' ? 'columns' : 'rows';
    }
    if (first === 'columns') break;
  }
  return { first: first ?? 'columns', tables };
}

function columnNames(columns: unknown): readonly string[] {
  if (!Array.isArray(columns)) return [];
  return cleanHeader(columns.map((column) => (isObject(column) ? String(column['name']) : String(column))));
}
