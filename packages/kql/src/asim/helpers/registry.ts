import type { StoredFunction } from '../stored-function.js';
import { hostnames, lookups } from './lookups.js';
import { users } from './users.js';
import { watchlistHelpers } from './watchlists.js';

/** The helper functions by name. https://learn.microsoft.com/azure/sentinel/normalization-functions */
export const helpers: ReadonlyMap<string, StoredFunction> = new Map(
  [...lookups, ...hostnames, ...users, ...watchlistHelpers].map((helper) => [helper.name, helper]),
);
