import type { JsonRecord } from '../source.js';

/**
 * A form that holds a record of some log in another dress: taken off record by record, outside the engine, and then
 * recognised again. For forms that are exported in small numbers.
 */
export interface Rewrite {
  readonly id: string;
  readonly title: string;
  readonly recognises: (record: JsonRecord) => boolean;
  /** The record inside; undefined when there is none. */
  readonly rewrite: (record: JsonRecord) => JsonRecord | undefined;
  /** All records inside, of a form that may hold several; `rewrite` gives the first. */
  readonly rewriteAll?: (record: JsonRecord) => readonly JsonRecord[];
}
