import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { graphPage, graphSignIn } from '../cli/sign-ins.js';

// Event types and tags as a site keeps them, composed for this project.
const FILES = {
  'given/eventtypes.conf': `[wrong_password]
search = \`entra\` status.errorCode=50126

[noon]
search = eventtype=wrong_password appDisplayName=Portal

[retired]
search = sourcetype=nowhere
disabled = 1

[round]
search = eventtype=round
`,
  'given/tags.conf': `[eventtype=wrong_password]
credential = enabled
noise = disabled

[userPrincipalName=tom%40alderfinch.example]
credential = enabled
watched = enabled
`,
  'given/macros.conf': '[entra]\ndefinition = sourcetype="azure:aad:signin"\n',
  'beside/eventtypes.conf': '[any]\nsearch = sourcetype="azure:aad:signin"\n',
  'beside/rule.spl': 'eventtype=any | stats count',
  'page.json': graphPage([
    graphSignIn({ id: 'a', status: { errorCode: 50126 } }),
    graphSignIn({ id: 'b', status: { errorCode: 50126 }, appDisplayName: 'Portal' }),
    graphSignIn({ id: 'c', userPrincipalName: 'tom@alderfinch.example' }),
    graphSignIn({ id: 'd' }),
  ]),
};

const root = mkdtempSync(join(tmpdir(), 'interloper-knowledge-'));
const file = (name: string): string => join(root, name);
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(file(name)), { recursive: true });
  writeFileSync(file(name), text);
}
afterAll(() => {
  rmSync(root, { recursive: true });
});

const asked = (spl: string): ReturnType<typeof runCli> =>
  runCli(['query', file('page.json'), '--spl', spl, '--macros', file('given'), '--format', 'ndjson']);

async function count(terms: string): Promise<unknown> {
  const { status, out, err } = await asked(`sourcetype="azure:aad:signin" ${terms} | stats count`);
  expect(err).not.toContain('error');
  expect(status).toBe(0);
  return (JSON.parse(out) as { readonly count: unknown }).count;
}

describe('event types and tags that a user gives', () => {
  test('stand for their search terms, with macros and event types of their own', async () => {
    expect(await count('eventtype=wrong_password')).toBe(2);
    expect(await count('eventtype=Wrong_*')).toBe(2);
    expect(await count('eventtype=noon')).toBe(1);
    expect(await count('NOT eventtype=wrong_password')).toBe(2);
    expect(await count('eventtype IN (noon, wrong_password)')).toBe(2);
    expect(await count('| eval x=1 | search eventtype=noon')).toBe(1);
  });

  test('tags stand for the values that carry them', async () => {
    expect(await count('tag=credential')).toBe(3);
    expect(await count('tag::eventtype=credential')).toBe(2);
    expect(await count('tag=watched')).toBe(1);
    expect(await count('tag::userPrincipalName=watched')).toBe(1);
  });

  test('those that nobody gives, that are disabled or that go round are refused', async () => {
    for (const [terms, code] of [
      ['eventtype=retired', 'SPL0418'],
      ['eventtype=nothing', 'SPL0418'],
      ['tag=noise', 'SPL0418'],
      ['tag=Credential', 'SPL0418'],
      ['eventtype=round', 'SPL0420'],
    ] as const) {
      const { status, err } = await asked(`index=* ${terms}`);
      expect(status).toBe(2);
      expect(err).toContain(code);
    }
  });

  test('those beside a rule are known to it', async () => {
    const rule = file('beside/rule.spl');
    const { out } = await runCli(['query', file('page.json'), '--file', rule, '--format', 'ndjson']);
    expect(JSON.parse(out)).toEqual({ count: 4 });
  });
});
