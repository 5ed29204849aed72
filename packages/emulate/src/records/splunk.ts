import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.js';
import type { SignIn } from '../sign-in.js';
import { signInStreams } from '../tables.js';
import { secondsPrecision } from '../time.js';
import { azureMonitorRecord, type AzureMonitorOptions } from './azure-monitor.js';
import { graphBetaSignIn } from './graph-beta.js';
import { graphV1SignIn } from './graph-v1.js';

export type SplunkSourcetype = 'azure:aad:signin' | 'azure:monitor:aad';

/** One indexed event: the raw text, and the fields that a search shows for it. */
export interface SplunkEvent {
  readonly raw: string;
  /** `_time`, UTC, seven fraction digits. */
  readonly time: string;
  /** Extracted fields by flattened name; several values where Splunk has a multivalue field. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Fields that Splunk adds: index, host, source, sourcetype, CIM aliases. */
  readonly added: Readonly<Record<string, string>>;
}

export interface SplunkOptions extends AzureMonitorOptions {
  readonly endpoint?: 'v1.0' | 'beta';
  readonly tenantIds?: boolean;
}

/**
 * The event as the add-on indexes it: `azure:aad:signin` is the Graph object (v1.0 unless asked for beta),
 * `azure:monitor:aad` the Azure Monitor record (reference, section 2.6).
 */
export function splunkEvent(
  event: SignIn,
  sourcetype: SplunkSourcetype,
  options: SplunkOptions = {},
): SplunkEvent {
  const graph = sourcetype === 'azure:aad:signin';
  const record = graph ? graphRecord(event, options) : azureMonitorRecord(event, options);
  return {
    raw: JSON.stringify(record),
    time: graph ? `${secondsPrecision(event.createdDateTime).slice(0, 19)}.0000000Z` : event.recordTime,
    fields: flattened(record),
    added: {
      index: 'azure',
      host: 'splunk-hf-01.tailspin.example',
      source: graph ? 'azure:aad:signin' : `eventhub:${signInStreams[event.category].container}`,
      sourcetype,
      // The aliases of the Common Information Model; `user` lower-cased.
      ...(graph
        ? {
            action: event.status.errorCode === 0 ? 'success' : 'failure',
            app: event.app.displayName,
            dest: event.resource.displayName,
            src: event.ipAddress,
            src_ip: event.ipAddress,
            user: (event.user?.principalName ?? '').toLowerCase(),
            user_agent: event.userAgent ?? '',
          }
        : undefined),
    },
  };
}

function graphRecord(event: SignIn, { endpoint = 'v1.0', tenantIds = true }: SplunkOptions): JsonObject {
  return endpoint === 'beta' ? graphBetaSignIn(event) : graphV1SignIn(event, { tenantIds });
}

/** Splunk's automatic JSON fields: `.` between levels, `{}` after arrays, every value a text. */
export function flattened(record: JsonObject): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  flatten(record, '', fields);
  return fields;
}

function flatten(value: Json, name: string, into: Map<string, string[]>): void {
  if (isJsonArray(value)) {
    for (const item of value) flatten(item, `${name}{}`, into);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, name === '' ? key : `${name}.${key}`, into);
  } else {
    const values = into.get(name);
    if (values === undefined) into.set(name, [String(value)]);
    else values.push(String(value));
  }
}
