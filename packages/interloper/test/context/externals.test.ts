import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

// Files that rules ask for by an address: every expected row below follows from these lines.
const folder = folderOf({
  'page.json': graphPage(
    ['192.0.2.7', '203.0.113.9'].map((ipAddress, index) =>
      graphSignIn({
        id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
        createdDateTime: `2026-03-04T1${index}:00:00Z`,
        userPrincipalName: `user${index}@alderfinch.example`,
        ipAddress,
      }),
    ),
  ),
  'nodes.csv': 'ip,score,first_seen,note\r\n192.0.2.7,5,2026-01-01,"exit, ""fast"""\r\n198.51.100.4,,,\r\n',
  'nodes.tsv': '192.0.2.7\t5\n',
  'nodes.txt': '192.0.2.7\n\n198.51.100.4\n',
  'nodes.json': '{"ip":"192.0.2.7","tags":["tor"],"score":5}\n{"score":6.0}\n',
  'list.json': '[{"ip":"192.0.2.7"},\n {"ip":"198.51.100.4","tags":{"a":1}}]',
  'broken.json': '{"ip":"192.0.2.7"',
  'rule.kql':
    'let Nodes = externaldata(ip: string)[@"https://lists.example/nodes.txt"]; SigninLogs | where IPAddress in (Nodes)',
});
afterAll(folder.remove);

async function rows(text: string, ...files: readonly string[]): Promise<QueryResult['rows']> {
  const { out } = await runCli([
    'query',
    folder.file('page.json'),
    '--kql',
    text,
    '--format',
    'json',
    ...files.flatMap((name) => ['--external', `https://lists.example/${name}=${folder.file(name)}`]),
  ]);
  const { rows: found, diagnostics } = JSON.parse(out) as QueryResult;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found;
}

describe('externaldata', () => {
  test('reads the file that is given for its address, whatever key the rule adds to it', async () => {
    const columns = '(ip: string, score: long, first_seen: datetime, note: string)';
    expect(
      await rows(
        `externaldata${columns}[h@"https://lists.example/nodes.csv?sig=secret"] with (format="csv", ignoreFirstRecord=true)`,
        'nodes.csv',
      ),
    ).toEqual([
      ['192.0.2.7', 5, '2026-01-01T00:00:00Z', 'exit, "fast"'],
      ['198.51.100.4', null, null, ''],
    ]);
  });

  test('takes the format from the name of the file where the rule states none', async () => {
    expect(
      await rows('externaldata(ip: string, score: int)["https://lists.example/nodes.tsv"]', 'nodes.tsv'),
    ).toEqual([['192.0.2.7', 5]]);
    expect(await rows('externaldata(line: string)["https://lists.example/nodes.txt"]', 'nodes.txt')).toEqual([
      ['192.0.2.7'],
      ['198.51.100.4'],
    ]);
  });

  test('finds the columns of JSON by their names', async () => {
    expect(
      await rows(
        'externaldata(tags: dynamic, ip: string, score: real)["https://lists.example/nodes.json"] with (format=json)',
        'nodes.json',
      ),
    ).toEqual([
      [['tor'], '192.0.2.7', 5],
      [null, '', 6],
    ]);
    expect(
      await rows(
        'externaldata(ip: string, tags: dynamic)["https://lists.example/list.json"] with (format="multijson") | extend a = tags.a',
        'list.json',
      ),
    ).toEqual([
      ['192.0.2.7', null, null],
      ['198.51.100.4', { a: 1 }, 1],
    ]);
  });

  test('puts several files under each other, and may be what a log is held against', async () => {
    expect(
      await rows(
        'externaldata(ip: string)["https://lists.example/nodes.txt", "https://lists.example/nodes.tsv"] with (format="txt") | count',
        'nodes.txt',
        'nodes.tsv',
      ),
    ).toEqual([[3]]);
    expect(
      await rows(
        'let Nodes = externaldata(ip: string)[@"https://lists.example/nodes.txt"]; SigninLogs | where IPAddress in (Nodes) | project UserPrincipalName',
        'nodes.txt',
      ),
    ).toEqual([['user0@alderfinch.example']]);
  });

  test('is refused without the file, by its address', async () => {
    const { status, err } = await runCli([
      'query',
      folder.file('page.json'),
      '--file',
      folder.file('rule.kql'),
    ]);
    expect(status).toBe(2);
    expect(err).toContain('KQL0107');
    expect(err.replace(/\s+/g, ' ')).toContain('externaldata reads https://lists.example/nodes.txt');
  });

  test('a record that is none of its format is an error, not left out', async () => {
    const { status, err } = await runCli([
      'query',
      folder.file('page.json'),
      '--kql',
      'externaldata(ip: string)["https://lists.example/broken.json"] with (format=json)',
      '--external',
      `https://lists.example/broken.json=${folder.file('broken.json')}`,
    ]);
    expect(status).not.toBe(0);
    expect(err.replace(/\s+/g, ' ')).toContain('a record of a file is no JSON');
  });

  test('check compiles such a rule and says which file it needs', async () => {
    const { status, out } = await runCli(['check', folder.file('rule.kql')]);
    expect(status).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('the rule needs the file https://lists.example/nodes.txt');
  });

  test('a store keeps the file', async () => {
    const store = folder.file('kept.db');
    const text = 'externaldata(ip: string)["https://lists.example/nodes.txt"] | count';
    const given = `https://lists.example/nodes.txt=${folder.file('nodes.txt')}`;
    await runCli(['query', folder.file('page.json'), '--kql', text, '--store', store, '--external', given]);
    const { out } = await runCli(['query', '--kql', text, '--store', store, '--format', 'json']);
    expect((JSON.parse(out) as QueryResult).rows).toEqual([[2]]);
  });
});
