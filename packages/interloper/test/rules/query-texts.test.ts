import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { graphPage, graphSignIn } from '../cli/sign-ins.js';

// Files as rule collections on the web have them: several queries in one, and queries in pages and notes.
const FILES = {
  'both.kql': `// Sign-ins of the last hour.

SigninLogs
| where TimeGenerated > ago(1h)

| summarize Number = count() by UserPrincipalName

// The same in Defender.
EntraIdSignInEvents
| where Timestamp > ago(1h)
| where Nonsense == 1
`,
  'whole.kql': `let least = 2;

SigninLogs

| summarize Number = count() by UserPrincipalName

// Only the busy ones.

| where Number >= least
`,
  'wrong.kql': 'SigninLogs\n| summarize count(\n\nAuditLogs\n| take 1\n',
  'page.md': `# Busy accounts

Accounts with many sign-ins.

## Sentinel

\`\`\`KQL
SigninLogs
| summarize Number = count() by UserPrincipalName
\`\`\`

## Defender
~~~
EntraIdSignInEvents
| where Wrong == 1
~~~

## Splunk
\`\`\`spl
sourcetype="azure:aad:signin" | stats count by user
\`\`\`

## Coloured
\`\`\`C#
// As C# for its colours.
AuditLogs
| take 1
\`\`\`

## Code
\`\`\`C#
var busy = accounts.Where(account => account.Number > 2);
\`\`\`

## Output
\`\`\`json
{ "Number": 2 }
\`\`\`
`,
  'words.md': '# Words\n\nNothing is asked here.\n\n```\nmake test\n```\n',
  'notes.txt': '// Busy accounts\n//\nSigninLogs\n| summarize Number = count() by UserPrincipalName\n',
  'readme.txt': 'Copy the rules\nand run them.\n',
  'quoted.yaml': `id: 0b9cb1f6-0000-4000-8000-00000000000a
name: Quoted
severity: Low
query: |
  '// An account's sign-ins
  SigninLogs
    | where Wrong == 1
  '
kind: Scheduled
`,
  'bare.yaml': `id: 0b9cb1f6-0000-4000-8000-00000000000b
name: Bare
query: |
  SigninLogs | take 1
`,
  'other.yaml': 'id: 1\nname: Shop\nquery: shoes size 9\n',
  'broken.yaml': `id: 0b9cb1f6-0000-4000-8000-00000000000c
name:Broken settings
description: x
tactics:
  - InitialAccess
query: |

  SigninLogs
  | where Wrong == 1
entityMappings:
  - entityType: Account
`,
} as const;

const root = mkdtempSync(join(tmpdir(), 'interloper-texts-'));
const file = (name: keyof typeof FILES): string => join(root, name);
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(root, name), text);
writeFileSync(
  join(root, 'page.json'),
  graphPage([graphSignIn({ id: 'a' }), graphSignIn({ id: 'b', createdDateTime: '2026-03-04T08:01:00Z' })]),
);
afterAll(() => {
  rmSync(root, { recursive: true });
});

interface Report {
  readonly rules: readonly {
    readonly path: string;
    readonly name: string | null;
    readonly language: string | null;
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly span?: { readonly start: number; readonly end: number };
    }[];
  }[];
  readonly summary: { readonly rules: number; readonly leftOut: readonly { readonly path: string }[] };
}

async function checked(path: string): Promise<Report> {
  return JSON.parse((await runCli(['check', path, '--format', 'json'])).out) as Report;
}

/** Each rule: its name, its language and its errors with what the file has at their places. */
async function told(name: keyof typeof FILES): Promise<readonly string[]> {
  const { rules } = await checked(file(name));
  return rules.map((rule) => {
    const errors = rule.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, span }) => `${code} ${FILES[name].slice(span?.start, span?.end)}`);
    return [rule.name, rule.language, ...errors].join(', ');
  });
}

async function answer(name: keyof typeof FILES, ...options: readonly string[]): Promise<unknown> {
  const asked = ['query', join(root, 'page.json'), '--file', file(name), '--format', 'ndjson', ...options];
  const { status, out } = await runCli(asked);
  expect(status).toBe(0);
  return JSON.parse(out);
}

const BUSY = { UserPrincipalName: 'mina.okafor@alderfinch.example', Number: 2 };

describe('several queries in one file', () => {
  test('each is a rule of its own', async () => {
    expect(await told('both.kql')).toEqual(['query 1, kql', 'query 2, kql, KS142 Nonsense']);
    expect(await answer('both.kql', '--rule', 'query 1')).toEqual(BUSY);
  });

  test('empty lines and remarks within a query do not take it apart', async () => {
    expect(await told('whole.kql')).toEqual([', kql']);
    expect(await answer('whole.kql')).toEqual(BUSY);
  });

  test('what does not fall apart into sound queries is one rule, with its mistakes', async () => {
    const { rules } = await checked(file('wrong.kql'));
    expect(rules).toHaveLength(1);
    expect(rules[0]?.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('queries in pages and notes', () => {
  test('the code blocks of Markdown, called by the headings above them', async () => {
    expect(await told('page.md')).toEqual([
      'Busy accounts: Sentinel, kql',
      'Busy accounts: Defender, kql, KS142 Wrong',
      'Busy accounts: Splunk, spl',
      'Busy accounts: Coloured, kql',
    ]);
    expect(await answer('page.md', '--rule', 'Busy accounts: Sentinel')).toEqual(BUSY);
  });

  test('a text file that is a query', async () => {
    expect(await told('notes.txt')).toEqual([', kql']);
    expect(await answer('notes.txt')).toEqual(BUSY);
  });

  test('pages and notes without a query are left out of a folder', async () => {
    const { rules, summary } = await checked(root);
    expect(new Set(rules.map(({ path }) => path))).not.toContain(file('words.md'));
    expect(summary.leftOut.map(({ path }) => path)).toEqual(
      expect.arrayContaining([file('words.md'), file('readme.txt'), file('other.yaml')]),
    );
  });
});

describe('Sentinel YAML as it happens to be', () => {
  test('a query that is quoted as a whole', async () => {
    expect(await told('quoted.yaml')).toEqual(['Quoted, kql, KS142 Wrong']);
  });

  test('a rule of which nothing but id, name and query is given', async () => {
    expect(await told('bare.yaml')).toEqual(['Bare, kql']);
  });

  test('the query of a file that is no YAML otherwise, and that is said', async () => {
    expect(await told('broken.yaml')).toEqual([', kql, KS142 Wrong']);
    const { rules } = await checked(file('broken.yaml'));
    expect(rules[0]?.diagnostics.map(({ code }) => code)).toContain('RUN0311');
  });
});
