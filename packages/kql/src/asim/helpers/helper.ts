import type { StoredFunction } from '../stored-function.js';

/** A helper function of the model; `note` says how far it goes where it does not go all the way. */
export interface Helper extends StoredFunction {
  readonly note?: string;
}
