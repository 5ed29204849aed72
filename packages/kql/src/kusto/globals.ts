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

const known = new WeakMap<Catalog, GlobalState>();

/** What Microsoft's binder must know of a catalogue: its tables. Built once for each catalogue. */
export function globalsOf(catalog: Catalog): GlobalState {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const { GlobalState, Symbols } = kustoLibrary();
  const tables = catalog.tables.map(({ name, columns }) => tableSymbol(name, columns));
  const members = [...tables, ...watchlistFunctions(catalog)];
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(DATABASE, members));
  known.set(catalog, globals);
  return globals;
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
