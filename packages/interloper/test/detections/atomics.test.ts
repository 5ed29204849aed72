import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { atomicsSchema, filledIn, textsOf } from './support/atomic-schema.js';
import type { AtomicTest } from './support/atomic-schema.js';

/** The tests of T1586.003 that are published with the technique, in their order. */
const file = fileURLToPath(
  new URL('../../../../detections/compromised-account-sign-in/atomics.yaml', import.meta.url),
);
const text = readFileSync(file, 'utf8');
const parsed = parse(text) as Readonly<Record<string, unknown>>;
const { attack_technique: technique, atomic_tests: tests } = atomicsSchema.parse(parsed);
const spray = testOf(1);
const tor = testOf(2);
const storage = testOf(3);
const keys = testOf(4);

function testOf(number: number): AtomicTest {
  const found = tests[number - 1];
  if (found === undefined) throw new Error(`there is no test ${number}`);
  return found;
}

const temporary = mkdtempSync(join(tmpdir(), 'atomics-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('the form', () => {
  test('is that of Atomic Red Team, with four tests of the technique', () => {
    expect(technique).toBe('T1586.003');
    expect(tests.map(({ supported_platforms: platforms }) => platforms)).toEqual([
      ['azure-ad'],
      ['azure-ad'],
      ['iaas:azure', 'azure-ad'],
      ['iaas:aws'],
    ]);
  });

  test.each([
    ['a key of our own inside a test', (of: AtomicTest) => ({ ...of, expected_telemetry: [] })],
    ['a platform that it does not know', (of: AtomicTest) => ({ ...of, supported_platforms: ['azure'] })],
    [
      'an argument that no command uses',
      (of: AtomicTest) => ({
        ...of,
        executor: { ...of.executor, command: 'true', cleanup_command: '' },
        dependencies: [],
      }),
    ],
    ['an argument that is not there', (of: AtomicTest) => ({ ...of, input_arguments: {} })],
    ['a test without a description', (of: AtomicTest) => ({ ...of, description: '' })],
  ])('%s would be a mistake', (_, change) => {
    const changed = { ...parsed, atomic_tests: [change(spray)] };
    expect(atomicsSchema.safeParse(parse(stringify(changed))).success).toBe(false);
  });

  test('every test checks what it needs, cleans up after itself and says what it does', () => {
    for (const { executor, dependencies } of tests) {
      expect(dependencies.length).toBeGreaterThan(0);
      expect(executor).toMatchObject({ name: 'bash', elevation_required: false });
      expect(executor.name === 'manual' ? '' : executor.cleanup_command).not.toBe('');
    }
  });
});

// Windows has no bash of its own.
const hasBash = spawnSync('bash', ['-c', 'true']).status === 0;

