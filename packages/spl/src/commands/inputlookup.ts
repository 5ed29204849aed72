import type { Relation } from '@interloper/plan';
import { column } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { appended } from '../lower/appended.js';
import { expandMacros } from '../lower/macros.js';
import { entriesOf, namedLookup } from '../lower/lookups.js';
import { lowerSearch } from '../lower/search.js';
import { filtered } from '../lower/source.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, report } from '../lower/state.js';
import { asField } from '../lower/values.js';
import { printOptions, printSearch, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, word } from '../syntax/scanner.js';
import { parseSearch } from '../syntax/search-expression.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';

/**
 * Search Reference: inputlookup. The entries of a lookup, in their order; with append=true behind the results there
 * are. An empty cell is no field.
 */
export const inputlookup = command<'inputlookup'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'inputlookup', ['append', 'strict', 'start', 'max']);
    const table = word(scanner, 'the name of a lookup');
    const condition = takeKeyword(scanner, 'where') ? parseSearch(scanner) : undefined;
    return {
      kind: 'inputlookup',
      options: found,
      table,
      ...(condition === undefined ? {} : { condition }),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
    const entries = readLookup(it, lowering);
    const appends = it.options.some(
      ({ name, value }) => name === 'append' && /^(?:t|true|1)$/i.test(value.text),
    );
    if (before.lost === true) return entries;
    if (!appends) {
      const help = 'begin with it, or append its entries: inputlookup append=true NAME';
      report(lowering, diagnostic('SPL0504', ['inputlookup behind other commands'], { span: it.span, help }));
    }
    return appended(before, entries);
  },
  print: (it, printPipeline) => {
    const where = it.condition === undefined ? '' : ` where ${printSearch(it.condition, printPipeline)}`;
    return `inputlookup ${printOptions(it.options)}${printWord(it.table)}${where}`;
  },
});

function readLookup(it: CommandOf<'inputlookup'>, lowering: Lowering): State {
  const lookup = namedLookup(it.table, lowering);
  if (lookup === undefined) return emptyState();
  const place = lowering.fresh('place');
  const entries = entriesOf(
    lookup,
    lookup.columns.map(({ name, expression }) => ({ name, expression: asField(expression) })),
    place,
  );
  const sorted: Relation = {
    kind: 'sort',
    input: entries,
    keys: [{ expression: column(place, 'long'), descending: false, nulls: 'last' }],
  };
  const shown: Relation = {
    kind: 'project',
    input: sorted,
    columns: lookup.columns.map(({ name, expression }) => ({
      name,
      expression: column(name, asField(expression).type),
    })),
  };
  const state: State = { relation: shown, order: [], hidesTime: false };
  const written = it.condition === undefined ? undefined : expandMacros(it.condition, lowering);
  const kept = written === undefined ? state : filtered(state, lowerSearch(written, state, lowering));
  const offset = countOf(it, 'start', lowering);
  const count = countOf(it, 'max', lowering);
  if (offset === undefined && count === undefined) return kept;
  const relation: Relation = {
    kind: 'limit',
    input: kept.relation,
    count: count ?? Number.MAX_SAFE_INTEGER,
    ...(offset === undefined ? {} : { offset }),
  };
  return { ...kept, relation };
}

function countOf(
  it: CommandOf<'inputlookup'>,
  name: 'start' | 'max',
  lowering: Lowering,
): number | undefined {
  const option = it.options.find((item) => item.name === name);
  if (option === undefined) return undefined;
  if (/^\d{1,15}$/.test(option.value.text)) return Number(option.value.text);
  report(
    lowering,
    diagnostic('SPL0105', [name, option.value.text, 'a whole number'], { span: option.value.span }),
  );
  return undefined;
}
