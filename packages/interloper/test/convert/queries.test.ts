import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import type { ResultSet, Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Printer } from '../../src/compile/printers.js';
import { eventArbitrary } from '../sigma/generated-rules.js';
import { testDataset, testRow } from '../sigma/test-log.js';
import { threeLanguages } from './catalog.js';
import { comparable, languages } from './directions.js';

const catalog = threeLanguages('queries');
// Few different values, so that groups and joins have members.
const events = fc
  .sample(eventArbitrary, { numRuns: 150, seed: 20_261_122 })
  .map((event, n) => ({ ...event, at: n, User: ['ada', 'Bo', '', undefined][n % 4] }));
const now = 639_080_640_000_000_000n;

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
  const rows = events.map((event, n) => testRow('queries', n, event));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
});

afterAll(async () => {
  await store.close();
});

async function ask(id: LanguageId, text: string): Promise<ResultSet> {
  const { plan, diagnostics } = languages[id].language.compile(text, catalog);
  if (plan === undefined) throw new Error(`${text}\n${JSON.stringify(diagnostics)}`);
  expect(validatePlan(plan)).toEqual([]);
  return store.query(plan, { now });
}

function convert(from: LanguageId, to: LanguageId, text: string): ReturnType<Printer> {
  const { plan, diagnostics } = languages[from].language.compile(text, catalog);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return languages[to].print(plan, catalog);
}

const said: readonly (readonly [LanguageId, LanguageId, string])[] = [
  ['kql', 'spl', 'Alpha | where Text startswith "a" | project n'],
  ['kql', 'spl', 'Alpha | where Text endswith "b" and Other !contains "1" | project n'],
  ['kql', 'spl', 'Alpha | where Code >= 3 and Code <= 7 | project n'],
  ['kql', 'spl', 'Alpha | extend Big = Code > 5 | where not(Big) | project n'],
  ['kql', 'kql', 'Alpha | extend Big = not(Code > 5) | where not(Big) | project n, Big'],
  ['kql', 'kql', 'Alpha | where User !~ Other and isnotempty(User) | project n'],
  ['kql', 'spl', 'Alpha | where isempty(User) or User =~ Other | project n'],
  ['kql', 'sigma', 'Alpha | where isnotempty(User) and isempty(Text) | project Time, n'],
  [
    'kql',
    'kql',
    'Alpha | where User == "ada" | join kind=inner (Alpha | where Code > 3 | project Code, m = n) on Code | project n, m',
  ],
  ['kql', 'spl', 'Alpha | where User == "ada" | project n, User'],
  ['kql', 'spl', 'Alpha | where User =~ "BO" and Code > 3 | project n, Code'],
  ['kql', 'spl', 'Alpha | where User != "ada" | project n'],
  ['kql', 'spl', 'Alpha | where isnotempty(User) and User !in~ ("ADA", "x") | project n, User'],
  ['kql', 'spl', 'Alpha | where not(Text contains "a" or Code < 5) | project n'],
  ['kql', 'spl', 'Alpha | where Text startswith "a" or Text endswith_cs "B" or Other has "a" | project n'],
  ['kql', 'spl', 'Alpha | where Text matches regex "^[ab]" | project n, Text'],
  ['kql', 'spl', 'Alpha | extend Big = iff(Code > 5, "yes", "no") | where Big == "yes" | project n, Big'],
  [
    'kql',
    'spl',
    'Alpha | extend IsAda = User =~ "ada", Twice = Code * 2 | where IsAda or Twice > 12 | project n, Twice',
  ],
  [
    'kql',
    'spl',
    'Alpha | extend Word = case(User == "ada", strcat("a:", Text), User == "Bo", "b", "c") | project n, Word',
  ],
  ['kql', 'spl', 'Alpha | where Time > datetime(2026-03-01T12:01:00Z) | project n'],
  ['kql', 'spl', 'Alpha | where Time > ago(30d) | project n'],
  ['kql', 'spl', 'Alpha | summarize Count = count(), Most = max(Code) by User'],
  ['kql', 'spl', 'Alpha | summarize Count = countif(Code > 4), Users = count_distinct(User)'],
  ['kql', 'spl', 'Alpha | summarize Mean = avg(Code) by User'],
  ['kql', 'kql', 'Alpha | summarize Mean = avg(Code) by User'],
  ['kql', 'spl', 'Alpha | summarize Count = count() by User, bin(Time, 1m)'],
  ['kql', 'spl', 'Alpha | where Code > 0 | top 5 by n desc | project n, Code'],
  ['kql', 'spl', 'Alpha | distinct User'],
  ['spl', 'kql', 'sourcetype=test:alpha User=ada | table n User'],
  ['spl', 'kql', 'sourcetype=test:alpha (User=a* OR Code>5) NOT Other=*b* | table n'],
  [
    'spl',
    'kql',
    'sourcetype=test:alpha | eval u=lower(User), big=if(Code>5, 1, 0) | where big=1 | table n, u, big',
  ],
  ['spl', 'kql', 'sourcetype=test:alpha User=ada | stats count AS hits, max(Size) AS most BY Code'],
  ['spl', 'kql', 'sourcetype=test:alpha Code>2 | sort 3 - n | table n'],
  ['spl', 'kql', 'sourcetype=test:alpha | where match(User, "^a") AND Code IN (1, 2, 3) | table n'],
  ['kql', 'sigma', 'Alpha | where User == "ada" or (Code > 3 and not(Text contains "a")) | project Time, n'],
  ['kql', 'sigma', 'Alpha | where Text matches regex "^a" and User in~ ("bo", "ada") | project Time, n'],
  ['kql', 'sigma', 'Alpha | where User has "ada" and Code between (1 .. 5) | project Time, n'],
  ['spl', 'sigma', 'sourcetype=test:alpha User=a* NOT (Code>5 OR Other=*b*) | table _time n'],
  ['kql', 'spl', 'union (Alpha | where Code > 5), (Alpha | where User == "ada") | project n'],
  [
    'kql',
    'spl',
    'let Some = Alpha | where Code > 3; Some | where User == "ada" | union Some | project n, User',
  ],
  [
    'kql',
    'spl',
    'Alpha | where User == "ada" | join kind=inner (Alpha | where Code > 3 | project Code, m = n) on Code | project n, m',
  ],
  [
    'kql',
    'spl',
    'Alpha | join kind=leftouter (Alpha | where Code > 8 | summarize Most = max(n) by User) on User | project n, Most',
  ],
  ['kql', 'spl', 'Alpha | join kind=leftsemi (Alpha | where Code > 8) on User | project n'],
  [
    'kql',
    'spl',
    'Alpha | join kind=leftanti (Alpha | where Code > 11 and User == "ada") on User | project n',
  ],
  [
    'kql',
    'spl',
    'Alpha | sort by n asc | extend before = prev(n), after = next(Code), at = row_number() | project n, before, after, at',
  ],
  ['kql', 'spl', 'Alpha | where Code > 0 | sort by n asc | extend sum = row_cumsum(Code) | project n, sum'],
  ['kql', 'spl', 'Alpha | where Code > 6 | summarize Names = make_set(User)'],
  ['kql', 'spl', 'Alpha | summarize Last = max(User) by Code | where isnotnull(Code)'],
  ['kql', 'spl', 'datatable(a: string, b: long)["x", 1, "y", 2] | where b > 1'],
  ['kql', 'spl', 'range n from 3 to 9 step 2 | extend m = n * n'],
  [
    'kql',
    'kql',
    'Alpha | where Code > 3 | sort by n asc | extend before = prev(n, 2), at = row_number() | project n, before, at',
  ],
  ['kql', 'kql', 'Alpha | mv-expand r = Risk to typeof(string) | project n, r'],
  ['kql', 'kql', 'Alpha | where User in ((Alpha | where Code > 8 | project User)) | project n'],
  ['kql', 'kql', 'Alpha | where Code == toscalar(Alpha | summarize max(Code)) | project n'],
  [
    'spl',
    'kql',
    'sourcetype=test:alpha Code>2 | eventstats max(n) AS newest BY Code | where n=newest | table n',
  ],
  ['spl', 'kql', 'sourcetype=test:alpha User=ada | append [ search sourcetype=test:alpha Code>9 ] | table n'],
];

