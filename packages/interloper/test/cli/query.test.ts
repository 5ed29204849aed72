import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const folder = folderOf({
  'page.json': graphPage([
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      userDisplayName: '=HYPERLINK("https://attacker.example")',
      userPrincipalName: "o'hara@alderfinch.example",
    }),
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      createdDateTime: '2026-03-04T09:00:00Z',
      userDisplayName: 'R\u001b[31mavi',
      userPrincipalName: 'ravi@alderfinch.example',
      status: { errorCode: 50126, failureReason: 'Invalid username or password.' },
    }),
  ]),
  'rule.kql':
    'SigninLogs\n| where ResultType != "0"\n| project UserPrincipalName, ResultType, LocationDetails\n',
  'rule.spl': 'sourcetype="azure:aad:signin" | table userPrincipalName, ipAddress',
  'rule.yml': [
    'title: Failed sign-in',
    'logsource: { product: azure, service: signinlogs }',
    'detection:',
    '  selection: { ResultType: 50126 }',
    '  condition: selection',
  ].join('\n'),
  'search.txt': 'index=azure sourcetype="azure:aad:signin" | stats count',
  'query.txt': 'SigninLogs | count',
  'unclear.txt': 'what is this?',
  'reads.kql': "SigninLogs | where UserPrincipalName == \"x'; COPY (SELECT 1) TO 'stolen.csv'; --\"",
});
// As `>` of Windows PowerShell writes it: UTF-16, little endian, with a byte order mark.
const utf16 = folderOf({
  'rule.kql': Buffer.from('\ufeffSigninLogs | count', 'utf16le'),
});
afterAll(() => {
  folder.remove();
  utf16.remove();
});

const page = folder.file('page.json');
const all =
  'SigninLogs | project UserPrincipalName, UserDisplayName, TimeGenerated | order by UserPrincipalName asc';

describe('formats', () => {
  test('json is one document: columns with types, rows in column order, diagnostics', async () => {
    const { status, out } = await runCli([
      'query',
      page,
      '--file',
      folder.file('rule.kql'),
      '--format',
      'json',
    ]);
    expect(status).toBe(0);
    const result = JSON.parse(out) as QueryResult;
    expect(result.columns).toEqual([
      { name: 'UserPrincipalName', type: 'string' },
      { name: 'ResultType', type: 'string' },
      { name: 'LocationDetails', type: 'dynamic' },
    ]);
    expect(result.rows).toEqual([
      [
        'ravi@alderfinch.example',
        '50126',
        { city: 'Lisbon', state: '', countryOrRegion: 'PT', geoCoordinates: {} },
      ],
    ]);
    expect(result.diagnostics).toEqual([]);
  });

  test('ndjson is an object a line', async () => {
    const { out } = await runCli(['query', page, '--kql', all, '--format', 'ndjson']);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(rows).toEqual([
      {
        UserPrincipalName: "o'hara@alderfinch.example",
        UserDisplayName: '=HYPERLINK("https://attacker.example")',
        TimeGenerated: '2026-03-04T08:00:00Z',
      },
      {
        UserPrincipalName: 'ravi@alderfinch.example',
        UserDisplayName: 'R\u001b[31mavi',
        TimeGenerated: '2026-03-04T09:00:00Z',
      },
    ]);
  });

  test('csv neutralises cells that begin a formula', async () => {
    const { out } = await runCli(['query', page, '--kql', all, '--format', 'csv']);
    const [header, first] = out.split('\r\n');
    expect(header).toBe('UserPrincipalName,UserDisplayName,TimeGenerated');
    expect(first).toBe(
      `o'hara@alderfinch.example,"'=HYPERLINK(""https://attacker.example"")",2026-03-04T08:00:00Z`,
    );
  });

  test('table shows values escaped and counts the rows', async () => {
    const { out, err } = await runCli(['query', page, '--kql', all], { width: 160 });
    expect(out).toContain('R\\x1b[31mavi');
    expect(out).not.toContain('\u001b');
    expect(out).toMatch(/^2 rows$/m);
    expect(err).toContain('1 file read, 2 records, 0 duplicates, 0 quarantined, 0 not read');
    expect(err).toContain('now is 2026-03-04T09:00:00Z, the newest event');
  });
});

