import type { DatasetColumn, Expression, ScalarType, Scan } from '@interloper/plan';

/** A Log Analytics table whose rows a source stores. */
export interface LogTable {
  readonly name: string;
  readonly title: string;
  /** `category` of Azure Monitor's record for it, in any case. */
  readonly categories: readonly string[];
  /** Its columns in Microsoft's order, `name` (text) or `name:type`. */
  readonly columns: string;
  /** Columns that it has besides those of Microsoft's page; they come last. */
  readonly further?: string;
  /** Sets of columns; a row that names no table and has all of one set is of this table. */
  readonly signatures: readonly (readonly string[])[];
  /** Columns that together no other table fills: a query may have overwritten what names the table (`Type`). */
  readonly unmistakable?: readonly string[];
}

/** What a source says about its rows. */
export interface LogParts {
  readonly dataset: string;
  readonly tables: readonly LogTable[];
  /** Columns that no table has, as in `LogTable.columns`. */
  readonly more?: string;
  /** The fields of dynamic columns that rules name most; each is stored as a text column `Column.path` too. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /**
   * What most events rightly lack, by the bool column that is true in rows whose export would have had it: see
   * `DatasetColumn.carried`. Path columns are named as they are stored (`Status.code`).
   */
  readonly carried?: Readonly<Record<string, readonly string[]>>;
  /** Text columns that hold an address in one of the spellings logs use and are stored in one. */
  readonly addresses?: readonly string[];
  /** Text columns that hold JSON, which Log Analytics pretty-prints. */
  readonly jsonTexts?: readonly string[];
  /** Datetime columns that say when the event happened; the first that a row has is its event time. */
  readonly eventTimes: readonly string[];
  /** Datetime columns that stand for `TimeGenerated` where a shape has none. */
  readonly recordTimes: readonly string[];
  /** The columns that follow from others, over those that a shape gives and the text column `LogTable`. */
  readonly derive?: (given: Given, table: Expression) => Readonly<Record<string, Expression>>;
}

/** The columns that a shape gives. */
export type Given = Readonly<Record<string, Expression | undefined>>;

/** A text column that holds one field of a dynamic column. */
interface PathColumn {
  readonly name: string;
  readonly column: string;
  readonly steps: readonly string[];
}

/**
 * The stored rows of Log Analytics tables: all columns of the tables under their names, `LogTable` to tell the tables
 * apart, `EventTime`, the path columns, and `Unconverted`.
 */
export interface StoredLog extends LogParts {
  readonly columns: readonly DatasetColumn[];
  readonly pathColumns: readonly PathColumn[];
  readonly scan: Scan;
  /** The type of a column; throws for a name that is none. */
  readonly typeOf: (name: string) => ScalarType;
}

export function defineLog(parts: LogParts): StoredLog {
  const { paths = {} } = parts;
  const pathColumns = Object.entries(paths).flatMap(([name, list]) =>
    list.map((path): PathColumn => ({ name: `${name}.${path}`, column: name, steps: stepsOf(path) })),
  );
  const data = new Map<string, ScalarType>();
  for (const list of [...parts.tables.map(allColumns), parts.more ?? '']) {
    for (const { name, type } of columnList(list)) {
      const known = data.get(name);
      if (known !== undefined && known !== type)
        throw new Error(`${parts.dataset}: ${name} is ${known} in one table and ${type} in another`);
      if (name !== 'Type') data.set(name, type);
    }
  }
  const carriers = new Map(
    Object.entries(parts.carried ?? {}).flatMap(([by, names]) => names.map((name) => [name, by] as const)),
  );
  const carried = (name: string): Pick<DatasetColumn, 'carried'> => {
    const by = carriers.get(name);
    return by === undefined ? {} : { carried: by };
  };
  const columns: readonly DatasetColumn[] = [
    { name: 'LogTable', type: 'string' },
    { name: 'EventTime', type: 'datetime' },
    ...[...data].map(([name, type]): DatasetColumn => {
      const stored = paths[name];
      if (stored === undefined) return { name, type, ...carried(name) };
      const stand = Object.fromEntries(stored.map((path) => [path, `${name}.${path}`]));
      return { name, type, paths: stand, ...carried(name) };
    }),
    ...pathColumns.map(({ name }): DatasetColumn => ({ name, type: 'string', ...carried(name) })),
    { name: 'Unconverted', type: 'string' },
  ];
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return {
    ...parts,
    columns,
    pathColumns,
    scan: { kind: 'scan', dataset: parts.dataset, columns, time: 'EventTime' },
    typeOf: (name) => {
      const type = types.get(name);
      if (type === undefined) throw new Error(`${parts.dataset} has no column ${name}`);
      return type;
    },
  };
}

/** The names that lead to a field; a dot at the beginning of one belongs to it: `user..tag` is `user` and `.tag`. */
function stepsOf(path: string): readonly string[] {
  return path.split(/(?<=[^.])\./);
}

const TYPES: readonly ScalarType[] = ['string', 'datetime', 'dynamic', 'bool', 'int', 'long', 'real'];

/** All columns of a table as a list. */
export function allColumns(table: LogTable): string {
  return `${table.columns} ${table.further ?? ''}`;
}

/** The columns of a list `name name:type …`. */
export function columnList(list: string): readonly { readonly name: string; readonly type: ScalarType }[] {
  return list.split(/\s+/).flatMap((word) => {
    if (word === '') return [];
    const [name = '', written = 'string'] = word.split(':');
    const type = TYPES.find((item) => item === written);
    if (type === undefined) throw new Error(`column ${name} has the unknown type ${written}`);
    return [{ name, type }];
  });
}
