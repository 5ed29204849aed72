import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const ids = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const signIns = [
  { id: ids[0], userPrincipalName: 'ada@alderfinch.example', riskState: 'atRisk' },
  {
    id: ids[1],
    userPrincipalName: 'bo@alderfinch.example',
    riskState: 'atRisk',
    appDisplayName: 'Azure Portal',
  },
  {
    id: ids[2],
    userPrincipalName: 'cy@alderfinch.example',
    riskState: 'remediated',
    appDisplayName: 'Azure Portal',
  },
  { id: ids[3], userPrincipalName: 'di@alderfinch.example' },
].map((fields, index) => graphSignIn({ ...fields, createdDateTime: `2026-03-04T08:0${index}:00Z` }));

let folder: ReturnType<typeof folderOf>;

beforeAll(() => {
  folder = folderOf({
    'signIns.json': graphPage(signIns),
    'risky.kql': 'SigninLogs | where ResultType == "0" | where RiskState == "atRisk"',
    'risky.spl': 'sourcetype="azure:aad:signin" riskState=atRisk | table userPrincipalName',
    'portal.yml':
      'title: Portal\nlogsource: {product: azure, service: signinlogs}\ndetection:\n  s: {AppDisplayName: Azure Portal}\n  condition: s\n',
    'counted.kql': 'SigninLogs | where RiskState == "atRisk" | summarize n = count() by app = AppDisplayName',
    'counted.spl':
      'sourcetype="azure:aad:signin" | stats count AS n BY appDisplayName | rename appDisplayName AS app',
    'broken.kql': 'SigninLogs | where NoSuchColumn == 1',
    'other.kql': 'AuditLogs',
  });
});

afterAll(() => folder.remove());

interface Document {
  readonly by: string;
  readonly both: readonly Record<string, unknown>[];
  readonly onlyA: readonly Record<string, unknown>[];
  readonly onlyB: readonly Record<string, unknown>[];
}

async function compare(
  a: string,
  b: string,
): Promise<{ readonly status: number; readonly result: Document }> {
  const args = ['compare', folder.file(a), folder.file(b), folder.file('signIns.json'), '--format', 'json'];
  const { status, out, err } = await runCli(args);
  if (out === '') throw new Error(err);
  return { status, result: JSON.parse(out) as Document };
}

const accounts = (events: Document['both']): readonly unknown[] => events.map(({ account }) => account);

describe('compare', () => {
  test('rules that find the same events end with 0, whatever their languages and columns', async () => {
    const { status, result } = await compare('risky.kql', 'risky.spl');
    expect(status).toBe(0);
    expect(result.by).toBe('event');
    expect(accounts(result.both)).toEqual(
      expect.arrayContaining(['ada@alderfinch.example', 'bo@alderfinch.example']),
    );
    expect([result.both.length, result.onlyA.length, result.onlyB.length]).toEqual([2, 0, 0]);
  });

  test('an event of one rule is told with its account, its time and the first condition it fails', async () => {
    const { status, result } = await compare('risky.kql', 'portal.yml');
    expect(status).toBe(1);
    expect(accounts(result.both)).toEqual(['bo@alderfinch.example']);
    expect(result.onlyA).toEqual([
      expect.objectContaining({
        account: 'ada@alderfinch.example',
        time: '2026-03-04T08:00:00Z',
        dataset: 'entra_sign_ins',
        missedBy: 'eqIgnoreCase(AppDisplayName, "Azure Portal")',
      }),
    ]);
    // Of the conditions of A the sign-in passes the first, the result.
    expect(result.onlyB).toEqual([
      expect.objectContaining({ account: 'cy@alderfinch.example', missedBy: 'eq(RiskState, "atRisk")' }),
    ]);
  });

  test('rules that group events are compared by the columns that both give', async () => {
    const { status, result } = await compare('counted.kql', 'counted.spl');
    expect(status).toBe(1);
    expect(result.by).toBe('row');
    // Each app has one sign-in at risk and two of any kind.
    expect(result.both).toEqual([]);
    expect(result.onlyA).toEqual(
      expect.arrayContaining([
        { n: 1, app: 'Azure Portal' },
        { n: 1, app: 'Office 365' },
      ]),
    );
    expect(result.onlyB).toEqual(
      expect.arrayContaining([
        { n: 2, app: 'Azure Portal' },
        { n: 2, app: 'Office 365' },
      ]),
    );
  });

  test('a rule over another log misses an event because it does not read it', async () => {
    const { result } = await compare('risky.kql', 'other.kql');
    expect(result.onlyA.map(({ missedBy }) => missedBy)).toEqual([
      'it does not read entra_sign_ins',
      'it does not read entra_sign_ins',
    ]);
  });

  test('a rule that does not compile ends with 2', async () => {
    const args = [
      'compare',
      folder.file('risky.kql'),
      folder.file('broken.kql'),
      folder.file('signIns.json'),
    ];
    const { status, err } = await runCli(args);
    expect(status).toBe(2);
    expect(err).toContain('NoSuchColumn');
  });

  test('the text names both rules and counts', async () => {
    const args = [
      'compare',
      folder.file('risky.kql'),
      folder.file('portal.yml'),
      folder.file('signIns.json'),
    ];
    const { out } = await runCli(args, { width: 400 });
    expect(out).toContain('they differ: 1 in both, 1 only in A, 1 only in B');
    expect(out).toMatch(/only A: 1 event\n +ada@alderfinch\.example 2026-03-04T08:00:00Z/);
  });
});
