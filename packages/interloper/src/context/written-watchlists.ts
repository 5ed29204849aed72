import { createHash } from 'node:crypto';
import { column } from '@interloper/plan';
import type { Diagnostic, Lookup, NamedExpression, Relation } from '@interloper/plan';
import { count } from '@interloper/report';
import { ContextProblem, readTransforms, settingsOfLookup, writtenWatchlist } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import type { DefinedLookup } from './options.js';
import type { GivenWatchlist } from './read-watchlists.js';
import { afterWrite } from './write-lookup.js';
import type { Entries, WrittenRows } from './write-lookup.js';

/** What searches have to write: watchlists by name, undefined for those that go; and what to tell the user. */
export interface PreparedWrites {
  readonly lists: ReadonlyMap<string, GivenWatchlist | undefined>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Works out what lookups hold once rows are written to them, one after the other; nothing is stored yet. An error among
 * the diagnostics forbids it. `known`: the lookups that are there; `defined`: how others find their rows.
 */
export async function prepareWrites(
  store: Store,
  written: readonly WrittenRows[],
  known: readonly Lookup[],
  defined: Readonly<Record<string, DefinedLookup>>,
): Promise<PreparedWrites> {
  const lists = new Map<string, GivenWatchlist | undefined>();
  const diagnostics: Diagnostic[] = [];
  const holdings = new Map<string, Entries | undefined>();
  for (const each of written) {
    const { lookup: name, keyField } = each.write;
    const there = known.find((lookup) => lookup.name === name && lookup.absent !== true);
    const before = holdings.has(name)
      ? holdings.get(name)
      : there === undefined
        ? undefined
        : await entriesOf(store, there);
    const outcome = afterWrite(before, each);
    if (outcome.kind !== 'written') {
      diagnostics.push(told(`the search has no results: the lookup ${name} ${OUTCOMES[outcome.kind]}`));
      if (outcome.kind === 'deleted') {
        holdings.set(name, undefined);
        lists.set(name, undefined);
      } else holdings.set(name, before);
      continue;
    }
    const { entries, lostColumns } = outcome;
    holdings.set(name, entries);
    const list = listOf(name, entries, there ?? known.find((lookup) => lookup.name === name), defined[name]);
    const lacksKey = keyField !== undefined && lostColumns.includes(keyField);
    if (typeof list === 'string' || lacksKey) {
      const why = typeof list === 'string' ? list : `it has no column ${keyField ?? ''} to tell entries by`;
      const message = `the lookup ${name} cannot be written: ${why}`;
      diagnostics.push({ code: 'RUN0403', severity: 'error', message });
      continue;
    }
    lists.set(name, list);
    diagnostics.push(
      told(
        `${count(each.rows.length, 'row')} written to the lookup ${name}, which has ${count(entries.rows.length, 'entry', 'entries')} now`,
      ),
    );
    if (lostColumns.length > 0)
      diagnostics.push({
        code: 'RUN0402',
        severity: 'warning',
        message: `the lookup ${name} has no column ${lostColumns.join(', ')}: ${lostColumns.length === 1 ? 'it was' : 'they were'} not written`,
        help: 'What is appended has the columns that are there; written without append the lookup has those of the results.',
      });
  }
  return { lists, diagnostics };
}

const OUTCOMES = { kept: 'stays as it is', deleted: 'is there no longer' } as const;

function told(message: string): Diagnostic {
  return { code: 'RUN0401', severity: 'info', message };
}

/** What a lookup holds, in the order of its rows. */
async function entriesOf(store: Store, { scan, columns }: Lookup): Promise<Entries> {
  const rows: Relation = {
    kind: 'sort',
    input: { ...scan, columns: [...scan.columns, { name: '_row', type: 'long' }] },
    keys: [{ expression: column('_row', 'long'), descending: false, nulls: 'last' }],
  };
  const texts = columns.map(({ expression }, index): NamedExpression => ({ name: `c${index}`, expression }));
  const found = await store.query({ kind: 'project', input: rows, columns: texts });
  return {
    header: columns.map(({ name }) => name),
    rows: found.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : ''))),
  };
}

/** The watchlist of entries, which finds them as the one before did; a text says why they cannot be one. */
function listOf(
  name: string,
  { header, rows }: Entries,
  before: Lookup | undefined,
  defined: DefinedLookup | undefined,
): GivenWatchlist | string {
  const path = `outputlookup ${name}`;
  const updated = new Date().toISOString();
  const sha256 = createHash('sha256')
    .update(JSON.stringify([name, header, rows]))
    .digest('hex');
  try {
    const settings =
      before !== undefined
        ? settingsOfLookup(before)
        : defined === undefined
          ? undefined
          : readTransforms(defined.settings, name, defined.definedIn);
    const about = { name, file: path, updated, ...(settings === undefined ? {} : { settings }) };
    const file = { path, text: '', sha256, updated };
    return { ...writtenWatchlist(about, header, rows), file, written: true };
  } catch (error) {
    if (error instanceof ContextProblem) return error.message;
    throw error;
  }
}
