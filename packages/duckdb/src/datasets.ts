import type { DuckDBConnection } from '@duckdb/node-api';
import { mapExpression, mapRelation } from '@interloper/plan';
import type { Column, Expression, Relation } from '@interloper/plan';
import { dialect } from './dialect.js';
import { quoteIdentifier } from './text.js';

/** The columns every dataset has beside the source's own. */
const SYSTEM_COLUMNS: readonly Column[] = [
  { name: '_file', type: 'string' },
  { name: '_record', type: 'long' },
  { name: '_hidden', type: 'bool' },
];

/**
 * The datasets of a database file. A dataset that was declared becomes a table when its first rows come; until then it
 * is empty without one. A scan reads logs of a few kinds, and tables for all that are known take longer than that.
 */
export interface Datasets {
  /** Makes a dataset known, and adds columns that are new to one that has a table. */
  readonly declare: (name: string, columns: readonly Column[]) => Promise<void>;
  /** Makes the table of a dataset that was declared. */
  readonly ensure: (name: string) => Promise<void>;
  /** True when a dataset has a table: rows may have come. */
  readonly holds: (name: string) => boolean;
  /** The relation with empty rows in the place of datasets without a table. */
  readonly readable: (relation: Relation) => Relation;
}

/** Reads which tables there are. */
export async function datasetsIn(connection: DuckDBConnection): Promise<Datasets> {
  const found = await connection.runAndReadAll(
    "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'",
  );
  const tables = new Map<string, Set<string>>();
  for (const [table, name] of found.getRows()) {
    const names = tables.get(String(table)) ?? new Set<string>();
    tables.set(String(table), names.add(String(name)));
  }
  const declared = new Map<string, readonly Column[]>();

  const readable = (relation: Relation): Relation => {
    if (relation.kind !== 'scan') return mapRelation(relation, readable, inQueries);
    const { dataset, columns } = relation;
    if (tables.has(dataset) || !declared.has(dataset)) return relation;
    return { kind: 'values', columns: columns.map(({ name, type }) => ({ name, type })), rows: [] };
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, readable);

  return {
    declare: async (name, columns) => {
      declared.set(name, withSystemColumns(columns));
      const there = tables.get(name);
      if (there === undefined) return;
      for (const item of withSystemColumns(columns).filter((column) => !there.has(column.name))) {
        await connection.run(`ALTER TABLE ${quoteIdentifier(name)} ADD COLUMN ${definition(item)}`);
        there.add(item.name);
      }
    },
    ensure: async (name) => {
      const columns = declared.get(name);
      if (tables.has(name) || columns === undefined) return;
      await connection.run(`CREATE TABLE ${quoteIdentifier(name)} (${columns.map(definition).join(', ')})`);
      tables.set(name, new Set(columns.map((column) => column.name)));
    },
    holds: (name) => tables.has(name),
    readable,
  };
}

function withSystemColumns(columns: readonly Column[]): readonly Column[] {
  return [
    ...columns,
    ...SYSTEM_COLUMNS.filter((system) => !columns.some((item) => item.name === system.name)),
  ];
}

function definition({ name, type }: Column): string {
  return `${quoteIdentifier(name)} ${dialect.typeName(type)}${name === '_hidden' ? ' DEFAULT false' : ''}`;
}
