import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { composeNoise, countStoryEvents, storyShapes, writeStory } from '@interloper/emulate';
import type { NoiseOptions, SignIn, StoryLogs } from '@interloper/emulate';

type EventOf<Log extends keyof StoryLogs> = NonNullable<StoryLogs[Log]>[number];

const at = Date.UTC(2026, 2, 2, 8);

function fingerprint(options: Partial<NoiseOptions>): string {
  const hash = createHash('sha256');
  const noise = composeNoise({ seed: 'test', at, users: 12, days: 3, ...options });
  for (const { date, logs } of noise.logs())
    for (const { path, content } of writeStory(logs, 'native'))
      hash.update(`${date}/${path}`).update(content);
  return hash.update(JSON.stringify(noise.context)).digest('hex');
}

test('the same seed, time and size give the same bytes, another seed others', () => {
  expect(fingerprint({})).toBe(fingerprint({}));
  expect(fingerprint({ seed: 'other' })).not.toBe(fingerprint({}));
});

test('a day is the same whether more or fewer days are asked for before it is read', () => {
  const noise = composeNoise({ seed: 'test', at, users: 12, days: 3 });
  const [, second] = [...noise.logs()];
  const again = noise.logs();
  again.next();
  expect(again.next().value).toEqual(second);
});

test.each(storyShapes)('a day is written as $id, no log over another', ({ id }) => {
  const [day] = [...composeNoise({ seed: 'test', at, users: 40, days: 1 }).logs()];
  const logs = Object.entries(day?.logs ?? {});
  const paths = logs.flatMap(([log, events]) => writeStory({ [log]: events }, id).map(({ path }) => path));
  expect(logs.filter(([, events]) => events.length > 0).length).toBeGreaterThan(12);
  expect(paths).toHaveLength(new Set(paths).size);
});

test.each([12_000, 30_000])('is about as large as it is asked to be: %i events', (events) => {
  const noise = composeNoise({ seed: 'test', at, users: 40, days: 14, events });
  const total = [...noise.logs()].reduce((sum, { logs }) => sum + countStoryEvents(logs), 0);
  expect(total).toBeGreaterThan(events * 0.8);
  expect(total).toBeLessThan(events * 1.2);
});

