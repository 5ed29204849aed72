/**
 * How records lie in a text, as the text literal of `recordsOfText`. A cell is text; of `json` and `documents` it is the
 * JSON value of the property that a column names, null where it is absent.
 */
export interface TextForm {
  /**
   * `cells`: lines of cells with a delimiter, in quotes where they hold one; `lines`: each line is a cell, empty ones are
   * none; `whole`: all is one cell; `json`: an object a line; `documents`: objects one after the other or in an array.
   */
  readonly kind: 'cells' | 'lines' | 'whole' | 'json' | 'documents';
  readonly delimiter?: string;
  /** The first record is a header. */
  readonly skipFirst: boolean;
  readonly columns: readonly string[];
}
