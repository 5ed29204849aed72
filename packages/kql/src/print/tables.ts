import { literal } from '@interloper/plan';
import type { Range, Values } from '@interloper/plan';
import { scalarText } from './scalar.js';
import type { Words } from './scalar.js';
import { literalText, nameText } from './words.js';

/** A table written in the rule: one row of no columns is what `print` begins with. */
export function writtenRows({ columns, rows }: Values): readonly string[] {
  const head = `datatable(${columns.map(({ name, type }) => `${nameText(name)}: ${type}`).join(', ')})`;
  const cells = rows.map((row) =>
    columns.map(({ type }, at) => literalText(literal(type, row[at] ?? null))).join(', '),
  );
  const short = `${head}[${cells.join(', ')}]`;
  return short.length <= 110 ? [short] : [`${head}[`, ...cells.map((line) => `    ${line},`), ']'];
}

/** Numbers or instants from one to another. */
export function countedRows({ column, from, to, step }: Range, words: Words): readonly string[] {
  const [first, last, by] = [from, to, step].map((part) => scalarText(part, words));
  return [`range ${nameText(column.name)} from ${first ?? ''} to ${last ?? ''} step ${by ?? ''}`];
}
