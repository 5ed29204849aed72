import type { JsonRecord, ObservedNames } from './source.js';

/** Names as compared: without white space at the ends, runs of it as one blank, lower case. */
export function looseName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The names of records, and of the objects directly inside them. */
export function observeNames(records: readonly JsonRecord[]): ObservedNames {
  const top = new Map<string, string>();
  const inner = new Map<string, Map<string, string>>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      note(top, name);
      if (!isRecord(value)) continue;
      const names = inner.get(looseName(name)) ?? new Map<string, string>();
      inner.set(looseName(name), names);
      for (const nested of Object.keys(value)) note(names, nested);
    }
  }
  const found = (path: readonly string[]): readonly string[] | undefined => {
    const [first = '', second] = path;
    const outer = pick(top, first);
    if (outer === undefined) return undefined;
    if (second === undefined) return [outer];
    const names = inner.get(looseName(first));
    const nested = names === undefined ? undefined : pick(names, second);
    return nested === undefined ? undefined : [outer, nested, ...path.slice(2)];
  };
  return {
    spelling: (path) => found(path) ?? [pick(top, path[0] ?? '') ?? path[0] ?? '', ...path.slice(1)],
    has: (path) => found(path) !== undefined,
    names: [...new Set(top.values())],
  };
}

/** True of a JSON object (not null, not an array). */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Exact names under themselves, others under their loose form; the first spelling seen wins. */
function note(names: Map<string, string>, name: string): void {
  names.set(`=${name}`, name);
  const loose = looseName(name);
  if (!names.has(loose)) names.set(loose, name);
}

function pick(names: ReadonlyMap<string, string>, name: string): string | undefined {
  return names.get(`=${name}`) ?? names.get(looseName(name));
}
