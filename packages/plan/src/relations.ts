import type { Expression, NamedExpression } from './expressions.js';
import type { AggregateName, WindowName } from './functions/aggregates.js';
import type { Column, LiteralValue, ScalarType } from './types.js';

/**
 * A column of a dataset. A dynamic column may have paths that the source stores as columns of their own:
 * `paths` maps a dotted path (`geoCoordinates.latitude`) to the name of that column in the same dataset.
 * `carried` is for what most events rightly lack (an error): the name of a bool column, true in rows whose export would
 * have had the value. There a null is no gap in the data.
 */
export interface DatasetColumn extends Column {
  readonly paths?: Readonly<Record<string, string>>;
  readonly carried?: string;
}

/** Stored rows of one source. `time` names the column by which rows later than `now` are invisible. */
export interface Scan {
  readonly kind: 'scan';
  readonly dataset: string;
  readonly columns: readonly DatasetColumn[];
  readonly time?: string;
}

/** Rows written in the rule. */
export interface Values {
  readonly kind: 'values';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly LiteralValue[])[];
}

/** Whole numbers or instants from `from` to `to` inclusive by `step`; no row when a bound is null. Expressions without columns. */
export interface Range {
  readonly kind: 'range';
  readonly column: Column;
  readonly from: Expression;
  readonly to: Expression;
  readonly step: Expression;
}

/**
 * A field of a record in a file: where it lies (keys from the record's root, or the CSV header), default its name. An
 * empty path is the record itself as JSON text (of CSV: an object of its cells); such a field stands alone.
 */
export interface ReadField extends Column {
  readonly path?: readonly string[];
}

/**
 * Records read from files by the engine, in the order of the files and of the records in each.
 * Each field arrives as text (`string`) or as JSON text (`dynamic`); one that is absent is null.
 */
export interface ReadFiles {
  readonly kind: 'readFiles';
  readonly container: FileContainer;
  readonly files: readonly string[];
  readonly fields: readonly ReadField[];
  /** How the files are compressed; without it, by the suffix of their names. */
  readonly compression?: 'none' | 'gzip';
  /** The name of a column to hold the file's path. */
  readonly fileColumn?: string;
}

/**
 * How records lie in files; `member` containers hold them in a list under a key (`value`, `records`).
 * `largestObject`: bytes that no value (a line, a page) exceeds; engines set memory aside by it.
 */
export type FileContainer =
  | { readonly kind: 'lines'; readonly largestObject?: number }
  | { readonly kind: 'array'; readonly largestObject?: number }
  | { readonly kind: 'member'; readonly key: string; readonly largestObject: number }
  | { readonly kind: 'csv'; readonly header: readonly string[]; readonly delimiter: string }
  | { readonly kind: 'parquet' };

/** Rows for which the predicate is true (not false, not null). */
export interface Filter {
  readonly kind: 'filter';
  readonly input: Relation;
  readonly predicate: Expression;
}

/** Adds columns; one that exists is replaced in its place. Expressions see the input only, not each other. */
export interface Extend {
  readonly kind: 'extend';
  readonly input: Relation;
  readonly columns: readonly NamedExpression[];
}

/** Exactly these columns. */
export interface Project {
  readonly kind: 'project';
  readonly input: Relation;
  readonly columns: readonly NamedExpression[];
}

/** An aggregate over the rows of a group. */
export interface AggregateCall {
  readonly name: string;
  readonly fn: AggregateName;
  readonly args: readonly Expression[];
  readonly type: ScalarType;
  /** Only rows for which it is true count. */
  readonly where?: Expression;
  /** The order in which rows are seen, where it matters (`list`, `anyNotNull`, `mvList`). */
  readonly order?: readonly SortKey[];
  /** At most so many values (`list`, `set`). */
  readonly limit?: number;
}

/** Groups and aggregates. Nulls form a group. Without groups: one row, also over no rows. */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly input: Relation;
  readonly groups: readonly NamedExpression[];
  readonly aggregates: readonly AggregateCall[];
}

/** Which rows around the current one a window function sees; a negative `after` ends before the current row. */
export type WindowFrame =
  | { readonly unit: 'all' }
  | { readonly unit: 'rows'; readonly before: number | 'unbounded'; readonly after: number | 'unbounded' }
  /** In units of the only sort key, as text: a number, of a datetime a whole number of ticks; or `unbounded`. */
  | { readonly unit: 'range'; readonly before: string; readonly after: string };

/** A window function and the column it fills. */
export interface WindowCall {
  readonly name: string;
  readonly fn: WindowName;
  readonly args: readonly Expression[];
  readonly type: ScalarType;
  readonly frame: WindowFrame;
}

/** Adds columns computed over ordered rows of the same partition. */
export interface Window {
  readonly kind: 'window';
  readonly input: Relation;
  readonly partition: readonly Expression[];
  readonly order: readonly SortKey[];
  readonly calls: readonly WindowCall[];
}

export type JoinFlavour =
  'inner' | 'left' | 'right' | 'full' | 'leftSemi' | 'leftAnti' | 'rightSemi' | 'rightAnti';

/** An output column of a join: the column of that name on one side. */
export interface JoinColumn {
  readonly name: string;
  readonly side: 'left' | 'right';
  readonly source: string;
}

/** Pairs of rows for which the condition (over sided column references) is true. */
export interface Join {
  readonly kind: 'join';
  readonly flavour: JoinFlavour;
  readonly left: Relation;
  readonly right: Relation;
  readonly condition: Expression;
  readonly columns: readonly JoinColumn[];
}

/** All rows of all inputs, in input order; inputs have equal columns in equal order. */
export interface Union {
  readonly kind: 'union';
  readonly inputs: readonly Relation[];
}

/** NaN has no order: it stands beside null, before the numbers when nulls are first and behind them when they are last. */
export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last';
}

/** Orders rows; equal rows keep their order. */
export interface Sort {
  readonly kind: 'sort';
  readonly input: Relation;
  readonly keys: readonly SortKey[];
}

/** The first `count` rows after leaving out `offset`. */
export interface Limit {
  readonly kind: 'limit';
  readonly input: Relation;
  readonly count: number;
  readonly offset?: number;
}

/** Different rows. */
export interface Distinct {
  readonly kind: 'distinct';
  readonly input: Relation;
}

/**
 * One row for each element of a list (a multivalue, or a JSON array; a JSON object gives one-property objects, any
 * other value itself). `column` (new, or replacing one) holds the element; `outer` keeps a row whose list is null or
 * empty, with null. Several lists are walked in step, shorter ones filled with null.
 */
export interface Unnest {
  readonly kind: 'unnest';
  readonly input: Relation;
  readonly lists: readonly { readonly list: Expression; readonly column: Column }[];
  readonly index?: string;
  readonly outer: boolean;
  readonly limit?: number;
}

/** Names a relation for use in `body` (by `reference`), computed once when `materialised`. */
export interface Let {
  readonly kind: 'let';
  readonly name: string;
  readonly value: Relation;
  readonly materialised: boolean;
  readonly body: Relation;
}

/** The relation a surrounding `let` named. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly columns: readonly Column[];
}

export type Relation =
  | Scan
  | Values
  | Range
  | ReadFiles
  | Filter
  | Extend
  | Project
  | Aggregate
  | Window
  | Join
  | Union
  | Sort
  | Limit
  | Distinct
  | Unnest
  | Let
  | Reference;