describe('a rule', () => {
  // Rows by hand: two sign-ins, one of them with the error 50126.
  test.each([
    ['--file', folder.file('rule.spl'), 2],
    ['--file', folder.file('rule.yml'), 1],
    ['--sigma', folder.file('rule.yml'), 1],
    ['--file', folder.file('search.txt'), 1],
    ['--file', folder.file('query.txt'), 1],
    ['--file', utf16.file('rule.kql'), 1],
    ['--spl', 'sourcetype="azure:aad:signin" user="RAVI*"', 1],
  ])('%s %s gives the rows of its language', async (option, value, rows) => {
    const { status, out } = await runCli(['query', page, option, value, '--format', 'json']);
    expect(status).toBe(0);
    expect((JSON.parse(out) as QueryResult).rows).toHaveLength(rows);
  });

  test('whose language is not clear is refused', async () => {
    const { status, err } = await runCli(['query', page, '--file', folder.file('unclear.txt')]);
    expect(status).toBe(2);
    expect(err).toContain('the language is not clear');
  });

  test('with a mistake gives its place, no rows, status 2, and in json the same document', async () => {
    const kql = 'SigninLogs\n| where Nonsense == 1';
    const text = await runCli(['query', page, '--kql', kql]);
    expect(text.status).toBe(2);
    expect(text.out).toBe('');
    expect(text.err).toContain('--kql:2:9: error KS142');
    expect(text.err).toContain('| where Nonsense == 1');
    const json = await runCli(['query', page, '--kql', kql, '--format', 'json']);
    expect(json.status).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({
      columns: [],
      rows: [],
      diagnostics: [{ code: 'KS142', severity: 'error', span: { start: 19, end: 27 } }],
    });
  });

  test.each([
    ['--kql', 'Nowhere | count', 'SigninLogs'],
    ['--spl', 'sourcetype=nowhere', 'azure:aad:signin'],
  ])('%s about a log that is not there says which there are', async (option, text, there) => {
    const { status, out } = await runCli(['query', page, option, text, '--format', 'json']);
    expect(status).toBe(2);
    const { rows, diagnostics } = JSON.parse(out) as QueryResult;
    expect(rows).toEqual([]);
    expect(JSON.stringify(diagnostics)).toContain(there);
  });

  test('is text and nothing else: SQL inside it reaches no file', async () => {
    const { status, out } = await runCli([
      'query',
      page,
      '--file',
      folder.file('reads.kql'),
      '--format',
      'json',
    ]);
    expect(status).toBe(0);
    expect((JSON.parse(out) as QueryResult).rows).toEqual([]);
    expect(() => readFileSync('stolen.csv')).toThrow(/ENOENT/);
  });

  test('that rests on a field which no record has is said to be not evaluable', async () => {
    const kql = 'SigninLogs | where SessionId == "x"';
    const { status, err } = await runCli(['query', page, '--kql', kql]);
    expect(status).toBe(0);
    expect(err).toContain('RUN0101: No record has SigninLogs.SessionId');
    expect(err).toContain('RUN0102');
  });

  // Search Reference, default fields: the source of an event that was read from a file is the file.
  test.each([
    ['of one log', 'sourcetype="azure:aad:signin" | stats count by source'],
    ['of all logs, some of which have a field of that name', '* | stats count by source'],
  ])('in SPL knows the file of its events as source, %s', async (_, search) => {
    const { out } = await runCli(['query', page, '--spl', search, '--format', 'csv']);
    expect(out.trim().split('\r\n')).toEqual(['source,count', `${page},2`]);
  });

  test('has the instant that --now gives, and sees nothing later', async () => {
    const kql = 'SigninLogs | where TimeGenerated > ago(1h) | count';
    const at = async (now: string): Promise<unknown> => {
      const { out } = await runCli(['query', page, '--kql', kql, '--format', 'json', '--now', now]);
      return (JSON.parse(out) as QueryResult).rows;
    };
    expect(await at('2026-03-04T08:30:00Z')).toEqual([[1]]);
    expect(await at('2026-03-04T09:00:00Z')).toEqual([[1]]);
    expect(await at('2026-03-04T08:59:00Z')).toEqual([[1]]);
    expect(await at('2026-03-04T07:59:00Z')).toEqual([[0]]);
    expect(await at('2026-03-05T09:00:00Z')).toEqual([[0]]);
  });

  test.each([
    'print strrep("a", 100000000000)',
    'datatable(v:long)[9223372036854775807, 1] | summarize sum(v)',
  ])('that the engine cannot compute is told so, not as a bug: %s', async (rule) => {
    const { status, err } = await runCli(['query', page, '--kql', rule]);
    expect(status).toBe(2);
    expect(err).toContain('error RUN0303: The engine cannot compute this rule');
    expect(err).not.toContain('internal error');
  });

  test.each([
    ['| makeresults | eval p="(", found=if(match("a", p), 1, 0)', 'missing )'],
    ['| makeresults | eval p="a(?=b)", changed=replace("ab", p, "")', '(?='],
  ])('whose pattern only the data knows, and is none, is told so: %s', async (rule, why) => {
    const { status, err } = await runCli(['query', page, '--spl', rule]);
    expect(status).toBe(2);
    expect(err).toContain('error RUN0303: The engine cannot compute this rule');
    expect(err).toContain(why);
  });

  test('whose answer no process could hold is told so', async () => {
    const wide = Array.from({ length: 79 }, (_, index) => `c${index} = x`).join(', ');
    const rule = `range x from 1 to 500001 step 1 | extend ${wide}`;
    const { status, err } = await runCli(['query', page, '--kql', rule]);
    expect(status).toBe(2);
    expect(err).toContain('error RUN0305: The answer is too large to hold: 500001 rows');
  });

  test.each([
    ['brackets', `${'('.repeat(20_000)}selection${')'.repeat(20_000)}`],
    ['not', `${'not '.repeat(20_001)}selection`],
  ])('that is nested too deeply is refused: %s', async (_, condition) => {
    const rule = [
      'title: Deep',
      'logsource: { product: azure, service: signinlogs }',
      'detection:',
      '  selection: { ResultType: 50126 }',
      `  condition: ${condition}`,
    ].join('\n');
    const deep = folderOf({ 'rule.yml': rule });
    const { status, err } = await runCli(['query', page, '--file', deep.file('rule.yml')]);
    deep.remove();
    expect(status).toBe(2);
    expect(err).toContain('error RUN0304: The rule is nested');
  });
});
