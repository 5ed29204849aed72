import { jsonLines } from '../cloud-trail/shape.js';
import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { writeService } from '../containers/saas-export.js';
import type { ServiceShape } from '../containers/saas-export.js';
import { splunkJsonExport } from '../containers/splunk-export.js';
import { splunkOf } from '../containers/splunk-service.js';
import type { Json, JsonObject } from '../json.js';
import { twilioMonitorRecord } from './monitor-event.js';
import type { TwilioMonitorEvent } from './monitor-event.js';
import { twilioStreamRecord } from './stream-event.js';
import type { TwilioStreamEvent } from './stream-event.js';

const monitor: Readonly<Record<string, ServiceShape<TwilioMonitorEvent>>> = {
  page: {
    write: (events) => [
      'twilio/Events.json',
      JSON.stringify({
        events: events.map(twilioMonitorRecord),
        meta: { page: 0, page_size: 50, key: 'events', next_page_url: null },
      }),
    ],
  },
  lines: { write: (events) => ['twilio/events.jsonl', jsonLines(events.map(twilioMonitorRecord))] },
  cli: {
    write: (events) => [
      'twilio/cli.json',
      JSON.stringify(
        events.map((event) => camel(twilioMonitorRecord(event))),
        null,
        2,
      ),
    ],
  },
  csv: {
    write: (events) => {
      const rows = events.map(twilioMonitorRecord);
      const names = Object.keys(rows[0] ?? {});
      const cells = rows.map((row) => names.map((name) => cellOf(row[name])));
      return ['twilio/events.csv', csvText([names, ...cells], '\r\n')];
    },
  },
  'splunk-json': {
    write: (events) => [
      'splunk/twilio.json',
      splunkJsonExport(
        events.map((event) =>
          splunkOf(twilioMonitorRecord(event), 'twilio:monitor', event.time.replace('Z', '.0000000Z')),
        ),
        '\n',
      ),
    ],
  },
};

const stream: Readonly<Record<string, ServiceShape<TwilioStreamEvent>>> = {
  batch: { write: (events) => ['twilio/batch.json', JSON.stringify(events.map(twilioStreamRecord))] },
  lines: {
    write: (events) => ['twilio/stream.jsonl', jsonLines(events.map(twilioStreamRecord))],
    compression: 'gzip',
  },
  /** As Firehose writes a Kinesis stream: one after another. */
  firehose: {
    write: (events) => [
      'twilio/firehose',
      events.map((event) => JSON.stringify(twilioStreamRecord(event))).join(''),
    ],
  },
};

export const twilioMonitorShapes: readonly string[] = Object.keys(monitor);
export const twilioStreamShapes: readonly string[] = Object.keys(stream);

/** Writes Monitor's events in a shape; an unknown shape is an error of the caller. */
export function writeTwilioMonitor(
  id: string,
  events: readonly TwilioMonitorEvent[],
): readonly WrittenFile[] {
  return writeService(monitor, id, events);
}

/** Writes Event Streams' events in a shape; an unknown shape is an error of the caller. */
export function writeTwilioStream(id: string, events: readonly TwilioStreamEvent[]): readonly WrittenFile[] {
  return writeService(stream, id, events);
}

function camel(record: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

function cellOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
