import type { JsonRecord } from './source.js';

interface KnownLog {
  readonly name: string;
  /** Keys that records of the log all have. */
  readonly keys: readonly string[];
}

/** Logs that are told apart by their keys and not read yet (log-format reference, section 19, item 1). */
const logs: readonly KnownLog[] = [
  { name: 'Entra sign-in authentication details (portal)', keys: ['Request ID', 'Authentication method'] },
  { name: 'Azure activity log', keys: ['operationName', 'resourceId', 'caller'] },
];

/** The name of a log that is known and not read; undefined of anything else. */
export function knownLog(record: JsonRecord): string | undefined {
  const names = new Set(Object.keys(record).map((name) => name.replace(/ \[UTC\]$/, '')));
  const table = record['Type'];
  if (typeof table === 'string' && names.has('TimeGenerated')) return `the table ${table} (Log Analytics)`;
  const found = logs.find(({ keys }) => keys.every((key) => names.has(key)));
  if (found !== undefined) return found.name;
  const category = record['category'];
  if (typeof category === 'string' && 'properties' in record) return `the Azure Monitor log ${category}`;
  return undefined;
}
