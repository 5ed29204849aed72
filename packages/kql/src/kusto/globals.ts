import type { Catalog, Column } from '@interloper/plan';
import { storedFunctionsIn } from '../asim/library.js';
import type { StoredFunction } from '../asim/stored-function.js';
import {
  GET_WATCHLIST,
  GET_WATCHLIST_ALIAS,
  aliasColumns,
  watchlistColumns,
  watchlistsOf,
} from '../operators/watchlists.js';
import { publishedColumns, publishedNamesIn } from '../published-tables/published-tables.js';
import { kustoLibrary } from './library.js';
import type { GlobalState, KustoSymbol, TableSymbol } from './library.js';

/** What was made of a catalogue: symbols by name, and states by the tables and functions that they know. */
interface Made {
  readonly tables: Map<string, KustoSymbol>;
  readonly functions: Map<string, MadeFunction>;
  readonly states: Map<string, GlobalState>;
}

interface MadeFunction {
  readonly symbol: KustoSymbol;
  /** What it names is what a rule that names it needs. */
  readonly body: string;
}

const made = new WeakMap<Catalog, Made>();

/**
 * What Microsoft's binder must know of a catalogue for a rule: the tables whose names stand in its text, or all of them
 * where it asks for tables without naming them. To make a symbol takes milliseconds, and catalogues have a hundred
 * tables; what is made is kept.
 */
export function globalsOf(catalog: Catalog, text: string, unknown: readonly string[] = []): GlobalState {
  const known: Made = made.get(catalog) ?? { tables: new Map(), functions: new Map(), states: new Map() };
  made.set(catalog, known);
  const functions = functionsIn(text, catalog, known);
  const whole = [text, ...[...functions.values()].map(({ body }) => body)].join('\n');
  const asked = catalog.tables.filter(({ name }) => asksForAll(text) || whole.includes(name));
  const absent = absentTables(catalog, whole, asksForAll(text), unknown);
  const key = [...asked, ...absent]
    .map(({ name }) => name)
    .concat(...functions.keys())
    .join('\n');
  const before = known.states.get(key);
  if (before !== undefined) return before;
  const { GlobalState, Symbols } = kustoLibrary();
  const tables = asked.map(({ name, columns }) => {
    const symbol = known.tables.get(name) ?? tableSymbol(name, columns);
    known.tables.set(name, symbol);
    return symbol;
  });
  const stored = [...functions.values()].map(({ symbol }) => symbol);
  const members = [
    ...tables,
    ...absent.map(({ symbol }) => symbol()),
    ...stored,
    ...watchlistFunctions(catalog),
  ];
  const bare = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(DATABASE, members));
  // To bind the body of a function over all logs takes a tenth of a second.
  const globals = functions.size === 0 ? bare : bare.WithCache();
  known.states.set(key, globals);
  return globals;
}

/** The stored functions that a text names, and those that they name in turn. */
function functionsIn(text: string, catalog: Catalog, known: Made): ReadonlyMap<string, MadeFunction> {
  const found = new Map<string, MadeFunction>();
  const look = (within: string): void => {
    for (const stored of storedFunctionsIn(within)) {
      if (found.has(stored.name)) continue;
      const item = known.functions.get(stored.name) ?? madeFunction(stored, catalog);
      known.functions.set(stored.name, item);
      found.set(stored.name, item);
      look(item.body);
    }
  };
  look(text);
  return found;
}

function madeFunction({ name, parameters, body }: StoredFunction, catalog: Catalog): MadeFunction {
  const written = body(catalog);
  const { FunctionSymbol } = kustoLibrary().Symbols;
  return { symbol: new FunctionSymbol.$ctor16(name, parameters, written, null), body: written };
}

/**
 * Tables that a rule names and that are not there: published ones with their columns, unless the rule asks for all that
 * are there, and `unknown` ones, whose columns are those that the rule uses.
 */
function absentTables(
  catalog: Catalog,
  text: string,
  forAll: boolean,
  unknown: readonly string[],
): readonly { readonly name: string; readonly symbol: () => KustoSymbol }[] {
  const isAbsent = (name: string): boolean => catalog.tables.every((table) => table.name !== name);
  const published = forAll ? [] : publishedNamesIn(text).filter(isAbsent);
  return [
    ...published.map((name) => ({ name, symbol: () => tableSymbol(name, publishedColumns(name) ?? []) })),
    ...unknown.map((name) => ({ name, symbol: () => tableSymbol(name, []).WithIsOpen(true) })),
  ];
}

/** True when a rule may mean tables that it does not name: `search`, `find`, `union *`, `SigninLogs*`. */
function asksForAll(text: string): boolean {
  return /\b(?:search|find)\b/.test(text) || (text.includes('*') && /\bunion\b/.test(text));
}

/** The name of the only database, as in Microsoft's own engine. */
export const DATABASE = 'NetDefaultDB';

function tableSymbol(name: string, columns: readonly Column[]): TableSymbol {
  return new (kustoLibrary().Symbols.TableSymbol.$ctor7)(name, schemaText(columns), null);
}

/** The columns of a watchlist depend on its name; one that is not there is reported when the rule is lowered. */
function watchlistFunctions(catalog: Catalog): readonly KustoSymbol[] {
  const { FunctionSymbol, Parameter, ScalarTypes, Signature, TableSymbol, Tabularity } =
    kustoLibrary().Symbols;
  const lists = new Map(
    watchlistsOf(catalog).map((lookup) => [lookup.name, tableSymbol(lookup.name, watchlistColumns(lookup))]),
  );
  const unknown = TableSymbol.Empty.WithIsOpen(true);
  const name = new Parameter.$ctor2('watchlistAlias', ScalarTypes.String);
  const keys = new Parameter.$ctor2('keys', ScalarTypes.Dynamic);
  const signature = (...parameters: readonly KustoSymbol[]): KustoSymbol =>
    new Signature.$ctor1(
      ({ Arguments }) => lists.get(String(Arguments.getItem(0).ConstantValue)) ?? unknown,
      Tabularity.Tabular,
      parameters,
    );
  return [
    new FunctionSymbol.$ctor4(GET_WATCHLIST, [signature(name), signature(name, keys)]),
    new FunctionSymbol.$ctor5(GET_WATCHLIST_ALIAS, tableSymbol(GET_WATCHLIST_ALIAS, aliasColumns), []),
  ];
}

function schemaText(view: readonly Column[]): string {
  const columns = view.map(({ name, type }) => {
    const quoted = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `['${quoted}']:${type === 'multivalue' ? 'dynamic' : type}`;
  });
  return `(${columns.join(', ')})`;
}
