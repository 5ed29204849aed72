import { findLookup } from '@interloper/plan';
import type { Catalog, NamedExpression, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { KnownPair } from './people.js';

/** The watchlist of names that a user knows to be one account's, and its columns. */
const WATCHLIST = { name: 'account-aliases', columns: ['account', 'alias'] } as const;

/** The names that the watchlist `account-aliases` pairs; none when nobody has given it. */
export async function knownPairs(
  catalog: Catalog,
  reader: Reader,
  signal?: AbortSignal,
): Promise<readonly KnownPair[]> {
  const lookup = findLookup(catalog.lookups, WATCHLIST.name);
  if (lookup === undefined || lookup.absent === true) return [];
  const columns = WATCHLIST.columns.flatMap((wanted): readonly NamedExpression[] => {
    const found = lookup.columns.find(({ name }) => name.toLowerCase() === wanted);
    return found === undefined ? [] : [{ name: wanted, expression: found.expression }];
  });
  const { scan, filter } = lookup;
  const input: Relation = filter === undefined ? scan : { kind: 'filter', input: scan, predicate: filter };
  const { rows } = await reader.query(
    { kind: 'project', input, columns },
    signal === undefined ? {} : { signal },
  );
  return rows.flatMap(([account, alias]): readonly KnownPair[] =>
    typeof account === 'string' && typeof alias === 'string' && account !== '' && alias !== ''
      ? [[account.trim(), alias.trim()]]
      : [],
  );
}