describe('a month of a hundred people', () => {
  const noise = composeNoise({ seed: 'test', at, users: 100 });
  const days = [...noise.logs()];
  const all = <Log extends keyof StoryLogs>(log: Log): readonly EventOf<Log>[] =>
    days.flatMap(({ logs }): readonly EventOf<Log>[] => logs[log] ?? []);
  const signIns = all('signIns');
  const succeeded = signIns.filter(({ status }) => status.errorCode === 0);

  test('has something in every log', () => {
    const logs = Object.keys(days[0]?.logs ?? {}) as (keyof StoryLogs)[];
    expect(logs).toHaveLength(16);
    expect(logs.filter((log) => all(log).length === 0)).toEqual([]);
  });

  test('has events of each day in it, but for a journey or an evening that goes on past midnight', () => {
    const dates = new Set(days.map(({ date }) => date));
    expect(dates.size).toBe(30);
    const outside = signIns.filter(({ createdDateTime }) => !dates.has(createdDateTime.slice(0, 10)));
    expect(outside.length).toBeLessThan(signIns.length / 500);
  });

  test('holds no risk that is open and above low', () => {
    const open = signIns.filter(
      ({ risk }) => risk.state === 'atRisk' && ['medium', 'high'].includes(risk.levelDuringSignIn),
    );
    expect(open).toEqual([]);
    expect(new Set(all('guardDuty').map(({ severity }) => severity))).toEqual(new Set([2]));
    expect(signIns.some(({ risk }) => risk.state === 'dismissed' || risk.state === 'remediated')).toBe(true);
  });

  test('uses addresses that nobody has', () => {
    const addresses = new Set([
      ...signIns.map(({ ipAddress }) => ipAddress),
      ...all('cloudTrail').map(({ address }) => address),
      ...all('gcp').map(({ callerIp }) => callerIp),
      ...all('gitHub').map(({ actorIp }) => actorIp),
    ]);
    // Documentation (RFC 5737, RFC 3849), reserved (RFC 1112), private (RFC 1918); services and managed identities have none.
    const known =
      /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|24\d\.|2001:db8:|10\.|private$|gce-internal-ip$|[a-z0-9-]+\.amazonaws\.com$|$)/;
    expect([...addresses].filter((address) => !known.test(address))).toEqual([]);
  });

  test.each<[string, (signIn: SignIn) => boolean]>([
    ['a password mistyped', ({ status }) => status.errorCode === 50126],
    ['a prompt that nobody answered', ({ status }) => status.errorCode === 500121],
    ['a temporary password', ({ status }) => status.errorCode === 50055],
    ['an account that is disabled', ({ status }) => status.errorCode === 50057],
    ['a secret that ran out', ({ status }) => status.errorCode === 7000222],
    ['an address without a place', ({ user, location }) => user !== null && location.countryOrRegion === ''],
    [
      'an address with a country alone',
      ({ location: { city, countryOrRegion } }) => city === '' && countryOrRegion !== '',
    ],
    ['an old mail program', ({ clientAppUsed }) => clientAppUsed === 'Other clients'],
    ['a device code', ({ token }) => token.originalTransferMethod === 'deviceCodeFlow'],
    [
      'a partner with a single factor',
      ({ user, authentication }) =>
        user?.type === 'guest' && authentication.requirement === 'singleFactorAuthentication',
    ],
    ['a tunnel in another country', ({ autonomousSystemNumber }) => autonomousSystemNumber === 65_401],
    [
      'somebody far away',
      ({ location }) => ['GB', 'ES', 'US', 'SG', 'JP', 'BR'].includes(location.countryOrRegion),
    ],
  ])('has %s', (_, isIt) => {
    expect(signIns.some(isIt)).toBe(true);
  });

  test('has offices that many share, homes whose address changes, and builds that come from everywhere', () => {
    const addressesOf = new Map<string, Set<string>>();
    const peopleAt = new Map<string, Set<string>>();
    const add = (into: Map<string, Set<string>>, key: string, value: string): void => {
      into.set(key, (into.get(key) ?? new Set()).add(value));
    };
    for (const { user, servicePrincipal, ipAddress } of succeeded) {
      const who = user?.principalName ?? servicePrincipal?.displayName ?? '';
      add(addressesOf, who, ipAddress);
      add(peopleAt, ipAddress, who);
    }
    expect(peopleAt.get('192.0.2.10')?.size).toBeGreaterThan(15);
    expect(addressesOf.get('build-deploy')?.size).toBeGreaterThan(100);
    const [often] = noise.staff.filter(({ lease }) => lease === 1);
    expect(addressesOf.get(often?.user.principalName ?? '')?.size).toBeGreaterThan(15);
  });

  test('knows of some journeys and not of others', () => {
    const journeys = noise.staff.flatMap((resident) => resident.journeys);
    const registered = journeys.filter((journey) => journey.registered);
    const listed = (noise.context.watchlists?.['travel'] ?? '').trim().split('\n');
    expect(listed[0]).toBe('user,from,to,country');
    expect(listed).toHaveLength(registered.length + 1);
    expect(registered.length).toBeGreaterThan(0);
    expect(journeys.length).toBeGreaterThan(registered.length);
  });

  test('has machines that take everything, administrators that change things, and people with something new', () => {
    const clones = all('gitHub').filter(
      ({ actor, action }) => actor === 'tailspin-search' && action === 'git.clone',
    );
    expect(clones).toHaveLength(80 * 30);
    const activities = new Set(all('directoryChanges').map(({ activity }) => activity));
    expect([...activities]).toEqual(
      expect.arrayContaining([
        'User registered security info',
        'Reset password (by admin)',
        'Consent to application',
        'Disable account',
      ]),
    );
    const operations = new Set(all('officeEvents').map(({ operation }) => operation));
    expect([...operations]).toEqual(
      expect.arrayContaining(['New-InboxRule', 'FileSyncDownloadedFull', 'AddedToSecureLink']),
    );
    expect(all('cloudTrail').map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'CreateAccessKey',
        'RunInstances',
        'GetAccountAuthorizationDetails',
        'ConsoleLogin',
      ]),
    );
  });
});
