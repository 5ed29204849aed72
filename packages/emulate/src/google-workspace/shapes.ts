import { Buffer } from 'node:buffer';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import type { JsonObject } from '../json.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';
import { eventObject, workspaceRecord } from './activity.js';
import type { WorkspaceActivity } from './activity.js';

/** How activities are exported: the file's path and its text (log-format reference, section 11). */
const shapes: Readonly<
  Record<string, (activities: readonly WorkspaceActivity[]) => readonly [string, string]>
> = {
  'reports-page': (activities) => [
    'reports/login-0001.json',
    JSON.stringify({
      kind: 'admin#reports#activities',
      etag: '"page"',
      nextPageToken: 'A:1741698138204000:-771',
      items: activities.map(workspaceRecord),
    }),
  ],
  lines: (activities) => ['reports/activities.jsonl', lines(activities.map(workspaceRecord))],
  'splunk-lines': (activities) => ['gws.jsonl', lines(activities.flatMap(splunkRecords))],
  'splunk-json': (activities) => [
    'splunk/workspace.json',
    splunkJsonExport(activities.flatMap(splunkEvents), '\n'),
  ],
  'splunk-csv': (activities) => [
    'splunk/workspace.csv',
    splunkCsvExport(activities.flatMap(splunkEvents), '\n'),
  ],
};

export const workspaceShapes: readonly string[] = Object.keys(shapes);

/** Writes activities in a shape; an unknown shape is an error of the caller. */
export function writeWorkspace(id: string, activities: readonly WorkspaceActivity[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no shape ${id} of Google Workspace's activities`);
  const [path, text] = shape(activities);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], 'none', '');
}

function lines(records: readonly JsonObject[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Splunk's add-on makes a record of each event. */
function splunkRecords(activity: WorkspaceActivity): readonly JsonObject[] {
  const rest = Object.fromEntries(
    Object.entries(workspaceRecord(activity)).filter(([name]) => name !== 'events'),
  );
  return activity.events.map((event) => ({ ...rest, event: eventObject(event) }));
}

function splunkEvents(activity: WorkspaceActivity): readonly SplunkEvent[] {
  return splunkRecords(activity).map((record) => ({
    raw: JSON.stringify(record),
    time: activity.time,
    fields: flattened(record),
    added: {
      index: 'gws',
      source: 'gws:reports',
      sourcetype: `gws:reports:${activity.application}`,
    },
  }));
}