describe.skipIf(!hasBash)('the shell of every test', () => {
  const blocks = tests.flatMap((of) =>
    textsOf(of).map((block, index) => ({ name: of.name, index, script: filledIn(block, of) })),
  );

  test.each(blocks)('$name, $index: bash can read it', ({ script }) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

interface Run {
  readonly status: number | null;
  readonly said: string;
  /** What was asked of the network: the commands' arguments, one a line. */
  readonly requests: readonly string[];
}

/**
 * Runs a test's command with commands in place of those that reach out: each writes down what it was asked and answers
 * as told.
 */
function run(
  of: AtomicTest,
  given: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
  part: 'command' | 'cleanup_command' = 'command',
): Run {
  const bin = mkdtempSync(join(temporary, 'bin-'));
  const log = join(bin, 'requests.txt');
  writeFileSync(log, '');
  for (const [name, answer] of Object.entries({ sleep: 'exit 0', ...answers })) {
    const note = name === 'sleep' ? '' : `echo "${name} $*" >> '${log}'\n`;
    writeFileSync(join(bin, name), `#!/bin/sh\n${note}${answer}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const command = of.executor.name === 'manual' ? '' : (of.executor[part] ?? '');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', filledIn(command, of, given)], {
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
  });
  const requests = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return { status, said: stdout + stderr, requests };
}

const OWN = '11111111-2222-4333-8444-555555555555';
const FOREIGN = '99999999-2222-4333-8444-555555555555';

/** Accounts in a file of their own, and a password beside it. */
function sprayGiven(accounts: readonly string[]): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(temporary, 'accounts-'));
  writeFileSync(join(folder, 'accounts.txt'), accounts.map((account) => `${account}\n`).join(''));
  writeFileSync(join(folder, 'password.txt'), 'right');
  return {
    tenant_id: OWN,
    accounts_file: join(folder, 'accounts.txt'),
    hit_password_file: join(folder, 'password.txt'),
  };
}

const twelve = Array.from({ length: 12 }, (_, index) => `spray-test-${index}@validation.example`);
const azOf = (tenant: string): string =>
  `case "$*" in *user.name*) echo storage-test@validation.example;; *accessToken*) echo TOKEN;; *) echo ${tenant};; esac`;
const refusal = `echo '{"error_codes":[50126],"error_description":"AADSTS50126: wrong"}'`;

describe.skipIf(!hasBash)('safe by default', () => {
  test('the spray tries each test account once, and the right password last', () => {
    const { status, said, requests } = run(spray, sprayGiven(twelve), { az: azOf(OWN), curl: refusal });
    expect(status).toBe(0);
    const tried = requests.flatMap((line) => /username=(\S+)/.exec(line)?.[1] ?? []);
    expect(tried).toEqual([...twelve, 'spray-test-hit@validation.example']);
    expect(said).toContain('spray-test-0@validation.example: AADSTS50126');
    expect(requests.filter((line) => line.includes('right'))).toEqual([]);
  });

  test.each([
    ['another tenant', {}, twelve, FOREIGN],
    ['an account of another domain', {}, [...twelve, 'spray-test-1@contoso.example'], OWN],
    ['an account that is not named as a test account', {}, [...twelve, 'ceo@validation.example'], OWN],
    ['too few accounts', {}, twelve.slice(0, 9), OWN],
    [
      'too many accounts',
      {},
      Array.from({ length: 31 }, (_, index) => `spray-test-${index}@validation.example`),
      OWN,
    ],
    ['attempts in quick succession', { seconds_between: '9' }, twelve, OWN],
    ['a hit that is no test account', { hit_account: 'ceo@validation.example' }, twelve, OWN],
  ])('the spray asks nothing of %s', (_, changes, accounts, tenant) => {
    const { status, requests } = run(
      spray,
      { ...sprayGiven(accounts), ...changes },
      { az: azOf(tenant), curl: refusal },
    );
    expect(status).not.toBe(0);
    expect(requests.filter((line) => line.startsWith('curl'))).toEqual([]);
  });

  const throughTor = `case "$*" in *check.torproject.org*) echo '{"IsTor":true,"IP":"203.0.113.23"}';; *) echo '{"access_token":"TOKEN"}';; esac`;

  test('the sign-in through Tor goes through the proxy, and the token is not shown', () => {
    const { status, said, requests } = run(tor, { tenant_id: OWN }, { az: azOf(OWN), curl: throughTor });
    expect(status).toBe(0);
    expect(said).toContain('tor-test@validation.example: signed in');
    expect(said).not.toContain('TOKEN');
    const curls = requests.filter((line) => line.startsWith('curl'));
    expect(curls).toHaveLength(2);
    expect(curls.filter((line) => !line.includes('--socks5-hostname 127.0.0.1:9050'))).toEqual([]);
  });

  test.each([
    ['in another tenant', {}, FOREIGN, throughTor],
    ['of another domain', { test_account: 'ceo@contoso.example' }, OWN, throughTor],
    ['outside Tor', {}, OWN, `echo '{"IsTor":false,"IP":"192.0.2.1"}'`],
  ])('nobody signs in %s', (_, changes, tenant, curl) => {
    const { status, requests } = run(tor, { tenant_id: OWN, ...changes }, { az: azOf(tenant), curl });
    expect(status).not.toBe(0);
    expect(requests.filter((line) => line.includes('oauth2'))).toEqual([]);
  });

  test('the token of storage goes by standard input, and three things are asked', () => {
    const seen = join(temporary, 'stdin.txt');
    const curl = `cat >> '${seen}'; echo 200`;
    const { status, said, requests } = run(storage, { tenant_id: OWN }, { az: azOf(OWN), curl });
    expect(status).toBe(0);
    expect(readFileSync(seen, 'utf8').match(/Authorization: Bearer TOKEN/g)).toHaveLength(3);
    expect(said).not.toContain('TOKEN');
    const asked = requests.flatMap((line) => /https:\S+core\.windows\.net(\S*)/.exec(line)?.[1] ?? []);
    expect(asked).toEqual([
      '/?comp=list',
      '/validation?restype=container&comp=list',
      '/validation/T1586.003-3.txt',
    ]);
    expect(requests.filter((line) => line.includes('TOKEN'))).toEqual([]);
  });

  test.each([
    ['another tenant', FOREIGN, 'storage-test@validation.example'],
    ['another user', OWN, 'somebody@validation.example'],
  ])('no token of %s is taken', (_, tenant, user) => {
    const { status, requests } = run(
      storage,
      { tenant_id: OWN, test_user: user },
      { az: azOf(tenant), curl: 'echo 200' },
    );
    expect(status).not.toBe(0);
    expect(requests.filter((line) => /curl|get-access-token/.test(line))).toEqual([]);
  });

  test('the key asks five things that only read, refused or not', () => {
    const aws = `case "$*" in *get-caller-identity*) echo 111122223333;; *describe-instances*) exit 254;; esac`;
    const { status, said, requests } = run(keys, {}, { aws });
    expect(status).toBe(0);
    expect(requests.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'sts get-caller-identity',
      'iam list-attached-user-policies',
      'iam list-groups-for-user',
      's3api list-buckets',
      'ec2 describe-instances',
    ]);
    expect(said).toContain('ec2 describe-instances: refused');
  });

  test('the key of another account is asked who it is, and nothing else', () => {
    const { status, requests } = run(keys, {}, { aws: 'echo 444455556666' });
    expect(status).not.toBe(0);
    expect(requests).toHaveLength(1);
  });

  const tools = { az: azOf(FOREIGN), curl: 'exit 1', pwsh: 'exit 1', aws: 'echo 444455556666' };

  test.each(tests.map((of) => [of.name, of] as const))('%s: nothing is cleaned up elsewhere', (_, of) => {
    const { status, requests } = run(of, { tenant_id: OWN }, tools, 'cleanup_command');
    expect(status).toBe(1);
    expect(requests).toHaveLength(1);
  });

  test('only accounts that were made for the test are deleted', () => {
    const given = sprayGiven(twelve);
    const list = given['accounts_file'] ?? '';
    writeFileSync(`${list}.created`, `${twelve[0]}\n${twelve[1]}\n`);
    const { status, requests } = run(
      spray,
      given,
      { az: azOf(OWN), curl: 'exit 1', pwsh: 'exit 0' },
      'cleanup_command',
    );
    expect(status).toBe(0);
    expect(requests.filter((line) => line.includes('delete'))).toEqual([
      `az ad user delete --id ${twelve[0]}`,
      `az ad user delete --id ${twelve[1]}`,
    ]);
    expect(requests.filter((line) => line.includes('revokeSignInSessions'))).toHaveLength(1);
    expect(existsSync(list)).toBe(false);
  });

  test.each([
    ['was', 'validation', true],
    ['was not', 'production', false],
  ])('a user of AWS that %s made for the test: %s', (_, tag, deleted) => {
    const aws = `case "$*" in *get-caller-identity*) echo 111122223333;; *list-user-tags*) echo ${tag};; *list-access-keys*) echo AKIAIOSFODNN7EXAMPLE;; esac`;
    const { status, requests } = run(keys, {}, { aws }, 'cleanup_command');
    expect(status).toBe(0);
    expect(requests.some((line) => line.includes('delete-access-key'))).toBe(deleted);
    expect(requests.some((line) => line.includes('delete-user'))).toBe(deleted);
  });
});
