import { Buffer } from 'node:buffer';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import { isJsonArray, isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';
import { gcpEntry, googleTime } from './compose.js';
import type { GcpEvent } from './event.js';

/** How entries are exported: the file's path and its text (log-format reference, section 9). */
const shapes: Readonly<Record<string, (events: readonly GcpEvent[]) => readonly [string, string]>> = {
  'logging-api': (events) => [
    'entries-list.json',
    JSON.stringify({ entries: events.map(gcpEntry), nextPageToken: 'EAA4suKu3qnLwbtrSg8' }, null, 2),
  ],
  gcloud: (events) => ['gcloud-logging-read.json', JSON.stringify(events.map(gcpEntry), null, 2)],
  'storage-sink': (events) => [
    'cloudaudit.googleapis.com/activity/2026/03/11/13-00-00_13-59-59_S0.json',
    lines(events.map(gcpEntry)),
  ],
  'pubsub-push': (events) => [
    'pubsub-push.jsonl',
    lines(
      events.map((event) => ({
        message: messageOf(event, base64(event)),
        subscription: `projects/${event.project}/subscriptions/audit`,
      })),
    ),
  ],
  'pubsub-pull': (events) => [
    'gcloud-pubsub-pull.json',
    JSON.stringify(
      events.map((event) => ({ ackId: `ack-${event.insertId}`, message: messageOf(event, base64(event)) })),
    ),
  ],
  'pubsub-pull-api': (events) => [
    'pubsub-pull-answer.json',
    JSON.stringify({
      receivedMessages: events.map((event) => ({
        ackId: `ack-${event.insertId}`,
        message: messageOf(event, base64(event)),
      })),
    }),
  ],
  'pubsub-object': (events) => [
    'pubsub-decoded.jsonl',
    lines(events.map((event) => messageOf(event, gcpEntry(event)))),
  ],
  beats: (events) => [
    'beats.jsonl',
    lines(
      events.map((event) => ({
        '@timestamp': event.time,
        message: JSON.stringify(gcpEntry(event)),
        input: { type: 'gcp-pubsub' },
      })),
    ),
  ],
  'logs-explorer-csv': (events) => {
    const rows = events.map((event) => flatRow(gcpEntry(event)));
    const names = [...new Set(rows.flatMap((row) => [...row.keys()]))].toSorted();
    const cells = rows.map((row) => names.map((name) => row.get(name) ?? ''));
    return ['downloaded-logs-20260311.csv', csvText([names, ...cells], '\n')];
  },
  bigquery: (events) => ['bigquery-results.jsonl', lines(events.map(bigQueryRow))],
  'splunk-json': (events) => ['splunk/gcp.json', splunkJsonExport(events.map(splunkEvent), '\n')],
  'splunk-csv': (events) => ['splunk/gcp.csv', splunkCsvExport(events.map(splunkEvent), '\n')],
  'splunk-fields': (events) => [
    'splunk-fields.jsonl',
    lines(
      events.map((event) => ({
        _time: event.time,
        ...Object.fromEntries(
          [...splunkEvent(event).fields].map(([name, values]) => [
            name,
            values.length === 1 ? (values[0] ?? '') : values,
          ]),
        ),
      })),
    ),
  ],
};

export const gcpShapes: readonly string[] = Object.keys(shapes);

/** Writes entries in a shape; an unknown shape is an error of the caller. */
export function writeGcp(id: string, events: readonly GcpEvent[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no shape ${id} of Google Cloud's audit log`);
  const [path, text] = shape(events);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], 'none', '');
}

function lines(records: readonly JsonObject[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function base64(event: GcpEvent): string {
  return Buffer.from(JSON.stringify(gcpEntry(event)), 'utf8').toString('base64');
}

function messageOf(event: GcpEvent, data: Json): JsonObject {
  return {
    data,
    attributes: { 'logging.googleapis.com/timestamp': googleTime(event.time) },
    messageId: `77${event.insertId.replaceAll(/\D/g, '')}`,
    publishTime: event.time,
  };
}

/** The add-on indexes the decoded message. */
function splunkEvent(event: GcpEvent): SplunkEvent {
  const record: JsonObject = {
    attributes: { 'logging.googleapis.com/timestamp': googleTime(event.time) },
    data: gcpEntry(event),
    publish_time: event.time,
  };
  return {
    raw: JSON.stringify(record),
    time: event.time,
    fields: flattened(record),
    added: { index: 'gcp', source: 'google_cloud_pubsub', sourcetype: 'google:gcp:pubsub:message' },
  };
}

/** Columns of the download: dots between levels, `[0]` behind lists. */
function flatRow(entry: JsonObject): ReadonlyMap<string, string> {
  const row = new Map<string, string>();
  const walk = (value: Json, name: string): void => {
    if (isJsonArray(value)) {
      for (const [index, item] of value.entries()) walk(item, `${name}[${index}]`);
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, name === '' ? key : `${name}.${key}`);
    } else {
      row.set(name, String(value));
    }
  };
  walk(entry, '');
  return row;
}

/**
 * The row of the sink's table: structures that BigQuery has no columns for are JSON text, what is absent is null at
 * every level.
 */
function bigQueryRow(event: GcpEvent): JsonObject {
  const { insertId, resource, severity, logName, timestamp, receiveTimestamp } = gcpEntry(event);
  const json = (value: Json): Json => (value === null ? null : JSON.stringify(value));
  const { policyDelta = null } = event.serviceData ?? {};
  return {
    insertId: insertId ?? null,
    logName: logName ?? null,
    severity: severity ?? null,
    resource: resource ?? null,
    timestamp: bigQueryTime(timestamp),
    receiveTimestamp: bigQueryTime(receiveTimestamp),
    protopayload_auditlog: {
      serviceName: event.service,
      methodName: event.method,
      resourceName: event.resourceName,
      resourceLocation: null,
      numResponseItems: null,
      status: { code: event.status?.code ?? null, message: event.status?.message ?? null },
      authenticationInfo: {
        principalEmail: event.email,
        authoritySelector: null,
        serviceAccountKeyName: event.keyName ?? null,
        serviceAccountDelegationInfo: [],
        principalSubject: event.subject,
      },
      authorizationInfo: event.permissions.map(({ permission, granted }) => ({
        resource: event.resourceName,
        permission,
        granted: granted ? true : null,
        resourceAttributes: { service: null, name: null, type: null },
      })),
      requestMetadata: {
        callerIp: event.callerIp,
        callerSuppliedUserAgent: event.userAgent,
        callerNetwork: null,
        requestAttributes: { time: bigQueryTime(googleTime(event.time)), auth: null },
      },
      requestJson: json(event.request),
      responseJson: json(event.response),
      metadataJson: json(event.metadata),
      servicedata_v1_iam: event.serviceData === null ? null : { policyDelta },
    },
    textPayload: null,
    labels: null,
    operation: null,
  };
}

/** Microseconds: `2026-03-11 13:02:18.204517 UTC`. */
function bigQueryTime(time: Json | undefined): string {
  if (typeof time !== 'string') throw new Error('an entry without a time');
  return `${time.slice(0, 26).replace('T', ' ')} UTC`;
}
