import type { JsonObject } from '../json.js';

export type GraphVersion = 'v1.0' | 'beta';

/** Records to a page that Graph never exceeds. */
export const largestGraphPage = 1000;

/** The collection of sign-ins below a Graph version. */
const SIGN_INS = 'auditLogs/signIns';

/** A Graph collection page; `page` counts from 1 and only the last has no `@odata.nextLink`. */
export function graphPage(
  version: GraphVersion,
  records: readonly JsonObject[],
  page: number,
  last: boolean,
  collection = SIGN_INS,
): JsonObject {
  return {
    '@odata.context': graphContext(version, collection),
    ...(last ? undefined : { '@odata.nextLink': graphNextLink(version, page, collection) }),
    value: records,
  };
}

export function graphContext(version: GraphVersion, collection = SIGN_INS): string {
  return `https://graph.microsoft.com/${version}/$metadata#${collection}`;
}

export function graphNextLink(version: GraphVersion, page: number, collection = SIGN_INS): string {
  return `https://graph.microsoft.com/${version}/${collection}?$top=1000&$skiptoken=${String(page).padStart(8, '0')}`;
}
