import type { Container, Payload } from './container.js';

/** A JSON object as far as the head shows it. */
export type Sample = Readonly<Record<string, unknown>>;

/**
 * A wrapping of records, told by one object: `list` names the key of the list that holds them. Entries are tried in
 * order. (Log-format reference, section 1.)
 */
export interface Wrapping {
  readonly id: string;
  readonly title: string;
  readonly test: (sample: Sample) => boolean;
  readonly list?: string;
  /** The list lies in the object under this key. */
  readonly inside?: string;
  readonly tables?: boolean;
  readonly payload?: Payload;
}

/** Objects that hold records, or that wrap one. */
const wrappings: readonly Wrapping[] = [
  {
    id: 'log-analytics-answer',
    title: 'Log Analytics query answer (tables, columns, rows)',
    test: (sample) => firstOf(sample, 'tables', (table) => 'columns' in table || 'rows' in table),
    tables: true,
  },
  {
    id: 'graph-page',
    title: 'Graph page (value[])',
    test: (sample) =>
      Array.isArray(sample['value']) &&
      Object.keys(sample).every(
        (key) => key === 'value' || key.startsWith('@') || /^(?:odata|nextLink)/u.test(key),
      ),
    list: 'value',
  },
  {
    id: 'event-hub-batch',
    title: 'Azure Monitor batch (records[])',
    test: (sample) => Array.isArray(sample['records']) && few(sample),
    list: 'records',
  },
  {
    id: 'cloudtrail-object',
    title: 'CloudTrail log file (Records[])',
    test: (sample) => Array.isArray(sample['Records']) && few(sample),
    list: 'Records',
  },
  {
    id: 'cloudtrail-lookup',
    title: 'CloudTrail LookupEvents answer (Events[].CloudTrailEvent)',
    test: (sample) => firstOf(sample, 'Events', (event) => 'CloudTrailEvent' in event || 'EventId' in event),
    list: 'Events',
    payload: { key: 'CloudTrailEvent', text: true },
  },
  {
    id: 'cloudtrail-lake',
    title: 'CloudTrail Lake answer (QueryResultRows)',
    test: (sample) => Array.isArray(sample['QueryResultRows']),
    list: 'QueryResultRows',
  },
  {
    id: 'cloudwatch-subscription',
    title: 'CloudWatch Logs subscription (logEvents[].message)',
    test: (sample) => sample['messageType'] === 'DATA_MESSAGE' && 'logEvents' in sample,
    list: 'logEvents',
    payload: { key: 'message', text: true },
  },
  {
    id: 'guardduty-findings',
    title: 'GuardDuty findings (findings[])',
    test: (sample) => Array.isArray(sample['findings']) && few(sample),
    list: 'findings',
  },
  {
    id: 'guardduty-api-findings',
    title: 'GuardDuty findings (Findings[])',
    test: (sample) => Array.isArray(sample['Findings']) && few(sample),
    list: 'Findings',
  },
  {
    id: 'dropbox-events',
    title: 'Dropbox team log page (events[], cursor)',
    // The cursor comes after a thousand events: the head may end before it.
    test: (sample) =>
      Array.isArray(sample['events']) &&
      ('cursor' in sample ||
        'has_more' in sample ||
        firstOf(sample, 'events', (event) => 'event_type' in event && 'event_category' in event)),
    list: 'events',
  },
  {
    id: 'twilio-monitor-page',
    title: 'Twilio Monitor page (events[], meta)',
    test: (sample) =>
      (Array.isArray(sample['events']) && isObject(sample['meta']) && few(sample)) ||
      firstOf(sample, 'events', (event) => 'actor_sid' in event && 'event_type' in event),
    list: 'events',
  },
  {
    id: 'workspace-activities',
    title: 'Google Workspace activities page (items[])',
    test: (sample) => Array.isArray(sample['items']) && String(sample['kind']).startsWith('admin#reports'),
    list: 'items',
  },
  {
    id: 'gcp-entries',
    title: 'Google Cloud Logging page (entries[])',
    test: (sample) => firstOf(sample, 'entries', (entry) => 'logName' in entry),
    list: 'entries',
  },
  {
    id: 'pubsub-pull',
    title: 'Pub/Sub pull answer (receivedMessages[])',
    test: (sample) => firstOf(sample, 'receivedMessages', (item) => isObject(item['message'])),
    list: 'receivedMessages',
  },
  {
    id: 'okta-event-hook',
    title: 'Okta event hook (data.events[])',
    test: ({ eventType, data }) =>
      eventType === 'com.okta.event_hook' && isObject(data) && Array.isArray(data['events']),
    list: 'events',
    inside: 'data',
  },
  {
    id: 'elastic-search-answer',
    title: 'Elasticsearch search answer (hits.hits[])',
    test: ({ hits }) => isObject(hits) && Array.isArray(hits['hits']),
    list: 'hits',
    inside: 'hits',
    payload: { key: '_source', text: false },
  },
  {
    id: 'elastic-hits',
    title: 'Elasticsearch hits (_source)',
    test: (sample) => '_index' in sample && isObject(sample['_source']),
    payload: { key: '_source', text: false },
  },
  {
    id: 'eventbridge',
    title: 'EventBridge events (detail)',
    test: (sample) => 'detail-type' in sample && 'source' in sample && 'detail' in sample,
    payload: { key: 'detail', text: false },
  },
  {
    id: 'splunk-json',
    title: 'Splunk search export (result, _raw)',
    test: (sample) => isObject(sample['result']) && ('preview' in sample || '_raw' in sample['result']),
    payload: { key: 'result', text: false },
  },
  {
    id: 'splunk-hec',
    title: "Splunk's HTTP Event Collector (event)",
    test: (sample) => isObject(sample['event']) && isForCollector(sample),
    payload: { key: 'event', text: false },
  },
  {
    id: 'splunk-hec-text',
    title: "Splunk's HTTP Event Collector (event as text)",
    test: ({ event, ...rest }) =>
      typeof event === 'string' && event.trimStart().startsWith('{') && isForCollector(rest),
    payload: { key: 'event', text: true },
  },
];

