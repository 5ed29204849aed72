import type { Catalog, LogsourceView } from '@interloper/plan';
import type { Logsource } from '../rule/types.js';

/**
 * The logs a rule is about (specification, LogSource): those that have, under one of their names, every attribute
 * the rule gives. An attribute that the rule leaves out is not looked at. Case and `_` for spaces do not matter.
 */
export function findLogs(catalog: Catalog, logsource: Logsource): readonly LogsourceView[] {
  return catalog.logsources.filter((view) => view.logsources.some((name) => covers(logsource, name)));
}

/** True when every attribute of the wider logsource is the same in the other. */
export function covers(wider: Omit<Logsource, 'span'>, other: LogsourceView['logsources'][number]): boolean {
  return (['product', 'service', 'category'] as const).every((attribute) => {
    const wanted = wider[attribute];
    return wanted === undefined || normal(wanted) === normal(other[attribute] ?? '');
  });
}

function normal(name: string): string {
  return name.toLowerCase().replaceAll(' ', '_');
}

/** A logsource as people write it: `azure/signinlogs`. */
export function logsourceName(logsource: LogsourceView['logsources'][number]): string {
  const { product, service, category } = logsource;
  const name = [product ?? (service === undefined && category !== undefined ? undefined : '*'), service];
  const path = name.filter((part) => part !== undefined).join('/');
  if (category === undefined) return path;
  return path === '' || path === '*' ? `category ${category}` : `${path} (category ${category})`;
}

/** The names of all logs there are. */
export function knownLogs(catalog: Catalog): readonly string[] {
  const names = catalog.logsources.flatMap((view) => view.logsources.map(logsourceName));
  return [...new Set(names)].toSorted();
}
