import type { JsonObject } from '../json.js';

export type GraphVersion = 'v1.0' | 'beta';

/** Records to a page that Graph never exceeds. */
export const largestGraphPage = 1000;

/** A Graph collection page; `page` counts from 1 and only the last has no `@odata.nextLink`. */
export function graphPage(
  version: GraphVersion,
  records: readonly JsonObject[],
  page: number,
  last: boolean,
): JsonObject {
  return {
    '@odata.context': graphContext(version),
    ...(last ? undefined : { '@odata.nextLink': graphNextLink(version, page) }),
    value: records,
  };
}

export function graphContext(version: GraphVersion): string {
  return `https://graph.microsoft.com/${version}/$metadata#auditLogs/signIns`;
}

export function graphNextLink(version: GraphVersion, page: number): string {
  return `https://graph.microsoft.com/${version}/auditLogs/signIns?$top=1000&$skiptoken=${String(page).padStart(8, '0')}`;
}
