import type { JsonObject } from '../../json.js';
import { createRandom } from '../../random.js';
import type { Random } from '../../random.js';
import { completeCloudTrail, consoleSignIn, isoSeconds } from '../compose.js';
import type { CloudTrailDraft, CloudTrailOptions } from '../compose.js';
import type { CloudTrailEvent } from '../event.js';
import { assumedRole, consoleUser, exampleAccount, iamUser, service } from '../identities.js';
import { parametersOf } from './parameters.js';
import { activityServices } from './services.js';
import { activityAgents } from './user-agents.js';

/**
 * Events as a busy account's trail holds them: some three hundred calls of thirty services, a few of them most of the
 * trail and most of them rare; people, roles and services from hundreds of addresses by a hundred programs; every
 * sixteenth call refused or wrong; parameters of each kind of resource. For benchmarks over many rules. The same seed
 * and options always give the same events.
 */
export function* composeCloudTrailActivity(
  seed: string | number,
  { from, count }: CloudTrailOptions,
): Generator<CloudTrailEvent> {
  const random = createRandom(`cloud-trail-activity/${seed}`);
  const cast = castOf(random.fork('cast'));
  let at = Date.parse(`${from}T00:00:00Z`);
  for (let index = 0; index < count; index += 1) {
    at += random.integer(5000);
    yield completeCloudTrail(draftOf(cast, isoSeconds(at - 1_800_000), random), isoSeconds(at), random);
  }
}

/** Who acts, from where, and by which program: the first of each list acts most. */
interface Cast {
  readonly users: readonly JsonObject[];
  readonly roles: readonly JsonObject[];
  readonly addresses: readonly string[];
  readonly agents: readonly string[];
  readonly calls: readonly Call[];
}

interface Call {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
}

const given = 'maren tomas priya jonas ines oskar lea amir nora hugo sofia emil'.split(' ');
const family = 'okada lind nair brandt silva weber moreau haddad olsen'.split(' ');
const roleNames =
  'reporting deploy admin-breakglass lambda-orders ecs-web data-export terraform readonly-audit eks-node backup-vault'.split(
    ' ',
  );
const callers = 'ec2 lambda cloudformation config ecs-tasks autoscaling'.split(' ');

function castOf(random: Random): Cast {
  const people = given.flatMap((first) => family.map((last) => `${first}.${last}`));
  const users = ['ci-deploy', 'backup', ...people].map((name) => iamUser(name, random));
  const roles = roleNames.flatMap((role, rank) =>
    Array.from({ length: 12 - rank }, (_, index) =>
      assumedRole(role, `${role}-session-${index}`, '2026-01-01T00:00:00Z', random),
    ),
  );
  const hosts = Array.from({ length: 200 }, () => 1 + random.integer(254));
  const addresses = [
    ...hosts.map((host) => `198.51.100.${host}`),
    ...hosts.map((host) => `203.0.113.${host}`),
    ...hosts.map((host) => `192.0.2.${host}`),
    ...Array.from(
      { length: 2000 },
      (_, index) => `2001:db8:${(index % 40).toString(16)}::${index.toString(16)}`,
    ),
  ];
  const calls = activityServices.flatMap(({ source, reads, writes }) => [
    ...reads.map((name) => ({ source, name, readOnly: true })),
    ...writes.map((name) => ({ source, name, readOnly: false })),
  ]);
  return { users, roles, addresses, agents: activityAgents(), calls: shuffled(calls, random) };
}

function draftOf(cast: Cast, since: string, random: Random): CloudTrailDraft {
  if (random.chance(0.01)) return signIn(cast, random);
  const call = skewed(cast.calls, random);
  const error = random.chance(0.06) ? random.pick(errorsOf(call)) : undefined;
  return {
    source: call.source,
    name: call.name,
    readOnly: call.readOnly,
    category: isData(call) ? 'Data' : 'Management',
    ...actor(cast, since, random),
    parameters: parametersOf(call.source, call.name, random),
    error:
      error === undefined
        ? null
        : { code: error, message: `${error}: not allowed to perform ${call.name} on this resource` },
    response: call.readOnly || error !== undefined ? null : { requestId: random.guid(), _return: true },
  };
}

function actor(
  { users, roles, addresses, agents }: Cast,
  since: string,
  random: Random,
): Pick<CloudTrailDraft, 'identity' | 'address' | 'userAgent'> {
  if (random.chance(0.15)) {
    const name = `${random.pick(callers)}.amazonaws.com`;
    return { identity: service(name), address: name, userAgent: name };
  }
  const user = skewed(users, random);
  const identity = random.chance(0.002)
    ? {
        type: 'Root',
        principalId: exampleAccount,
        arn: `arn:aws:iam::${exampleAccount}:root`,
        accountId: exampleAccount,
      }
    : random.chance(0.6)
      ? skewed(roles, random)
      : random.chance(0.3)
        ? consoleUser(user, since, random.chance(0.7), random)
        : user;
  return { identity, address: skewed(addresses, random), userAgent: skewed(agents, random) };
}

function signIn({ users, addresses, agents }: Cast, random: Random): CloudTrailDraft {
  const result = random.chance(0.8) ? 'Success' : 'Failure';
  return {
    ...consoleSignIn(skewed(users, random), result, random.chance(0.7) ? 'Yes' : 'No'),
    address: skewed(addresses, random),
    userAgent: skewed(agents, random),
  };
}

function isData({ name }: Call): boolean {
  return /^(?:Get|Head|Put|Delete)Object|^(?:Invoke|GetItem|PutItem|Query|Scan)$/.test(name);
}

function errorsOf({ source }: Call): readonly string[] {
  if (source.startsWith('ec2.')) {
    return [
      'Client.UnauthorizedOperation',
      'Client.InvalidInstanceID.NotFound',
      'Client.RequestLimitExceeded',
    ];
  }
  if (source.startsWith('s3.')) return ['AccessDenied', 'NoSuchBucket', 'NoSuchBucketPolicy'];
  if (source.startsWith('iam.'))
    return ['AccessDenied', 'NoSuchEntityException', 'EntityAlreadyExistsException'];
  return ['AccessDenied', 'AccessDeniedException', 'ThrottlingException', 'ResourceNotFoundException'];
}

/** An item, the first ones far oftener than the last. */
function skewed<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(items.length * random.next() ** 4)];
  if (item === undefined) throw new Error('there is nothing to take from');
  return item;
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
