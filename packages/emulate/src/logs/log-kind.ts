import type { Json, JsonObject } from '../json.js';
import type { Column } from '../tables.js';

/** How the events of one log are written in each of the forms that Microsoft's services export. */
export interface LogKind<Event> {
  readonly id: string;
  /** When the event happened, by which files are ordered: UTC, seven fraction digits. */
  readonly timeOf: (event: Event) => string;
  /** When its record was written. */
  readonly recordTimeOf: (event: Event) => string;
  /** Graph's collection (`auditLogs/directoryAudits`) and object; undefined where Graph has none. */
  readonly graph?: (event: Event) => { readonly collection: string; readonly object: JsonObject };
  /** The record of a diagnostic setting, and below which container a storage account keeps it; undefined where Azure has none. */
  readonly monitor?: (event: Event) => {
    readonly container: string;
    readonly scope: string;
    readonly record: JsonObject;
  };
  /** The row in Log Analytics: JSON as objects also where a text column holds it. */
  readonly row: (event: Event, workspaceId: string) => LogRow;
}

export interface LogRow {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly values: Readonly<Record<string, Json>>;
}

/** The columns of a list `name name:type …`. */
export function logColumns(list: string): readonly Column[] {
  return list
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      if (!isColumnType(type)) throw new Error(`column ${name} has the unknown type ${type}`);
      return { name, type };
    });
}

function isColumnType(type: string): type is Column['type'] {
  return ['string', 'datetime', 'dynamic', 'bool', 'int', 'long', 'real'].includes(type);
}
