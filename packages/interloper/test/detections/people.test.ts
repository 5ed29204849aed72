import { peopleBehind } from '@interloper/detect';
import type { KnownPair, NamedAccount, People } from '@interloper/detect';
import { catalogOf, sources } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines } from '../ingest/ingest-files.js';
import { withFiles } from '../ingest/written-logs.js';

const account = '111122223333';
const userArn = (name: string): string => `arn:aws:iam::${account}:user/${name}`;
const sessionArn = (role: string, session: string): string =>
  `arn:aws:sts::${account}:assumed-role/${role}/${session}`;

const user = (name: string, accessKeyId: string) => ({
  type: 'IAMUser',
  principalId: `AIDA${name.toUpperCase()}`,
  arn: userArn(name),
  accountId: account,
  accessKeyId,
  userName: name,
});
const roleSession = (role: string, session: string, accessKeyId: string) => ({
  type: 'AssumedRole',
  principalId: `AROA${role.toUpperCase()}:${session}`,
  arn: sessionArn(role, session),
  accountId: account,
  accessKeyId,
});

let number = 0;
function call(userIdentity: object, eventName: string, more: object = {}): object {
  number += 1;
  return {
    eventVersion: '1.11',
    eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    eventTime: `2026-03-10T09:00:${String(number % 60).padStart(2, '0')}Z`,
    eventSource: 'sts.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.10',
    userIdentity,
    recipientAccountId: account,
    eventType: 'AwsApiCall',
    ...more,
  };
}

const assumed = (role: string, session: string, accessKeyId: string) => ({
  responseElements: { credentials: { accessKeyId }, assumedRoleUser: { arn: sessionArn(role, session) } },
});

const trail = lines(
  // ada opens `build` and works in it.
  call(user('ada', 'AKIAADA'), 'AssumeRole', assumed('deploy', 'build', 'ASIAONE')),
  call(roleSession('deploy', 'build', 'ASIAONE'), 'GetCallerIdentity'),
  // ada and bo both call their session `ops`.
  call(user('ada', 'AKIAADA'), 'AssumeRole', assumed('admin', 'ops', 'ASIATWO')),
  call(user('bo', 'AKIABO'), 'AssumeRole', assumed('admin', 'ops', 'ASIATHREE')),
  call(roleSession('admin', 'ops', 'ASIATWO'), 'GetCallerIdentity'),
  call(roleSession('admin', 'ops', 'ASIATHREE'), 'GetCallerIdentity'),
  // An export whose principal ids were made one, as anonymised records have them.
  ...['dan', 'eve', 'fay', 'gus'].map((name) =>
    call({ ...user(name, `AKIA${name.toUpperCase()}`), principalId: 'AIDAEXAMPLE' }, 'GetCallerIdentity'),
  ),
  // cleo comes by IAM Identity Center.
  call(roleSession('AWSReservedSSO_Reader_0a1b', 'Cleo@tailspin.example', 'ASIAFOUR'), 'GetCallerIdentity'),
);

const signIns = lines(
  ...['cleo', 'ada'].map((name, index) => ({
    id: `11111111-0000-4000-8000-00000000000${index}`,
    createdDateTime: '2026-03-10T09:00:00Z',
    userPrincipalName: `${name}@tailspin.example`,
    userId: `22222222-0000-4000-8000-00000000000${index}`,
    appDisplayName: 'Azure Portal',
    ipAddress: '192.0.2.20',
    status: { errorCode: 0 },
    riskState: 'none',
  })),
);

const entra = new Set(['entra_sign_ins']);
const aws = new Set(['aws_cloudtrail']);
const named = (key: string, datasets: ReadonlySet<string>): NamedAccount => ({
  key: key.toLowerCase(),
  datasets,
});

async function behind(accounts: readonly NamedAccount[], pairs: readonly KnownPair[] = []): Promise<People> {
  return withFiles({ 'trail.jsonl': trail, 'sign-ins.jsonl': signIns }, async ({ quarantine }, store) => {
    expect(quarantine).toEqual([]);
    const { identities = [] } = catalogOf(sources);
    const reader = await store.seal();
    try {
      return await peopleBehind(accounts, identities, pairs, reader);
    } finally {
      await reader.close();
    }
  });
}

const spellings = ({ persons }: People): readonly (readonly string[] | undefined)[] =>
  persons.map((person) => person?.names.map(({ spelling }) => spelling));

