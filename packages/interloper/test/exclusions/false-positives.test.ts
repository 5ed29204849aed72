import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSignIns } from '@interloper/emulate';
import type { SignIn } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';
import { writeContext } from '../../src/commands/write-context.js';
import { writeFiles } from '../../src/commands/write-files.js';
import { readExclusionsFile } from '../../src/context/exclusions-file.js';
import { runScan } from '../../src/workspace/scan.js';
import type { ScanResult } from '../../src/workspace/scan.js';
import { openSession } from '../../src/workspace/session.js';
import { shippedDetection } from '../detections/support/run-on-sign-ins.js';
import { classes, watchlists } from './classes.js';
import type { FalsePositiveClass } from './classes.js';

const example = fileURLToPath(new URL('../../../../docs/exclusions.example.yml', import.meta.url));

type Language = FalsePositiveClass['language'];

/** Scans sign-ins with the detection that continues the published queries, in the language of one of them. */
async function scan(language: Language, signIns: readonly SignIn[], file?: string): Promise<ScanResult> {
  const folder = mkdtempSync(join(tmpdir(), 'exclusions-'));
  await writeFiles(join(folder, 'logs'), writeSignIns('graph-beta', signIns));
  const session = await openSession(undefined, await writeContext(join(folder, 'context'), { watchlists }));
  await session.ingest([join(folder, 'logs')]);
  const shipped = await shippedDetection('compromised-account-sign-in');
  const queries = shipped.queries.filter((query) => query.language === language);
  const exclusions = file === undefined ? [] : await readExclusionsFile(file);
  const result = await runScan(session, {
    detections: [{ ...shipped, queries }],
    languages: 'one',
    exclusions,
  });
  await session.close();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** What a scan says of one account. */
interface Answer {
  readonly account: ScanResult['accounts'][number] | undefined;
  readonly excludedAccount: ScanResult['excludedAccounts'][number] | undefined;
  readonly alerts: ScanResult['alerts'];
}

/** Scans all classes of a language together, once, and answers for each: no class has to do with another. */
function answers(
  pick: (each: FalsePositiveClass) => readonly SignIn[],
  file?: string,
): (each: FalsePositiveClass) => Promise<Answer> {
  const results = new Map<Language, Promise<ScanResult>>();
  return async ({ language, account }) => {
    const signIns = classes.filter((each) => each.language === language).flatMap(pick);
    const running = results.get(language) ?? scan(language, signIns, file);
    results.set(language, running);
    const { accounts, excludedAccounts, alerts } = await running;
    const own = alerts.filter((alert) => alert.account === account);
    expect(new Set(own.map(({ query }) => query))).toEqual(new Set([language]));
    return {
      account: accounts.find((each) => each.account === account),
      excludedAccount: excludedAccounts.find((each) => each.account === account),
      alerts: own,
    };
  };
}

const withoutExclusions = answers(({ lookAlike }) => lookAlike);
const lookAlikes = answers(({ lookAlike }) => lookAlike, example);
const compromises = answers(({ lookAlike, compromise }) => [...lookAlike, compromise.signIn], example);
const together = answers(({ lookAlike, among }) => [...lookAlike.slice(0, 1), among.signIn], example);
const confirmations = answers(({ lookAlike, confirmed }) => [...lookAlike, confirmed], example);

describe.each(classes)('$name', (each) => {
  const { reason, compromise, among, refused } = each;

  test('is an alert without the exclusion, and none that counts with it', async () => {
    expect((await withoutExclusions(each)).account).toBeDefined();
    const { account, alerts, excludedAccount } = await lookAlikes(each);
    expect(account).toBeUndefined();
    expect(new Set(alerts.map(({ excluded }) => excluded))).toEqual(new Set([reason]));
    expect(excludedAccount?.alerts).toEqual(alerts.map(({ id }) => id));
  });

  test('leaves the compromise of the same account an alert', async () => {
    const { account, alerts } = await compromises(each);
    expect(alerts.filter(({ excluded }) => excluded === reason).length).toBe(alerts.length - 1);
    expect(account?.severity).toBe(compromise.severity);
    expect(account?.why.toSorted()).toEqual(compromise.why.toSorted());
  });

  test('does not cover what lies in one alert with it', async () => {
    const { account, alerts } = await together(each);
    expect(alerts).toMatchObject([{ matches: 2, severity: among.severity }]);
    expect(account?.severity).toBe(among.severity);
    expect(account?.why).toEqual(expect.arrayContaining([...among.why]));
  });

  test('never hides a confirmed compromise', async () => {
    const { account, alerts } = await confirmations(each);
    expect(account?.severity).toBe('critical');
    const critical = alerts.filter(({ severity }) => severity === 'critical');
    expect(critical.map(({ confirmed, exclusionRefused }) => ({ confirmed, exclusionRefused }))).toEqual([
      { confirmed: true, exclusionRefused: refused ? reason : undefined },
    ]);
  });
});

test('the example is about all eight classes, each entry about one', async () => {
  const reasons = (await readExclusionsFile(example)).map(({ reason }) => reason);
  expect(reasons).toEqual(classes.map(({ reason }) => reason));
});
