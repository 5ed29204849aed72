import type { Catalog, View } from '../catalog.js';
import type { Lookup } from '../lookups.js';

/**
 * What rules look things up in, as logs that a printer can begin with. `nameOf` says how the language asks for one;
 * undefined where it has no words for it.
 */
export function lookupViews(
  { lookups = [] }: Catalog,
  nameOf: (lookup: Lookup) => string | undefined,
): readonly View[] {
  return lookups.flatMap((lookup): readonly View[] => {
    const name = nameOf(lookup);
    if (name === undefined) return [];
    const { title, scan, filter, columns } = lookup;
    const view: View = {
      name,
      title,
      scan,
      columns: columns.map((item) => ({ name: item.name, type: 'string', expression: item.expression })),
      time: '',
    };
    return [filter === undefined ? view : { ...view, filter }];
  });
}
