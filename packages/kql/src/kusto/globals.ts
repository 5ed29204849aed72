import type { Catalog, Column } from '@interloper/plan';
import {
  GET_WATCHLIST,
  GET_WATCHLIST_ALIAS,
  aliasColumns,
  watchlistColumns,
  watchlistsOf,
} from '../operators/watchlists.js';
import { kustoLibrary } from './library.js';
import type { GlobalState, KustoSymbol } from './library.js';

/** What was made of a catalogue: table symbols by name, and states by the tables that they know. */
interface Made {
  readonly tables: Map<string, KustoSymbol>;
  readonly states: Map<string, GlobalState>;
}

const made = new WeakMap<Catalog, Made>();

/**
 * What Microsoft's binder must know of a catalogue for a rule: the tables whose names stand in its text, or all of them
 * where it asks for tables without naming them. To make a symbol takes milliseconds, and catalogues have a hundred
 * tables; what is made is kept.
 */
export function globalsOf(catalog: Catalog, text: string): GlobalState {
  const known: Made = made.get(catalog) ?? { tables: new Map(), states: new Map() };
  made.set(catalog, known);
  const asked = catalog.tables.filter(({ name }) => asksForAll(text) || text.includes(name));
  const key = asked.map(({ name }) => name).join('\n');
  const before = known.states.get(key);
  if (before !== undefined) return before;
  const { GlobalState, Symbols } = kustoLibrary();
  const tables = asked.map(({ name, columns }) => {
    const symbol = known.tables.get(name) ?? tableSymbol(name, columns);
    known.tables.set(name, symbol);
    return symbol;
  });
  const members = [...tables, ...watchlistFunctions(catalog)];
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(DATABASE, members));
  known.states.set(key, globals);
  return globals;
}

/** True when a rule may mean tables that it does not name: `search`, `find`, `union *`, `SigninLogs*`. */
function asksForAll(text: string): boolean {
  return /\b(?:search|find)\b/.test(text) || (text.includes('*') && /\bunion\b/.test(text));
}

/** The name of the only database, as in Microsoft's own engine. */
export const DATABASE = 'NetDefaultDB';

function tableSymbol(name: string, columns: readonly Column[]): KustoSymbol {
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
