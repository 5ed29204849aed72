import { placedSpan } from '@interloper/plan';
import { expect, test } from 'vitest';
import { readConf } from '../../src/rules/conf-file.js';

const CONF = `# A comment.
[default]
enableSched = 1

[Many failures]
disabled = 0
search = sourcetype=okta_log \\
| stats count by user \\
  | where count > 5
dispatch.earliest_time = -24h@h
description = ends here

[Second = one]
search=index=a user="x = y"
`;

test('stanzas have their settings, also those that go on over lines', () => {
  const stanzas = readConf(CONF);
  expect(stanzas.map(({ name }) => name)).toEqual(['default', 'Many failures', 'Second = one']);
  const [, first, second] = stanzas;
  expect(first?.settings.get('search')?.text).toBe(
    'sourcetype=okta_log \n| stats count by user \n  | where count > 5',
  );
  expect(first?.settings.get('dispatch.earliest_time')?.text).toBe('-24h@h');
  expect(first?.settings.get('description')?.text).toBe('ends here');
  expect(second?.settings.get('search')?.text).toBe('index=a user="x = y"');
});

test('a value knows where it stands in the file', () => {
  const search = readConf(CONF)[1]?.settings.get('search');
  if (search === undefined) throw new Error('there is a search');
  for (const part of ['okta_log', 'stats', 'where', '5']) {
    const start = search.text.indexOf(part);
    const span = placedSpan(search, { start, end: start + part.length });
    expect(CONF.slice(span.start, span.end)).toBe(part);
  }
});
