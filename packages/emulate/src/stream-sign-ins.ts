import { Buffer } from 'node:buffer';
import type { WrittenFile } from './containers/compress.js';
import { graphContext, graphNextLink, largestGraphPage, type GraphVersion } from './containers/graph-page.js';
import type { JsonObject } from './json.js';
import { azureMonitorRecord } from './records/azure-monitor.js';
import { graphBetaSignIn } from './records/graph-beta.js';
import { graphV1SignIn } from './records/graph-v1.js';
import { logAnalyticsObject, logAnalyticsRow } from './records/log-analytics.js';
import { defaultWorkspaceId } from './shape.js';
import type { SignIn } from './sign-in.js';

/** What one line of JSON Lines holds. */
export type RecordLayout =
  'graph-v1' | 'graph-beta' | 'graph-beta-selected' | 'azure-monitor' | 'log-analytics';

const recordLayouts: Readonly<Record<RecordLayout, (event: SignIn) => JsonObject>> = {
  'graph-v1': (event) => graphV1SignIn(event),
  'graph-beta': graphBetaSignIn,
  'graph-beta-selected': graphBetaSelection,
  'azure-monitor': (event) => azureMonitorRecord(event),
  'log-analytics': (event) => logAnalyticsObject(logAnalyticsRow(event, defaultWorkspaceId)),
};

/**
 * JSON Lines of any number of sign-ins in bounded memory, in the order given, as chunks of whole lines of
 * about `chunkBytes` (default 1 MiB) for a file or a pipe.
 */
export function* streamNdjson(
  layout: RecordLayout,
  events: Iterable<SignIn>,
  { chunkBytes = 1_048_576 }: { readonly chunkBytes?: number } = {},
): Generator<Uint8Array, void, undefined> {
  const record = recordLayouts[layout];
  let text = '';
  for (const event of events) {
    text += `${JSON.stringify(record(event))}\n`;
    if (text.length >= chunkBytes) {
      yield Buffer.from(text, 'utf8');
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

/**
 * Graph pages of any number of sign-ins in bounded memory, in the order given: a file per page, each at
 * most `pageBytes` (default 2,000,000) unless one record is larger, and at most `pageSize` records. Graph
 * itself stops at 1000 records, which v1.0 reaches at about 1.3 MB; pass a larger `pageSize` for bigger pages.
 */
export function* streamGraphPages(
  version: GraphVersion,
  events: Iterable<SignIn>,
  options: { readonly pageBytes?: number; readonly pageSize?: number } = {},
): Generator<WrittenFile, void, undefined> {
  const { pageBytes = 2_000_000, pageSize = largestGraphPage } = options;
  const record = version === 'beta' ? graphBetaSignIn : recordLayouts['graph-v1'];
  const opening = `{"@odata.context":${JSON.stringify(graphContext(version))}`;
  let records: Buffer[] = [];
  let page = 1;
  let size = 0;
  const close = (last: boolean): WrittenFile => {
    const nextLink = last ? '' : `,"@odata.nextLink":${JSON.stringify(graphNextLink(version, page))}`;
    const separated = records.flatMap((text, index) => (index === 0 ? [text] : [COMMA, text]));
    const content = Buffer.concat([
      Buffer.from(`${opening}${nextLink},"value":[`),
      ...separated,
      Buffer.from(']}'),
    ]);
    const path = `signIns-${String(page).padStart(6, '0')}.json`;
    records = [];
    size = 0;
    page++;
    return { path, content };
  };
  for (const event of events) {
    const text = Buffer.from(JSON.stringify(record(event)), 'utf8');
    const full = records.length >= pageSize || size + text.length + 1 + PAGE_OVERHEAD > pageBytes;
    if (full && records.length > 0) yield close(false);
    records.push(text);
    size += text.length + 1;
  }
  if (records.length > 0) yield close(true);
}

/** Graph beta under a `$select` of what detections read: v1.0's properties and the ones that only beta has. */
function graphBetaSelection(event: SignIn): JsonObject {
  const { riskEventTypes: _old, authenticationAppDeviceDetails: _unused, ...selected } = graphV1SignIn(event);
  return {
    ...selected,
    userType: event.user?.type ?? null,
    authenticationRequirement: event.authentication.requirement,
    autonomousSystemNumber: event.autonomousSystemNumber,
    crossTenantAccessType: event.crossTenantAccessType,
  };
}

const COMMA = Buffer.from(',');

/** Room for the page's own keys: context, next link, brackets. */
const PAGE_OVERHEAD = 300;
