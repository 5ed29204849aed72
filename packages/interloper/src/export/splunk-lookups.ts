import { createHash } from 'node:crypto';
import { findLookup } from '@interloper/plan';
import type { Lookup } from '@interloper/plan';

/** A lookup that contentctl makes an empty collection of, for the user to fill. */
export interface ContentLookup {
  readonly name: string;
  readonly content: object;
}

const NAMED = /\|\s*(?:inputlookup|lookup)\s+(?:\w+\s*=\s*\S+\s+)*([\w.-]+)/gi;

/**
 * The lookups that a search names, as contentctl needs them: it builds no detection whose lookups it lacks
 * (contentctl/objects/lookup.py, KVStoreLookup).
 */
export function lookupsOf(
  search: string,
  lookups: readonly Lookup[],
  given: { readonly date: string; readonly author: string },
): readonly ContentLookup[] {
  const names = new Set([...search.matchAll(NAMED)].map(([, name = '']) => name));
  return [...names].flatMap((name) => {
    const lookup = findLookup(lookups, name);
    if (lookup === undefined) return [];
    const matched = lookup.columns.flatMap((item) => {
      if (item.match === undefined) return [];
      return [`${item.match.kind === 'network' ? 'CIDR' : 'WILDCARD'}(${item.name})`];
    });
    const content = {
      name,
      id: idOf(name),
      version: 1,
      date: given.date,
      author: given.author,
      status: 'production',
      lookup_type: 'kvstore',
      description: lookup.title,
      fields: ['_key', ...lookup.columns.map((item) => item.name)],
      case_sensitive_match: lookup.caseSensitive,
      ...(matched.length === 0 ? {} : { match_type: matched }),
    };
    return [{ name, content }];
  });
}

/** The same name has the same id always (RFC 9562, 5.8: a UUID of our own making). */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`interloper lookup ${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
