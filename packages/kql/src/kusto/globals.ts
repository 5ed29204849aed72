import type { Catalog, View } from '@interloper/plan';
import { kustoLibrary } from './library.js';
import type { GlobalState } from './library.js';

const known = new WeakMap<Catalog, GlobalState>();

/** What Microsoft's binder must know of a catalogue: its tables. Built once for each catalogue. */
export function globalsOf(catalog: Catalog): GlobalState {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const { GlobalState, Symbols } = kustoLibrary();
  const tables = catalog.tables.map(
    (view) => new Symbols.TableSymbol.$ctor7(view.name, schemaText(view), null),
  );
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(DATABASE, tables));
  known.set(catalog, globals);
  return globals;
}

/** The name of the only database, as in Microsoft's own engine. */
export const DATABASE = 'NetDefaultDB';

function schemaText(view: View): string {
  const columns = view.columns.map(({ name, type }) => {
    const quoted = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `['${quoted}']:${type === 'multivalue' ? 'dynamic' : type}`;
  });
  return `(${columns.join(', ')})`;
}
