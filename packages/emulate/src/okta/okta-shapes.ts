import { Buffer } from 'node:buffer';
import { jsonLines } from '../cloud-trail/shape.js';
import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import type { JsonObject } from '../json.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';
import { apiTime, browserOf, oktaRecord, osOf } from './record.js';
import type { OktaEvent } from './okta-event.js';
import { oktaTables } from './tables.js';
import { logAnalyticsText } from '../records/log-analytics.js';
import { defaultWorkspaceId } from '../shape.js';

/** How events are exported, tables aside: the file's path and its text. */
const shapes: Readonly<Record<string, (events: readonly OktaEvent[]) => readonly [string, string]>> = {
  api: (events) => ['okta/logs.json', JSON.stringify(events.map(oktaRecord), null, 2)],
  lines: (events) => ['okta/logs.jsonl', jsonLines(events.map(oktaRecord))],
  'lower-case': (events) => ['lake/okta.json', jsonLines(events.map(oktaRecord).map(lowered))],
  'event-hook': (events) => [
    'okta/hook.json',
    jsonLines(pairs(events).map((delivered, index) => hook(delivered, index))),
  ],
  eventbridge: (events) => [
    'eventbridge/okta.json',
    jsonLines(
      events.map((event) => ({
        version: '0',
        id: event.uuid,
        'detail-type': 'SystemLog',
        source: 'aws.partner/okta.com/tailspin/log-stream',
        account: '111122223333',
        time: `${event.published.slice(0, 19)}Z`,
        region: 'eu-west-1',
        resources: [],
        detail: oktaRecord(event),
      })),
    ),
  ],
  'splunk-json': (events) => ['splunk/okta.json', splunkJsonExport(events.map(splunkEvent), '\n')],
  'splunk-csv': (events) => ['splunk/okta.csv', splunkCsvExport(events.map(splunkEvent), '\n')],
  'console-csv': (events) => ['okta/System_Log.csv', consoleCsv(events)],
  'custom-table-split': (events) => ['sentinel/Okta_CL.json', JSON.stringify(events.map(splitRow), null, 2)],
};

export const oktaShapes: readonly string[] = Object.keys(shapes);

/** Writes events in a shape; an unknown shape is an error of the caller. Tables are written by `writeLog`. */
export function writeOkta(id: string, events: readonly OktaEvent[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no Okta shape ${id}`);
  const [path, text] = shape(events);
  return [{ path, content: Buffer.from(text, 'utf8') }];
}

function lowered(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
}

function pairs(events: readonly OktaEvent[]): readonly (readonly OktaEvent[])[] {
  return events.flatMap((event, index) =>
    index % 2 === 0 ? [[event, ...events.slice(index + 1, index + 2)]] : [],
  );
}

/** What an event hook posts. */
function hook(events: readonly OktaEvent[], index: number): JsonObject {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://tailspin.okta.example/api/v1/eventHooks/whoexample',
    eventId: `hook-${index}`,
    data: { events: events.map(oktaRecord) },
    eventTime: events[0]?.published ?? '',
    contentType: 'application/json',
  };
}

function splunkEvent(event: OktaEvent): SplunkEvent {
  const record = oktaRecord(event);
  return {
    raw: JSON.stringify(record),
    time: event.published,
    fields: flattened(record),
    added: { index: 'okta', host: 'tailspin.okta.example', source: 'okta', sourcetype: 'OktaIM2:log' },
  };
}

const custom = oktaTables[0];

/**
 * A row as a published export has it: every value a text, `null` and `FALSE` among them, no `_s` behind names, and a
 * column for each field of the debug data.
 */
function splitRow(event: OktaEvent): JsonObject {
  if (custom === undefined) throw new Error('there is no table Okta_CL');
  const { columns, values } = custom.row(event, defaultWorkspaceId);
  return Object.fromEntries([
    ...columns
      .filter(({ name }) => name !== 'debugContext_debugData_s')
      .map(({ name, type }) => {
        const value = values[name] ?? null;
        const written =
          value === null && type !== 'string'
            ? 'null'
            : typeof value === 'boolean'
              ? String(value).toUpperCase()
              : logAnalyticsText(value);
        return [name.replace(/_s$/, ''), written];
      }),
    ...Object.entries(event.debugData).map(([name, value]) => [
      `debugContext_debugData_${name}`,
      /^(?:true|false)$/.test(value) ? value.toUpperCase() : value,
    ]),
  ]) as JsonObject;
}

/** What the console's CSV holds of an event, by column; of the targets it has room for two here. */
function consoleRow(event: OktaEvent): Readonly<Record<string, string | number | null>> {
  const { actor, client, outcome, transaction } = event;
  const targets = [0, 1].flatMap((index): [string, string | null][] => {
    const target = event.targets[index];
    return [
      [`target${index}.id`, target?.id ?? null],
      [`target${index}.type`, target?.type ?? null],
      [`target${index}.alternate_id`, target?.alternateId ?? null],
      [`target${index}.display_name`, target?.displayName ?? null],
    ];
  });
  return {
    severity: event.severity,
    event_type: event.eventType,
    display_message: event.displayMessage,
    uuid: event.uuid,
    version: '0',
    timestamp: apiTime(event),
    'outcome.result': outcome.result,
    'outcome.reason': outcome.reason,
    'actor.id': actor.id,
    'actor.type': actor.type,
    'actor.display_name': actor.displayName,
    'actor.alternate_id': actor.alternateId,
    'authentication_context.authentication_step': 0,
    'authentication_context.credential_type': event.credentialType,
    'authentication_context.external_session_id': event.sessionId,
    'client.zone': client === null ? null : 'null',
    'client.ip_address': client?.ipAddress ?? null,
    'client.device': client === null ? null : 'Computer',
    'client.user_agent.raw_user_agent': client?.userAgent ?? null,
    'client.user_agent.os': osOf(event),
    'client.user_agent.browser': browserOf(event),
    'client.geographical_context.country': client?.country ?? null,
    'client.geographical_context.city': client?.city ?? null,
    'client.geographical_context.geolocation.lon': client?.longitude ?? null,
    'client.geographical_context.geolocation.lat': client?.latitude ?? null,
    'transaction.id': transaction.id,
    'transaction.type': transaction.type,
    'debug_context.debug_data.request_uri': event.debugData['requestUri'] ?? null,
    legacy_event_type: event.legacyEventType,
    ...Object.fromEntries(targets),
    'request.ip_chain.ip': client?.ipAddress ?? null,
    'request.ip_chain.version': client === null ? null : 'V4',
  };
}

function consoleCsv(events: readonly OktaEvent[]): string {
  const rows = events.map(consoleRow);
  const header = Object.keys(rows[0] ?? {});
  return csvText([header, ...rows.map((row) => header.map((name) => String(row[name] ?? '')))], '\n');
}
