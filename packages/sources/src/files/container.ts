/** How records lie in a text, recognised by its content. `id` names the export (`graph-page`); `title` is for people. */
export type Container =
  /** One JSON object per line. */
  | { readonly kind: 'lines'; readonly id: string; readonly title: string; readonly payload?: Payload }
  /** One JSON array of objects, or several, one after another. */
  | { readonly kind: 'array'; readonly id: string; readonly title: string; readonly payload?: Payload }
  /** Objects and arrays back to back, spread over lines as they like. */
  | { readonly kind: 'values'; readonly id: string; readonly title: string; readonly payload?: Payload }
  /** Objects that hold their records in the list `key`. */
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly title: string;
      readonly key: string;
      /** The list lies in the object under this key. */
      readonly inside?: string;
      /** One such object on each line; else one or several after another, or in an array. */
      readonly perLine: boolean;
      /** They are the elements of an array. */
      readonly inArray?: true;
      readonly payload?: Payload;
    }
  /** Log Analytics query answers: tables of columns and rows. */
  | { readonly kind: 'tables'; readonly id: string; readonly title: string }
  | CsvContainer
  | { readonly kind: 'parquet'; readonly id: 'parquet'; readonly title: string }
  | { readonly kind: 'empty'; readonly id: 'empty'; readonly title: string };

export interface CsvContainer {
  readonly kind: 'csv';
  readonly id: string;
  readonly title: string;
  readonly delimiter: string;
  /** Trimmed, inner white space collapsed, the second of two equal names followed by `#2`. */
  readonly header: readonly string[];
  /** The names as the file has them. */
  readonly headerAsWritten: readonly string[];
  /** Physical lines before the first row: 1, or more where names hold line breaks or `sep=` or `#TYPE` leads. */
  readonly headerLines: number;
}

/** Where the event lies inside a record that only wraps it. */
export interface Payload {
  readonly key: string;
  /** The value under the key is JSON text. */
  readonly text: boolean;
}

/** A text that is no container of records, and what it seems to be. */
export interface Unrecognised {
  readonly kind: 'unrecognised';
  readonly cause: string;
}
