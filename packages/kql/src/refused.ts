/** Operators that Microsoft's library reads and that are refused. */
export const REFUSED_OPERATORS: readonly string[] = [
  'assert-schema',
  'graph-match',
  'graph-shortest-paths',
  'graph-where-edges',
  'graph-where-nodes',
  'macro-expand',
  'partition-by',
  'reduce',
];

/** Why, by the beginning of a name; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /graph|^node_|^inner_nodes$|^labels$|^all$|^any$|^map$/,
    'of graphs only nodes, edges and components are told',
  ],
  [/^(?:python|r|csharp)$/, 'rules run no programs'],
  [/_request|^ai_|^http_|^infer_storage|^external|^identity|^execute_/, 'rules read no files and no network'],
  [
    /^(?:cluster|database|entity_group|macro-expand|materialized_view|stored_query_result)$/,
    'there is one database, whose tables are the logs: name the table alone',
  ],
  [/^(?:extent|cursor|current_|row_id)/, 'logs in files have no extents, cursors, nodes or signed-in user'],
  [/^hash_(?:combine|many)$/, 'how it combines hashes is not published: hash a text that holds all values'],
  [
    /^(?:autocluster|diffpatterns)$/,
    'how it finds patterns is not published: basket finds all that are frequent enough',
  ],
  [/^reduce/, 'how it groups texts is not published: take out what varies with replace_regex and summarize'],
  [
    /^(?:sequence_detect|funnel_sequence_completion)$/,
    'which of several rows it takes for a step is not published: use scan, or join within a span of time',
  ],
  [/^funnel_sequence$/, 'it gives several tables, and an answer is one'],
  [/^estimate_rows_count$/, 'it estimates: use count'],
  [/^series_periods_/, 'how it finds periods is not published'],
  [/^weekofyear$/, 'its weeks are not those of ISO 8601: use week_of_year'],
  [/^datetime_list_timezones$/, 'its list is that of Kusto’s own edition of the tz database'],
];

/** Why something is refused and what to do instead. */
export function whyRefused(name: string): string {
  return reasonOf(name) ?? 'it has not been built';
}

/** What a message calls something that is refused: as it is spelled, with the reason where there is one. */
export function refusedName(name: string, spelled = name): string {
  const reason = reasonOf(name);
  return reason === undefined ? spelled : `${spelled} (${reason})`;
}

function reasonOf(name: string): string | undefined {
  return REASONS.find(([pattern]) => pattern.test(name))?.[1];
}