describe('a query in another language gives the same rows', () => {
  test.each(said)('%s → %s: %s', async (from, to, text) => {
    const printed = convert(from, to, text);
    if ('refused' in printed) throw new Error(`refused: ${printed.refused}`);
    const original = await ask(from, text);
    const again = await ask(to, printed.text);
    expect(original.rows.length).toBeGreaterThan(0);
    expect(comparable(again), printed.text).toEqual(comparable(original));
  });
});

const refused: readonly (readonly [LanguageId, LanguageId, string, string])[] = [
  ['kql', 'sigma', 'Alpha | summarize count() by User', 'groups of events'],
  ['kql', 'sigma', 'Alpha | extend a = Code + 1 | where a > 3', 'computed columns'],
  ['kql', 'sigma', 'Alpha | take 5', 'a number of rows'],
  ['spl', 'kql', 'sourcetype=test:alpha NOT User=* | table n', 'whether a text is absent or empty'],
  ['spl', 'kql', 'sourcetype=test:alpha | stats count BY Text', 'whether a text is absent or empty'],
  ['kql', 'sigma', 'union Alpha, Alpha | project n', 'rows of several logs together'],
  [
    'kql',
    'sigma',
    'Alpha | sort by n asc | extend p = prev(n) | where p > 1',
    'a window over neighbouring rows',
  ],
];

describe('what a language cannot say is refused by name', () => {
  test.each(refused)('%s → %s: %s', (from, to, text, why) => {
    const printed = convert(from, to, text);
    expect(printed).toMatchObject({ refused: why });
  });
});
