import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { composeExample, type SignIn, type WrittenFile } from '@interloper/emulate';
import { namedAccounts } from './support/verdict.js';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

const expectedShape = z.object({
  now: z.iso.datetime(),
  accounts: z.array(
    z.object({
      account: z.string(),
      severity: z.enum(['low', 'medium', 'high', 'critical']),
      aliases: z.array(z.string()),
      found: z.record(z.string(), z.array(z.string())),
      reasoning: z.string(),
    }),
  ),
  notCompromised: z.array(z.object({ account: z.string(), why: z.string() })),
});

const expected = expectedShape.parse(JSON.parse(readFileSync(join(examples, 'expected.json'), 'utf8')));
const { exports, signIns, context } = composeExample();
const logs = exports.flatMap(({ files }) => files);

/** The accounts of which single sign-ins tell, with the words for it. */
const bySignIns = expected.accounts.flatMap(({ account, severity, found }) => {
  const why = found['compromised-account-sign-in'];
  return why === undefined ? [] : [{ account, severity, why }];
});

describe('examples/', () => {
  test('holds exactly the logs and lists that the script composes', () => {
    const there = readdirSync(join(examples, 'logs'), { recursive: true, encoding: 'utf8' })
      .map((path) => join('logs', path).replaceAll('\\', '/'))
      .filter((path) => statSync(join(examples, path)).isFile());
    expect(there.toSorted()).toEqual(logs.map(({ path }) => path).toSorted());
    for (const { path, content } of [...logs, ...context]) {
      expect(
        readFileSync(join(examples, path)).equals(content),
        `${path}: run node scripts/compose-examples.mjs`,
      ).toBe(true);
    }
  });

  test('hold as many events as the README says, all before the evaluation', () => {
    const readme = readFileSync(join(examples, 'README.md'), 'utf8').split('\n');
    for (const { path, events } of exports) {
      const row = readme.find((line) => line.startsWith(`| \`${path}\``));
      expect(row, path).toMatch(new RegExp(`\\| ${events} +\\|$`));
    }
    expect(signIns.filter(({ recordTime }) => recordTime >= expected.now)).toEqual([]);
  });

  test('have addresses and domains of documentation only', () => {
    const text = logs.map(textOf).join('\n');
    const addresses = new Set(text.match(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g) ?? []);
    // Versions of programs have four numbers, too.
    const foreign = [...addresses].filter(
      (address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address) && !text.includes(`/${address}`),
    );
    expect(foreign).toEqual([]);
    const mail = new Set(text.match(/[\w.-]+@[\w-]+(?:\.[a-z]+)+/g) ?? []);
    expect([...mail].filter((each) => !each.endsWith('.example') && !each.endsWith('@live.com'))).toEqual([]);
  });
});

describe('examples/expected.json', () => {
  test('names the accounts that an independent reading of the sign-ins names', () => {
    expect(namedAccounts(signIns)).toEqual(bySignIns.map(({ account }) => account).toSorted());
  });

  test.each(bySignIns)('$account: $severity', ({ account, severity, why }) => {
    const own = signIns.filter(
      ({ user, status }) => user?.principalName === account && status.errorCode === 0,
    );
    expect(indicators(own)).toEqual(why);
    expect(severityOf(own)).toBe(severity);
  });

  test('says of every other account with a remarkable sign-in why it is not named', () => {
    const cleared = new Set(expected.notCompromised.map(({ account }) => account));
    const remarkable = signIns.filter(
      ({ risk, user, crossTenantAccessType }) =>
        user === null ||
        risk.state !== 'none' ||
        risk.eventTypes.length > 0 ||
        crossTenantAccessType !== 'none',
    );
    const accounts = new Set(
      remarkable.map(({ user, servicePrincipal }) => user?.principalName ?? servicePrincipal?.displayName),
    );
    for (const { account } of expected.accounts) accounts.delete(account);
    expect([...accounts].filter((account) => account === undefined || !cleared.has(account))).toEqual([]);
  });

  test('speaks of accounts that are in the logs', () => {
    const text = logs.map(textOf).join('\n');
    const names = [
      ...expected.accounts.flatMap(({ account, aliases }) => [account, ...aliases]),
      ...expected.notCompromised.map(({ account }) => account),
    ];
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });
});

function textOf({ path, content }: WrittenFile): string {
  if (path.endsWith('.zip'))
    return Object.values(unzipSync(content))
      .map((each) => strFromU8(each))
      .join('\n');
  return strFromU8(path.endsWith('.gz') ? gunzipSync(content) : content);
}

function indicators(events: readonly SignIn[]): readonly string[] {
  const found = (matches: (event: SignIn) => boolean, word: string): readonly string[] =>
    events.some(matches) ? [word] : [];
  return [
    ...found(({ risk }) => risk.state === 'confirmedCompromised', 'ConfirmedCompromise'),
    ...found(({ risk }) => ['medium', 'high'].includes(risk.levelDuringSignIn), 'HighRiskSignIn'),
    ...found(({ risk }) => risk.state === 'atRisk', 'OpenRisk'),
    ...new Set(events.flatMap(({ risk }) => risk.eventTypes.map((type) => `RiskEvent:${type}`))),
    ...found(({ crossTenantAccessType }) => crossTenantAccessType !== 'none', 'CrossTenantMFABypass'),
  ];
}

/** The scale of examples/README.md. */
function severityOf(events: readonly SignIn[]): string {
  if (events.some(({ risk }) => risk.state === 'confirmedCompromised')) return 'critical';
  if (events.some(({ risk }) => risk.levelDuringSignIn === 'high' && risk.state === 'atRisk')) return 'high';
  return events.some(({ risk }) => risk.levelDuringSignIn === 'medium' || risk.eventTypes.length > 0)
    ? 'medium'
    : 'low';
}
