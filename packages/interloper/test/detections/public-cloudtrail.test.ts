import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScanResult } from '../../src/workspace/scan.js';
import { afterAll, describe, expect, test } from 'vitest';
import { runScan } from '../../src/workspace/scan.js';
import { openSession } from '../../src/workspace/session.js';
import { shippedDetection } from './support/run-on-sign-ins.js';

/**
 * Public CloudTrail and GuardDuty records, judged by hand before the detections ran. They lie beside the repository; where
 * they are absent, these tests are skipped.
 */
const data = fileURLToPath(new URL('../../../../../shared/data/aws/', import.meta.url));
const absent = existsSync(data) ? '' : ' (skipped: ../shared/data/aws is not there)';

const detections = [
  'aws-access-key',
  'aws-account-manipulation',
  'aws-console-sign-in',
  'cloud-credential-reconnaissance',
  'infrastructure-acquisition',
  'messaging-abuse',
  's3-bulk-access',
];

const written = mkdtempSync(join(tmpdir(), 'public-cloudtrail-'));
afterAll(() => rmSync(written, { recursive: true, force: true }));

async function scan(path: string): Promise<ScanResult> {
  const session = await openSession();
  try {
    await session.ingest([path]);
    return await runScan(session, {
      detections: await Promise.all(detections.map(shippedDetection)),
      languages: 'one',
    });
  } finally {
    await session.close();
  }
}

/** Accounts without what all of a file's ARNs begin with, most severe first, with their reasons. */
function named({ accounts }: ScanResult): readonly string[] {
  return accounts
    .map(({ account, severity, why }) => {
      const name = account.replace(/^arn:aws:(iam|sts)::\d+:/, '');
      return `${severity} ${name}: ${why.toSorted().join(', ')}`;
    })
    .toSorted();
}

/** The records of a labelled file, without the labels around them. */
function unlabelled(name: string): string {
  const lines = readFileSync(join(data, name), 'utf8').trim().split('\n');
  const path = join(written, name);
  writeFileSync(
    path,
    lines.map((line) => JSON.stringify((JSON.parse(line) as { event: unknown }).event)).join('\n'),
  );
  return path;
}

describe.skipIf(absent !== '')(`public records${absent}`, () => {
  // invictus-ir/aws_dataset. bert-jan's key runs the techniques from 192.168.10.20 between 11:54 and 12:28; credentials of
  // instance i-0dbc91f429e48eeed turn up at that address; a user that was made there signs in there. benjamin's key asks
  // questions from his own desk at 11:42; everything else is the work of AWS's services and of Terraform.
  test('the attack run is one story', async () => {
    const result = await scan(join(data, 'cloudtrail-attack-run'));
    expect(named(result)).toEqual([
      'high assumed-role/stratus-red-team-ec2-steal-credentials-role/i-0dbc91f429e48eeed: MachineCredentialsElsewhere',
      'high user/bert-jan: KeyForAnother, LogsStopped, ManyKindsOfSteps',
      'medium user/benjamin: CredentialReconnaissance',
      'medium user/stratus-red-team-nmfalu-gfjyeaypjt: FirstSignInWithoutMfa, SignInByProgram, UsedWhereItWasMade',
    ]);
    const steps = result.alerts.find(({ detection }) => detection === 'aws-account-manipulation');
    expect(steps?.evidence).toMatchObject({
      Kinds: 'credentials,execution,logging,rights,roles,secrets,sharing,trust',
      Address: '192.168.10.20',
    });
    // The key of the run, by which the story can be followed.
    expect(result.accounts.find(({ account }) => account.endsWith('/bert-jan'))?.aliases).toContain(
      'AKIATFQR7NSC8Q4X20BJ',
    );
    // AWS's own services carry no account of the tenant.
    expect(result.alerts.filter(({ account }) => account.includes('amazonaws'))).toEqual([]);
  });

  // OTRF/Security-Datasets. The credentials of a proxy's instance on a Mac, all addresses made one; nothing tells of the
  // instance's own calls. pedro looks at instances in the console, with a second factor.
  test('the credentials of an instance on a Mac', async () => {
    expect(named(await scan(join(data, 'cloudtrail-ec2-proxy-s3-exfiltration.json')))).toEqual([
      'medium assumed-role/MordorNginxStack-BankingWAFRole-9S3E0UAE1MM0/i-0317f6c6b66ae9c40: MachineCredentialsElsewhere',
    ]);
  });

  // panther-labs/panther-analysis: single records of ten years from many tenants, so that a principal has no history of
  // its own. What one record can tell is told: the root user's sign-in, a key that AWS quarantined.
  test('labelled records', async () => {
    const result = await scan(unlabelled('cloudtrail-labelled.jsonl'));
    expect(result.inputs.map(({ records, quarantined }) => ({ records, quarantined }))).toEqual([
      { records: 232, quarantined: 0 },
    ]);
    expect(named(result)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^high root: .*RootSignIn/),
        expect.stringMatching(/^high user\/test-user: .*KeyQuarantined/),
      ]),
    );
  });

  // Three writings of one finding without the resource it is about: the account is all that can be named.
  test('labelled findings', async () => {
    expect(named(await scan(unlabelled('guardduty-labelled.jsonl')))).toEqual([
      'high 123456789012: GuardDutyFinding',
    ]);
  });

  test('a labelled file itself is no log, and is told as such', async () => {
    const result = await scan(join(data, 'guardduty-labelled.jsonl'));
    expect(result.inputs).toMatchObject([{ source: null }]);
    expect(result.alerts).toEqual([]);
  });
});

const techniques = fileURLToPath(new URL('../../../../docs/stratus.md', import.meta.url));
const rows = readFileSync(techniques, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, technique, fires] = /^\| `(aws\.[a-z0-9.-]+)`\s*\| ([^|]*?)\s*\|/.exec(line) ?? [];
    return technique === undefined || fires === undefined ? [] : [{ technique, fires }];
  });

describe.skipIf(absent !== '')(`docs/stratus.md${absent}`, () => {
  const folder = join(data, 'cloudtrail-by-technique');

  test('has every technique', () => {
    expect(rows.map(({ technique }) => `${technique}.json`)).toEqual(readdirSync(folder).toSorted());
  });

  test.each(rows)('$technique', async ({ technique, fires }) => {
    const { alerts } = await scan(join(folder, `${technique}.json`));
    const found = alerts.map(
      ({ detection, severity, why }) => `${detection}: ${severity}, ${why.toSorted().join(', ')}`,
    );
    expect(found.toSorted().join('; ')).toBe(fires === '–' ? '' : fires);
  });
});
