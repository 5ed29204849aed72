import { csvText } from '../containers/csv.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import { splunkOf } from '../containers/splunk-service.js';
import { writeService } from '../containers/saas-export.js';
import type { ServiceShape } from '../containers/saas-export.js';
import type { WrittenFile } from '../containers/compress.js';
import { jsonLines } from '../cloud-trail/shape.js';
import { isJsonArray, isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';
import { dropboxRecord } from './team-event.js';
import type { DropboxEvent } from './team-event.js';

const page = (events: readonly JsonObject[], cursor: string, more: boolean): JsonObject => ({
  events,
  cursor,
  has_more: more,
});

const splunk = (event: DropboxEvent): ReturnType<typeof splunkOf> =>
  splunkOf(dropboxRecord(event), 'dropbox:team_log', `${event.time.slice(0, 19)}.0000000Z`);

const shapes: Readonly<Record<string, ServiceShape<DropboxEvent>>> = {
  pages: {
    write: (events) => {
      const records = events.map(dropboxRecord);
      const half = Math.ceil(records.length / 2);
      return [
        'dropbox/get_events.json',
        `${JSON.stringify(page(records.slice(0, half), 'AAEXAMPLE1', true))}\n` +
          `${JSON.stringify(page(records.slice(half), 'AAEXAMPLE2', false))}\n`,
      ];
    },
  },
  array: {
    write: (events) => ['dropbox/events.json', JSON.stringify(events.map(dropboxRecord), null, 2)],
  },
  lines: {
    write: (events) => ['dropbox/events.jsonl', jsonLines(events.map(dropboxRecord))],
    compression: 'gzip',
  },
  'lake-lines': { write: (events) => ['lake/dropbox_teamevent.json', jsonLines(events.map(lakeRow))] },
  'lake-csv': {
    write: (events) => {
      const rows = events.map(lakeRow);
      const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      return [
        'lake/dropbox_teamevent.csv',
        csvText([names, ...rows.map((row) => names.map((name) => cellOf(row[name])))], '\n'),
      ];
    },
  },
  'splunk-json': {
    write: (events) => ['splunk/dropbox.json', splunkJsonExport(events.map(splunk), '\n')],
  },
  'splunk-csv': {
    write: (events) => ['splunk/dropbox.csv', splunkCsvExport(events.map(splunk), '\n')],
  },
  'splunk-fields': {
    write: (events) => [
      'splunk/dropbox-fields.json',
      jsonLines(
        events.map((event) => ({
          preview: false,
          result: Object.fromEntries(
            [...splunk(event).fields].map(([name, values]) => [
              name,
              values.length === 1 ? values[0] : values,
            ]),
          ),
        })),
      ),
    ],
  },
};

export const dropboxShapes: readonly string[] = Object.keys(shapes);

/** Writes events in a shape; an unknown shape is an error of the caller. */
export function writeDropbox(id: string, events: readonly DropboxEvent[]): readonly WrittenFile[] {
  return writeService(shapes, id, events);
}

/** A lake's row: names in order, `_tag` for `.tag`, the time without zone, and the lake's own columns. */
function lakeRow(event: DropboxEvent): JsonObject {
  const time = event.time.replace('T', ' ').replace('Z', '');
  const renamed = sorted(dropboxRecord(event));
  return {
    ...(isJsonObject(renamed) ? renamed : {}),
    timestamp: time,
    p_event_time: time,
    p_log_type: 'Dropbox.TeamEvent',
  };
}

function sorted(value: Json): Json {
  if (isJsonArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]): [string, Json] => [name === '.tag' ? '_tag' : name, sorted(inner)])
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function cellOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
