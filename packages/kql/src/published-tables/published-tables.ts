import type { Column, ScalarType } from '@interloper/plan';
import { cloudTables } from './cloud-tables.js';
import { defenderTables } from './defender-tables.js';
import { securityTables } from './security-tables.js';

/**
 * Tables of Microsoft Sentinel and Defender XDR that published rules name beside those that sources fill: their columns
 * are known, rows of them are not. A column is text where no type stands behind its name.
 */
const publishedTables: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...securityTables, ...defenderTables, ...cloudTables }),
);

/** The columns of a table that is published and has no rows here; undefined for other names. */
export function publishedColumns(name: string): readonly Column[] | undefined {
  return publishedTables.get(name)?.trim().split(/\s+/).map(columnOf);
}

/** The published tables whose names stand in a text. */
export function publishedNamesIn(text: string): readonly string[] {
  return [...publishedTables.keys()].filter((name) => text.includes(name));
}

function columnOf(written: string): Column {
  const [name = '', type = 'string'] = written.split(':');
  if (!isType(type)) throw new Error(`the column ${written} has no known type`);
  return { name, type };
}

const TYPES: ReadonlySet<string> = new Set<ScalarType>([
  'string',
  'bool',
  'int',
  'long',
  'real',
  'datetime',
  'dynamic',
]);

function isType(type: string): type is ScalarType {
  return TYPES.has(type);
}
