import { Buffer } from 'node:buffer';
import { jsonLines } from '../cloud-trail/shape.js';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { splunkCsvExport, splunkJsonExport } from '../containers/splunk-export.js';
import { flattened } from '../records/splunk.js';
import type { SplunkEvent } from '../records/splunk.js';
import { toMilliseconds } from '../time.js';
import type { GitHubEvent } from './github-event.js';
import { gitHubRecord } from './record.js';

/** How actions are exported, tables aside: the file's path and its text. */
const shapes: Readonly<Record<string, (events: readonly GitHubEvent[]) => readonly [string, string]>> = {
  rest: (events) => ['github/audit-log.json', JSON.stringify(events.map(gitHubRecord))],
  'web-json': (events) => ['export-tailspin-example.json', JSON.stringify(events.map(gitHubRecord), null, 2)],
  'web-csv': (events) => ['export-tailspin-example.csv', webCsv(events)],
  stream: (events) => ['2026/03/12/02/01/audit.json.log', jsonLines(events.map(gitHubRecord))],
  'event-hub': (events) => ['event-hub/github.json', jsonLines(events.map(gitHubRecord))],
  enterprise: (events) => [
    'enterprise.jsonl',
    jsonLines(events.map((event) => ({ ...gitHubRecord(event), org: [event.org], org_id: [event.orgId] }))),
  ],
  'splunk-json': (events) => ['splunk/github.json', splunkJsonExport(events.map(splunkEvent), '\n')],
  'splunk-csv': (events) => ['splunk/github.csv', splunkCsvExport(events.map(splunkEvent), '\n')],
};

export const gitHubShapes: readonly string[] = Object.keys(shapes);

/** Writes actions in a shape; an unknown shape is an error of the caller. Tables are written by `writeLog`. */
export function writeGitHub(id: string, events: readonly GitHubEvent[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no GitHub shape ${id}`);
  const [path, text] = shape(events);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], id === 'stream' ? 'gzip' : 'none', '');
}

/** The columns of the web page's CSV; those of `data` are what the page shows as an action's details. */
const csvHeader = [
  'action',
  'actor',
  'user',
  'actor_location.country_code',
  'org',
  'repo',
  'created_at',
  'data.hook_id',
  'data.events',
  'data.events_were',
  'data.target_login',
  'data.old_user',
  'data.team',
];

function webCsv(events: readonly GitHubEvent[]): string {
  const rows = events.map((event) => [
    event.action,
    event.actor,
    event.user ?? '',
    event.country,
    event.org,
    event.repo ?? '',
    String(toMilliseconds(event.time)),
    String(event.hook?.id ?? ''),
    event.hook?.events.join(' ') ?? '',
    '',
    '',
    '',
    '',
  ]);
  return csvText([csvHeader, ...rows], '\n');
}

function splunkEvent(event: GitHubEvent): SplunkEvent {
  const record = gitHubRecord(event);
  return {
    raw: JSON.stringify(record),
    time: event.time,
    fields: flattened(record),
    added: { index: 'github', host: 'hec.example', source: 'http:github', sourcetype: 'httpevent' },
  };
}
