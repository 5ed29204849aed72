import type { SplunkEvent } from '../records/splunk.js';
import { csvText } from './csv.js';

/** Splunk's JSON export: a line per result, every field a text or a list of texts, the event in `_raw` (reference, section 1). */
export function splunkJsonExport(events: readonly SplunkEvent[], lineBreak: '\n' | '\r\n'): string {
  return events
    .map((event, offset) => {
      const fields = [...event.fields].map(
        ([name, values]) => [name, values.length === 1 ? values[0] : values] as const,
      );
      const result = {
        ...event.added,
        ...Object.fromEntries(fields),
        _raw: event.raw,
        _time: splunkTime(event.time),
        _indextime: indexTime(event.time),
      };
      const last = offset === events.length - 1;
      return (
        JSON.stringify({ preview: false, offset, ...(last ? { lastrow: true } : undefined), result }) +
        lineBreak
      );
    })
    .join('');
}

/** Splunk's CSV export: the union of all fields as columns, several values on lines of one cell, then the internal fields. */
export function splunkCsvExport(events: readonly SplunkEvent[], lineBreak: '\n' | '\r\n'): string {
  const names = new Set<string>();
  for (const event of events) {
    for (const name of Object.keys(event.added)) names.add(name);
    for (const name of event.fields.keys()) names.add(name);
  }
  const columns = [...names].toSorted((left, right) => (left < right ? -1 : 1));
  const internal = [
    '_raw',
    '_time',
    '_indextime',
    'date_hour',
    'date_mday',
    'date_year',
    'linecount',
    'punct',
    'timestamp',
  ];
  return csvText(
    [
      [...columns, ...internal],
      ...events.map((event) => [
        ...columns.map((name) => event.fields.get(name)?.join('\n') ?? event.added[name] ?? ''),
        event.raw,
        splunkTime(event.time),
        indexTime(event.time),
        String(Number(event.time.slice(11, 13))),
        String(Number(event.time.slice(8, 10))),
        event.time.slice(0, 4),
        '1',
        '{"":"--::"}',
        'none',
      ]),
    ],
    lineBreak,
  );
}

function splunkTime(time: string): string {
  return `${time.slice(0, 23)}+00:00`;
}

/** Indexed two minutes later, in seconds since 1970. */
function indexTime(time: string): string {
  return String(Math.floor(Date.parse(`${time.slice(0, 19)}Z`) / 1000) + 120);
}
