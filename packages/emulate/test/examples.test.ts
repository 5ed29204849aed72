import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { composeExample, type SignIn } from '@interloper/emulate';
import { namedAccounts } from './support/verdict.js';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

const expectedShape = z.object({
  now: z.iso.datetime(),
  accounts: z.array(
    z.object({
      account: z.string(),
      severity: z.enum(['low', 'medium', 'high', 'critical']),
      why: z.array(z.string()),
      reasoning: z.string(),
    }),
  ),
  notCompromised: z.array(z.object({ account: z.string(), why: z.string() })),
});

const expected = expectedShape.parse(JSON.parse(readFileSync(join(examples, 'expected.json'), 'utf8')));
const weeks = composeExample();
const signIns = weeks.flatMap((week) => week.signIns);

describe('examples/', () => {
  test('holds exactly the logs that the script composes', () => {
    const logs = readdirSync(join(examples, 'logs'), { recursive: true, encoding: 'utf8' })
      .map((path) => join('logs', path).replaceAll('\\', '/'))
      .filter((path) => statSync(join(examples, path)).isFile());
    const files = weeks.flatMap((week) => week.files);
    expect(logs.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
    for (const { path, content } of files) {
      expect(
        readFileSync(join(examples, path)).equals(content),
        `${path}: run node scripts/compose-examples.mjs`,
      ).toBe(true);
    }
  });

  test('are as many sign-ins as the README says, all before the evaluation', () => {
    const readme = readFileSync(join(examples, 'README.md'), 'utf8');
    for (const { signIns: week, files } of weeks) {
      const folder = files[0]?.path.split('/').slice(0, 2).join('/');
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${folder}/\``));
      expect(row).toMatch(new RegExp(`\\| ${week.length} +\\|$`));
    }
    expect(signIns.filter(({ recordTime }) => recordTime >= expected.now)).toEqual([]);
  });
});

describe('examples/expected.json', () => {
  test('names the accounts that an independent reading of the sign-ins names', () => {
    expect(namedAccounts(signIns)).toEqual(expected.accounts.map(({ account }) => account).toSorted());
  });

  test.each(expected.accounts)('$account: $severity', ({ account, severity, why }) => {
    const own = signIns.filter(
      ({ user, status }) => user?.principalName === account && status.errorCode === 0,
    );
    expect(indicators(own)).toEqual(why);
    expect(severityOf(own)).toBe(severity);
  });

  test('says of every other account with anything remarkable why it is not named', () => {
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
    const present = new Set(
      signIns.map(({ user, servicePrincipal }) => user?.principalName ?? servicePrincipal?.displayName),
    );
    expect([...cleared].filter((account) => !present.has(account))).toEqual([]);
  });
});

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
