import type { Catalog } from '@interloper/plan';
import { GET_WATCHLIST, watchlistColumns, watchlistsOf } from '../../operators/watchlists.js';
import { quoted } from '../asim-parser.js';
import { DISABLED_PARSERS } from '../disabled-parsers.js';
import type { StoredFunction } from '../stored-function.js';

const COLUMNS = '_DTItemId:string, LastUpdatedTimeUTC:datetime, SearchKey:string, WatchlistItem:dynamic';

/** The columns that the service adds to an item's own. */
const ADDED: ReadonlySet<string> = new Set(['_DTItemId', 'LastUpdatedTimeUTC', 'SearchKey']);

/** The items of those watchlists of a workspace whose name passes, in KQL: `condition` is over `WatchlistAlias`. */
function items(catalog: Catalog, condition: string): string {
  const legs = watchlistsOf(catalog).map((lookup) => {
    const columns = watchlistColumns(lookup).map(({ name }) => name);
    const own = columns.filter((name) => !ADDED.has(name));
    const item = own.map((name) => `${quoted(name)}, [${quoted(name)}]`).join(', ');
    const key = columns.includes('SearchKey') ? 'tostring(SearchKey)' : "''";
    return `(${GET_WATCHLIST}(${quoted(lookup.name)}) | project WatchlistAlias = ${quoted(lookup.name)},
      _DTItemId = tostring(_DTItemId), LastUpdatedTimeUTC = todatetime(LastUpdatedTimeUTC), SearchKey = ${key},
      WatchlistItem = bag_pack(${item}))`;
  });
  if (legs.length === 0) return `datatable(${COLUMNS})[]`;
  return `union ${legs.join(', ')} | where ${condition} | project-away WatchlistAlias`;
}

const ofKeys = 'array_length(keys) == 0 or SearchKey in (keys)';

/** Items of watchlists as they are stored, each in one bag. */
const raw: readonly StoredFunction[] = [
  {
    name: '_ASIM_GetWatchlistRaw',
    parameters: '(watchlist:string, keys:dynamic=dynamic([]))',
    body: (catalog) => `{ ${items(catalog, 'WatchlistAlias == watchlist')} | where ${ofKeys} }`,
  },
  {
    name: '_ASIM_GetWatchlistsRaw',
    parameters: '(watchlists:dynamic, keys:dynamic=dynamic([]))',
    body: (catalog) => `{ ${items(catalog, 'WatchlistAlias in (watchlists)')} | where ${ofKeys} }`,
  },
];

/** https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers */
const disabledParsers: StoredFunction = {
  name: '_ASIM_GetDisabledParsers',
  parameters: '(CallerContext:string)',
  body: (catalog) => `{
    ${items(catalog, `WatchlistAlias == ${quoted(DISABLED_PARSERS)}`)}
    | where SearchKey in ('Any', CallerContext)
    | extend SourceSpecificParser = tostring(WatchlistItem.SourceSpecificParser)
    | where isnotempty(SourceSpecificParser)
    | distinct SourceSpecificParser }`,
};

/** https://learn.microsoft.com/azure/sentinel/normalization-functions#source-identification-functions */
const sourcesOfType: StoredFunction = {
  name: '_ASIM_GetSourceBySourceType',
  parameters: '(SourceType:string)',
  body: (catalog) => `{ toscalar(
    ${items(catalog, "WatchlistAlias in ('ASimSourceType', 'Sources_by_SourceType', 'SourceBySourceType')")}
    | where SearchKey == SourceType
    | extend Source = tostring(WatchlistItem.Source)
    | where isnotempty(Source)
    | summarize make_set(Source)) }`,
};

export const watchlistHelpers: readonly StoredFunction[] = [...raw, disabledParsers, sourcesOfType];
