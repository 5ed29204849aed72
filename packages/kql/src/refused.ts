/** Operators that Microsoft's library reads and that are refused. */
export const REFUSED_OPERATORS: readonly string[] = [
  'assert-schema',
  'facet',
  'graph-mark-components',
  'graph-match',
  'graph-shortest-paths',
  'graph-to-table',
  'graph-where-edges',
  'graph-where-nodes',
  'macro-expand',
  'make-graph',
  'partition-by',
  'reduce',
];

/** Why, by the beginning of a name; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/graph|^node_|^inner_nodes$|^labels$|^all$|^any$|^map$/, 'there are no graphs'],
  [/^(?:python|r|csharp)$/, 'rules run no programs'],
  [/_request|^ai_|^http_|^infer_storage|^external|^identity|^execute_/, 'rules read no files and no network'],
  [
    /^(?:cluster|database|entity_group|macro-expand|materialized_view|stored_query_result)$/,
    'there is one database, whose tables are the logs: name the table alone',
  ],
  [/^(?:extent|cursor|current_|row_id)/, 'logs in files have no extents, cursors, nodes or signed-in user'],
  [/^hash_(?:combine|many)$/, 'how it combines hashes is not published: hash a text that holds all values'],
  [
    /^(?:reduce|autocluster|basket|diffpatterns|preview)$/,
    'how it finds patterns is not published: summarize by the columns themselves',
  ],
  [/^series_periods_/, 'how it finds periods is not published'],
  [/^weekofyear$/, 'its weeks are not those of ISO 8601: use week_of_year'],
  [/^datetime_list_timezones$/, 'its list is that of Kusto’s own edition of the tz database'],
  [/^geo_/, 'it has not been built; compute it on points, lines and polygons with the geo functions above'],
];

/** Why something is refused and what to do instead. */
export function whyRefused(name: string): string {
  return REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? 'it has not been built';
}
