import type { Catalog, Column, Compilation, Relation, Scan } from '@interloper/plan';
import { catalogOf, ownDatasetName, ownSource, rawDataset } from '@interloper/sources';
import type { OwnTable, Source } from '@interloper/sources';
import type { Reader, Store } from '@interloper/sql';
import { createCompiler } from '../compile/compiler.js';
import type { Compiler, RuleText } from '../compile/compiler.js';
import type { DatasetDefinition } from './database.js';

/** Where a store keeps the tables that were made of files; where there are several of a name, the last one counts. */
export const tablesDataset = 'interloper_tables';

export const tablesColumns: readonly Column[] = [{ name: 'kept', type: 'string' }];

const scan: Scan = { kind: 'scan', dataset: tablesDataset, columns: tablesColumns };

export async function saveTables(store: Store, tables: readonly OwnTable[]): Promise<void> {
  if (tables.length === 0) return;
  const rows: Relation = {
    kind: 'values',
    columns: tablesColumns,
    rows: tables.map((table) => [JSON.stringify(table)]),
  };
  await store.append(tablesDataset, rows);
}

export async function loadTables(reader: Pick<Reader, 'query'>): Promise<readonly OwnTable[]> {
  const { rows } = await reader.query(scan);
  // This package wrote them: the shape is known.
  return rows.flatMap(([kept]) => (typeof kept === 'string' ? [JSON.parse(kept) as OwnTable] : []));
}

/** What a workspace can be asked, and what compiles rules for it: it grows with the tables that files become. */
export interface Names {
  readonly catalog: () => Catalog;
  readonly compiler: () => Compiler;
  readonly tables: () => readonly OwnTable[];
  /** The sources of the tables. */
  readonly sources: () => readonly Source[];
  /** Adds tables; one of the same name takes the place of what was known of it. */
  readonly add: (tables: readonly OwnTable[]) => void;
  readonly clear: () => void;
  /** True when tables of other names would change what a rule means: it asks for all logs, or for one that is not there. */
  readonly wantsMore: (rule: RuleText) => Promise<boolean>;
}

/** A table that no rule names. */
const probe: OwnTable = { name: 'interloper_probe', columns: [] };

/** `compiled` are compilations of rules for the known logs alone: with other tables beside them they may not hold. */
export function createNames(known: Catalog, compiled: Readonly<Record<string, Compilation>>): Names {
  const tables = new Map<string, OwnTable>();
  const base = { catalog: known, compiler: createCompiler(known, compiled) };
  let current = base;
  const sources = (): readonly Source[] => [...tables.values()].map(ownSource);
  const renew = (): void => {
    if (tables.size === 0) {
      current = base;
      return;
    }
    const catalog = withTables(known, sources());
    current = { catalog, compiler: createCompiler(catalog, {}) };
  };
  return {
    catalog: () => current.catalog,
    compiler: () => current.compiler,
    tables: () => [...tables.values()],
    sources,
    add: (added) => {
      // Records without any name are no table.
      for (const table of added.filter(({ columns }) => columns.length > 0))
        tables.set(ownDatasetName(table.name), table);
      if (added.length > 0) renew();
    },
    clear: () => {
      tables.clear();
      renew();
    },
    wantsMore: async ({ language, text }) => {
      // Sigma knows logs by their logsources, which files do not have.
      if (language === 'sigma') return false;
      // A pattern of names may fit other tables than the one that is tried.
      if (text.includes('*')) return true;
      const compiler = createCompiler(withTables(current.catalog, [ownSource(probe)]), {});
      const plans = [];
      for (const each of [current.compiler, compiler]) {
        await each.prepare([{ language, text }]);
        const { plan, missingTables } = each.compile(language, text);
        if (missingTables.length > 0) return true;
        plans.push(JSON.stringify(plan));
      }
      return plans[0] !== plans[1];
    },
  };
}

function withTables(catalog: Catalog, sources: readonly Source[]): Catalog {
  const own = catalogOf(sources, { raw: true });
  return {
    ...catalog,
    tables: [...catalog.tables, ...own.tables],
    sourcetypes: [...catalog.sourcetypes, ...own.sourcetypes],
  };
}

/** The datasets of tables and of their raw text. */
export function datasetsOf(tables: readonly OwnTable[]): readonly DatasetDefinition[] {
  return tables.flatMap((table) => {
    const { dataset } = ownSource(table);
    return [
      dataset,
      { name: rawDataset(dataset.name), columns: [{ name: 'text', type: 'string' as const }] },
    ];
  });
}
