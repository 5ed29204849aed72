import type { Lookup, LookupColumn, NamedExpression, Relation, Scan, Span } from '@interloper/plan';
import { column, findLookup } from '@interloper/plan';
import { diagnostic, suggestion } from '../diagnostics.js';
import type { Word } from '../syntax/tree.js';
import type { Lowering } from './state.js';
import { report } from './state.js';

/** The name of the lookup that a file of this name holds. */
export function lookupName(file: string): string {
  return file.replace(/\.csv$/i, '');
}

/** The lookup that a rule names; undefined, reported, when there is none. */
export function namedLookup(table: Word, lowering: Lowering): Lookup | undefined {
  const { lookups = [] } = lowering.catalog;
  const found = findLookup(lookups, table.text);
  if (lowering.writes.some(({ lookup }) => lookup === (found?.name ?? lookupName(table.text)))) {
    const help = 'ask for it in a search of its own, after this one';
    const what = `reading the lookup ${table.text} in the search that writes it`;
    report(lowering, diagnostic('SPL0504', [what], { span: table.span, help }));
    return undefined;
  }
  if (found !== undefined) return found;
  lowering.missing.add(table.text);
  const names = lookups.flatMap(({ name, aliases }) => [name, ...aliases]);
  const list = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`;
  const help = suggestion(table.text, names) ?? `${list}; give it as CSV with --watchlist NAME=FILE`;
  report(lowering, diagnostic('SPL0410', [table.text], { span: table.span, help }));
  return undefined;
}

/** A field of a lookup; undefined, reported, when it has none of that name. */
export function lookupField(
  lookup: Lookup,
  name: string,
  span: Span,
  lowering: Lowering,
): LookupColumn | undefined {
  const found = lookup.columns.find((item) => item.name === name);
  if (found !== undefined) return found;
  const help = `it has: ${lookup.columns.map((item) => item.name).join(', ')}`;
  report(lowering, diagnostic('SPL0411', [lookup.name, name], { span, help }));
  return undefined;
}

/** The place of an entry in its lookup. */
const PLACE = column('_row', 'long');

/** The entries of a lookup under names, and their places as `place`. */
export function entriesOf(
  { scan, filter }: Lookup,
  columns: readonly NamedExpression[],
  place: string,
): Relation {
  const numbered: Scan = { ...scan, columns: [...scan.columns, { name: '_row', type: 'long' }] };
  const input: Relation =
    filter === undefined ? numbered : { kind: 'filter', input: numbered, predicate: filter };
  return { kind: 'project', input, columns: [...columns, { name: place, expression: PLACE }] };
}
