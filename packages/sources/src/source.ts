import type {
  Activity,
  Column,
  DatasetColumn,
  Expression,
  IdentityLink,
  LogsourceView,
  NamedExpression,
  ReadField,
  View,
} from '@interloper/plan';

/** A JSON object as it lies in a file; a CSV row is one whose values are all text. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * One kind of log: how to recognise its records in every shape they are exported in, how to read each shape into one
 * typed dataset, and what each rule language calls its columns. A source is data; reading is a plan.
 */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly dataset: Dataset;
  /** In the order in which they are tried: the first that recognises a record reads it. */
  readonly shapes: readonly Shape[];
  /** What is known but not read, so that it is refused by name. */
  readonly refuses: (record: JsonRecord) => string | undefined;
  readonly tables: readonly View[];
  readonly sourcetypes: readonly View[];
  readonly logsources: readonly LogsourceView[];
  /** By which names its records know one account; without it they name each account in one way only. */
  readonly identities?: readonly IdentityLink[];
  /** Who did what, when and from where, by its records; none of tables of which nothing is known. */
  readonly activities: readonly Activity[];
  /** How to export the log so that every field that rules rest on is there. */
  readonly exportHelp: string;
}

/** The stored rows of a source. */
export interface Dataset {
  readonly name: string;
  readonly columns: readonly DatasetColumn[];
  /** The column by which rows later than `now` are invisible: when the event happened (datetime). */
  readonly eventTime: string;
  /** Over the dataset's columns: true when a row is certainly a record of this log; other rows are looked at again. */
  readonly guard: Expression;
  /** A text column that holds what could not be converted (`CreatedDateTime=the text`), null when all could. */
  readonly unconverted: string;
  readonly repeats: Repeats;
  /** Where a shape lacks the identity: other ways to find repeats among the rows that are left. */
  readonly otherRepeats?: readonly Repeats[];
  /** Columns that rules rest on: those an export lacks are its `missing`, in the names users know. */
  readonly expected: readonly ExpectedColumn[];
}

/**
 * How to tell that two rows are one event, delivered twice (log-format reference, section 19, item 8): rows are
 * compared when they are equal in `identity`, and are one event when no value of `compare` that both have differs.
 */
export interface Repeats {
  /** Text columns, the first one rarely shared; rows where one is null are never folded. */
  readonly identity: readonly string[];
  /** Over the dataset's columns: text or numbers in a spelling that all shapes share, null where a shape has none. */
  readonly compare: readonly Expression[];
  /** Looked for only when it is true of some row. */
  readonly when?: Expression;
}

/** A column that rules rest on, for the rows of logs that have it. */
export interface ExpectedColumn {
  readonly column: string;
  readonly where: Expression;
}

/** What is known of a group of files when the plan that reads it is made. */
export interface ReadOptions {
  /** In dates like 4/5/2025 the day comes first. */
  readonly dayFirst: boolean;
}

/** The columns to read and what becomes of them, in two steps so that no value is computed twice. */
export interface Reading {
  readonly fields: readonly ReadField[];
  /** Over the fields and the text column `_file`. */
  readonly values: readonly NamedExpression[];
  /** Every dataset column, over the values. */
  readonly columns: readonly NamedExpression[];
}

/** One form in which a log is exported. */
export interface Shape {
  readonly id: string;
  readonly title: string;
  /** True when a record is of this shape. */
  readonly recognises: (record: JsonRecord) => boolean;
  /** Its dates like 4/5/2025 are always in US order, whoever exported it. */
  readonly monthFirst?: true;
  /** How records of this shape are read when their keys (or CSV headers) are spelled as observed. */
  readonly read: (observed: ObservedNames, options: ReadOptions) => Reading;
}

/**
 * The names seen in a file's first records, by depth: those at the top and those inside each object at the top.
 * Real exports vary in case and white space (`calleripaddress`, `Application ID `), so a shape asks for the spelling.
 */
export interface ObservedNames {
  /** The spelling of a path in these files; the path itself when it was not seen. */
  readonly spelling: (path: readonly string[]) => readonly string[];
  readonly has: (path: readonly string[]) => boolean;
  /** The names at the top, in order. */
  readonly names: readonly string[];
}

/** A column and its type, as rules see it in one table. */
export type TableColumn = Column;
