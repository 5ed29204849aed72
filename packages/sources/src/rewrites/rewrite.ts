import type { JsonRecord, Source } from '../source.js';

/**
 * A form that holds a record of some log in another dress: taken off record by record, outside the engine, and then
 * recognised again. For forms that are exported in small numbers.
 */
export interface Rewrite {
  readonly id: string;
  readonly title: string;
  /** `among`: the sources that the record inside may be of. */
  readonly recognises: (record: JsonRecord, among?: readonly Source[]) => boolean;
  /** Records of this form would also pass for records of a shape: a file that begins with some is read one by one. */
  readonly mixes?: true;
  /** The record inside; undefined when there is none. */
  readonly rewrite: (record: JsonRecord) => JsonRecord | undefined;
  /** All records inside, of a form that may hold several; `rewrite` gives the first. */
  readonly rewriteAll?: (record: JsonRecord) => readonly JsonRecord[];
}
