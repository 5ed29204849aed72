import { column } from '@interloper/plan';
import type { Catalog, LogsourceView, ScalarType } from '@interloper/plan';

const COLUMNS: readonly (readonly [string, ScalarType])[] = [
  ['TimeGenerated', 'datetime'],
  ['User', 'string'],
  ['Text', 'string'],
  ['Code', 'long'],
  ['Flag', 'bool'],
  ['Risk', 'dynamic'],
  ['Detail', 'dynamic'],
  ['Tags', 'multivalue'],
];

/** A log of the tests with columns of several types; its plans are looked at, never run. */
function log(service: string, columns = COLUMNS): LogsourceView {
  return {
    name: `test/${service}`,
    title: service,
    scan: {
      kind: 'scan',
      dataset: service,
      columns: columns.map(([name, type]) =>
        name === 'Detail' ? { name, type, paths: { city: 'city' } } : { name, type },
      ),
      time: 'TimeGenerated',
    },
    columns: columns.map(([name, type]) => ({ name, type, expression: column(name, type) })),
    time: 'TimeGenerated',
    logsources: [{ product: 'test', service }],
  };
}

export const catalog: Catalog = {
  tables: [],
  sourcetypes: [],
  logsources: [log('one'), log('two', [...COLUMNS.slice(0, 2), ['Code', 'string'], ['Extra', 'string']])],
};

/** A rule on the log `test`/`one` with that text as its detection, indented by two. */
export function ruleOn(detection: string): string {
  const body = detection.replaceAll(/^(?=.)/gm, '  ');
  return `title: Rule\ntags: [attack.t1586]\nlogsource: { product: test, service: one }\ndetection:\n${body}\n`;
}

/** The same for a selection `s` of one line. */
export function selectionOn(line: string): string {
  return ruleOn(`s:\n  ${line}\ncondition: s`);
}