describe('one person under two names', () => {
  test('is found where IAM Identity Center names the session after the user', async () => {
    const people = await behind([
      named('cleo@tailspin.example', entra),
      named(sessionArn('AWSReservedSSO_Reader_0a1b', 'Cleo@tailspin.example'), aws),
    ]);
    expect(people.persons[0]?.id).toBe(people.persons[1]?.id);
    expect(people.persons[0]?.names.map(({ kind }) => kind)).toEqual(['mail', 'entra-object', 'aws-session']);
  });

  test('is found by the user who opened a session, its key, and the principal', async () => {
    const people = await behind([
      named(userArn('ada'), aws),
      named(sessionArn('deploy', 'build'), aws),
      named('ASIAONE', aws),
      named('AIDAADA', aws),
    ]);
    expect(new Set(people.persons.map((person) => person?.id)).size).toBe(1);
    expect(people.persons[0]?.names.map(({ spelling }) => spelling)).toContain('AKIAADA');
  });

  test('is found by the object id in the same log', async () => {
    const people = await behind([
      named('ada@tailspin.example', entra),
      named('22222222-0000-4000-8000-000000000001', entra),
    ]);
    expect(people.persons[0]?.id).toBe(people.persons[1]?.id);
  });

  test('is known to the user', async () => {
    const accounts = [named('ada@tailspin.example', entra), named(userArn('ada'), aws)];
    const apart = await behind(accounts);
    expect(apart.persons[0]?.id).not.toBe(apart.persons[1]?.id);
    const joined = await behind(accounts, [['ADA@tailspin.example', userArn('ada')]]);
    expect(joined.persons[0]?.id).toBe(joined.persons[1]?.id);
  });
});

describe('one person in logs of other services', () => {
  const okta = {
    uuid: '1',
    published: '2026-03-10T09:00:00Z',
    eventType: 'user.session.start',
    severity: 'INFO',
    outcome: { result: 'SUCCESS' },
    actor: { id: '00uCLEO', type: 'User', alternateId: 'Cleo@tailspin.example' },
  };
  const github = {
    '@timestamp': 1773133200000,
    action: 'repo.create',
    org: 'tailspin-example',
    actor: 'cleo-dev',
    actor_id: 900104,
    external_identity_nameid: 'cleo@tailspin.example',
  };
  const files = {
    'okta.jsonl': lines(okta, {
      ...okta,
      uuid: '2',
      actor: { id: 'unknown', type: 'User', alternateId: 'x' },
    }),
    'github.jsonl': lines(github, {
      ...github,
      actor: 'ada-dev',
      actor_id: 900105,
      external_identity_nameid: '',
    }),
    'sign-ins.jsonl': signIns,
  };

  test('is found by the mail address that Okta has as login and GitHub as external identity', async () => {
    await withFiles(files, async ({ quarantine }, store) => {
      expect(quarantine).toEqual([]);
      const reader = await store.seal();
      try {
        const { persons } = await peopleBehind(
          [
            named('22222222-0000-4000-8000-000000000000', entra),
            named('00uCLEO', new Set(['okta'])),
            named('cleo-dev', new Set(['github_audit'])),
            named('900104', new Set(['github_audit'])),
            named('ada-dev', new Set(['github_audit'])),
          ],
          catalogOf(sources).identities ?? [],
          [],
          reader,
        );
        const [cleo, ...others] = persons.map((person) => person?.id);
        expect(cleo).toBeDefined();
        expect(others.map((id) => id === cleo)).toEqual([true, true, true, false]);
      } finally {
        await reader.close();
      }
    });
  });
});

describe('two persons', () => {
  test('who open sessions of one name are not joined by it, and that is told', async () => {
    const people = await behind([
      named(userArn('ada'), aws),
      named(userArn('bo'), aws),
      named(sessionArn('admin', 'ops'), aws),
    ]);
    expect(new Set(people.persons.map((person) => person?.id)).size).toBe(3);
    expect(people.ambiguous).toEqual([
      { name: sessionArn('admin', 'ops'), kind: 'aws-session', accounts: [userArn('ada'), userArn('bo')] },
    ]);
  });

  test('are not joined by an id that many have, and that is told', async () => {
    const people = await behind(['dan', 'eve', 'fay', 'gus'].map((name) => named(userArn(name), aws)));
    expect(new Set(people.persons.map((person) => person?.id)).size).toBe(4);
    expect(people.ambiguous).toEqual([
      {
        name: 'AIDAEXAMPLE',
        kind: 'aws-principal',
        accounts: ['dan', 'eve', 'fay', 'gus'].map(userArn),
      },
    ]);
  });

  test('whose names no record shows together stay two', async () => {
    const people = await behind([
      named('ada@tailspin.example', entra),
      named('cleo@tailspin.example', entra),
    ]);
    expect(spellings(people)).toEqual([
      ['ada@tailspin.example', '22222222-0000-4000-8000-000000000001'],
      ['cleo@tailspin.example', '22222222-0000-4000-8000-000000000000'],
    ]);
  });

  test('of whom one is in no log', async () => {
    const people = await behind([named('nobody', aws)]);
    expect(people.persons).toEqual([undefined]);
  });
});
