import type { Column, Relation, Scan } from '@interloper/plan';

/** A plan printed for an engine. It can be kept and run again with another `now`. */
export interface Statement {
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly usesNow: boolean;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The answer to a query. Datetimes are ISO 8601 text, timespans Kusto's text, integers beyond 2^53 and decimals
 * text, `nan` and `inf` text, dynamic values plain JSON, multivalues arrays of text.
 */
export interface ResultSet {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
}

export interface RunOptions {
  /** The instant the plan's `now` stands for. */
  readonly now?: Date | bigint;
  readonly signal?: AbortSignal;
}

export interface PrepareOptions {
  readonly asIfFilled?: true;
}

/** Rows that an engine holds until they are released or it is closed. `relation` reads them. */
export interface Kept {
  readonly relation: Scan;
  release(): Promise<void>;
}

/** Answers queries, and changes nothing of the data. */
export interface Reader {
  /**
   * The statement of a plan; throws `Unsupported` for what the engine cannot do. To be shown and not run, it can be the
   * one for a store in which every dataset holds rows.
   */
  prepare(relation: Relation, options?: PrepareOptions): Statement;
  run(statement: Statement, options?: RunOptions): Promise<ResultSet>;
  /** `prepare` and `run`. */
  query(relation: Relation, options?: RunOptions): Promise<ResultSet>;
  /** False when rows never came to a dataset. */
  holds(dataset: string): boolean;
  /** Computes a relation once and holds its rows beside the data, for questions that read them many times. */
  keep(relation: Relation, options?: RunOptions): Promise<Kept>;
  close(): Promise<void>;
}

/** Where rows were put: `firstRow` and the following `rows − 1` row numbers. */
export interface Appended {
  readonly firstRow: number;
  readonly rows: number;
}

/** Loads datasets. Queries see what was loaded; rules run on the `Reader` that `seal` gives. */
export interface Store extends Reader {
  /** Makes a dataset known: it is empty until rows come. Columns that are new are added to one that is there. */
  createDataset(name: string, columns: readonly Column[]): Promise<void>;
  /**
   * Appends a relation's rows in order; columns the relation lacks are null. All or nothing. A file that the engine
   * refuses raises `LoadRefused`.
   */
  append(dataset: string, relation: Relation, signal?: AbortSignal): Promise<Appended>;
  /** Hides rows by number (`_row`): bad lines, folded repeats. */
  hide(dataset: string, rows: readonly number[]): Promise<void>;
  /** Ends loading: the same data, read-only, with no access to files or network. The store must not be used after. */
  seal(): Promise<Reader>;
}

/** An answer has more rows and columns than a process can hold; raised before they are taken from the engine. */
export class AnswerTooLarge extends Error {
  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    super(`the answer has ${rows} rows of ${columns} columns`);
  }
}

/** The engine could not read a file; `message` is the engine's. */
export class LoadRefused extends Error {}

/** An engine. `path` is where the data stays; without it, it is gone when closed. */
export interface Engine {
  readonly id: 'duckdb' | 'clickhouse';
  open(options?: {
    readonly path?: string;
    /** The file at `path` will be removed: it need not be whole without the engine's files beside it. */
    readonly temporary?: boolean;
    readonly memoryLimit?: string;
    readonly threads?: number;
  }): Promise<Store>;
}