/** What an array, or a file of lines, holds; told by one record. It changes nothing in reading, only the title. */
export const recordKinds: readonly {
  readonly id: string;
  readonly title: string;
  readonly test: (sample: Sample) => boolean;
}[] = [
  { id: 'sendgrid-events', title: 'SendGrid events', test: (sample) => 'sg_event_id' in sample },
  { id: 'cloudevents', title: 'CloudEvents', test: (sample) => 'specversion' in sample },
  {
    id: 'log-analytics-text-rows',
    title: 'Log Analytics rows as text',
    test: (sample) =>
      'TimeGenerated' in sample && Object.values(sample).every((value) => typeof value === 'string'),
  },
];

/** CSV files, told by their (cleaned) header. */
export const csvKinds: readonly {
  readonly id: string;
  readonly title: string;
  readonly test: (names: ReadonlySet<string>) => boolean;
}[] = [
  {
    id: 'csv-splunk',
    title: 'Splunk search export (CSV)',
    test: (names) => names.has('_raw') && (names.has('_time') || names.has('sourcetype')),
  },
  {
    id: 'csv-unified-audit-log',
    title: 'Purview audit export (CSV)',
    test: (names) => names.has('AuditData'),
  },
  {
    id: 'csv-log-analytics',
    title: 'Log Analytics portal export (CSV)',
    test: (names) =>
      [...names].some(
        (name) => name.endsWith('[UTC]') || name === 'TimeGenerated' || name === 'SourceSystem',
      ),
  },
  {
    id: 'csv-entra-portal',
    title: 'Entra portal download (CSV)',
    test: (names) => [...names].some((name) => name.startsWith('Date (')),
  },
];

/** Objects that are answers of an API, but hold no records. */
export function errorAnswer(sample: Sample): string | undefined {
  const error = sample['error'];
  if (!isObject(error) || Object.keys(sample).length > 2) return undefined;
  const { code, message } = error;
  return typeof code === 'string' || typeof message === 'string'
    ? `an error answer of the API (${String(code ?? message)}), not records`
    : undefined;
}

/** What an object wraps. */
export function wrappingOf(sample: Sample): Wrapping | undefined {
  return wrappings.find(({ test }) => test(sample));
}

/** How to read objects of a wrapping that stand one per line, in an array, or anyhow. */
export function containerOf(wrapping: Wrapping, shape: 'lines' | 'array' | 'values'): Container {
  const { id, title, list, inside, payload } = wrapping;
  const wrapped = payload === undefined ? {} : { payload };
  if (wrapping.tables === true) return { kind: 'tables', id, title };
  if (list === undefined) return { kind: shape, id, title, ...wrapped };
  const place = { perLine: shape === 'lines', ...(shape === 'array' ? { inArray: true as const } : {}) };
  const within = inside === undefined ? {} : { inside };
  return { kind: 'member', id, title, key: list, ...within, ...place, ...wrapped };
}

export function isObject(value: unknown): value is Sample {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What senders put beside an event for the collector, and nothing else. */
const collectorKeys: ReadonlySet<string> = new Set([
  'time',
  'host',
  'source',
  'sourcetype',
  'index',
  'fields',
  'event',
]);

function isForCollector(sample: Sample): boolean {
  return (
    ('sourcetype' in sample || 'time' in sample) && Object.keys(sample).every((key) => collectorKeys.has(key))
  );
}

/** The wrapper is a wrapper: it says little of its own. */
function few(sample: Sample): boolean {
  return Object.keys(sample).length <= 4;
}

function firstOf(sample: Sample, key: string, test: (first: Sample) => boolean): boolean {
  const list = sample[key];
  if (!Array.isArray(list)) return false;
  const first: unknown = list[0];
  return first === undefined ? few(sample) : isObject(first) && test(first);
}
