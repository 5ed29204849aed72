import { consoleSignIn } from '../cloud-trail/compose.js';
import type { CloudTrailDraft } from '../cloud-trail/compose.js';
import { completeCloudTrail, isoSeconds } from '../cloud-trail/compose.js';
import type { CloudTrailEvent } from '../cloud-trail/event.js';
import { assumedRole, consoleUser, digits, iamUser } from '../cloud-trail/identities.js';
import { machines } from '../cloud-trail/machines.js';
import { readObjects } from '../cloud-trail/object-calls.js';
import { newKey, read } from '../cloud-trail/story.js';
import type { Origin } from '../cloud-trail/story.js';
import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';
import type { Stage } from '../stories/story.js';
import { officeHour, seatsAt, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import type { PersonDay, Seat } from './seats.js';

/** The calls of one person or machine at a place. */
export type Caller = (at: number, draft: Omit<CloudTrailDraft, 'identity'>) => CloudTrailEvent;

/** Calls with an identity from an address. */
export function callerOf({ random }: Stage, identity: JsonObject, from: Origin): Caller {
  return (at, draft) => completeCloudTrail({ ...from, ...draft, identity }, isoSeconds(at), random);
}

/** What people do in AWS on a day: the console and the command line, by user or by a role of the company's sign-on. */
export function awsPeople(day: NoiseDay): readonly CloudTrailEvent[] {
  const stage = day.stageFor('aws-people');
  return [
    ...working(day, 'developers', 'data', 'administrators').flatMap((person) =>
      seatsAt(person, 'computer').flatMap((seat) => sitting(day, stage, person, seat)),
    ),
    ...keepers(day),
  ];
}

function sitting(day: NoiseDay, stage: Stage, person: PersonDay, seat: Seat): readonly CloudTrailEvent[] {
  const { random } = stage;
  if (!random.chance(0.5)) return [];
  const name = nameOf(person);
  const at = within(stage, day.index, { ...seat, to: seat.from + (seat.to - seat.from) * 0.5 });
  const own = createRandom(`${person.resident.seed}/aws`);
  // A third have users from before the sign-on; a few of these never took a second factor.
  const hasUser = own.chance(0.35);
  const hasFactor = own.chance(0.85);
  const user = iamUser(name, own);
  const browser = { address: seat.origin.ipAddress, userAgent: person.user.userAgent };
  const terminal = { ...browser, userAgent: own.pick(terminals)(day.index) };
  const role = assumedRole(
    'AWSReservedSSO_Developer_0example',
    person.user.principalName,
    isoSeconds(at),
    random,
  );
  const calls: CloudTrailEvent[] = [];
  if (random.chance(0.6)) {
    if (hasUser) {
      if (random.chance(0.06))
        calls.push(
          completeCloudTrail(
            { ...consoleSignIn(user, 'Failure', 'No'), ...browser },
            isoSeconds(at - 20_000),
            random,
          ),
        );
      const success = consoleSignIn(user, 'Success', hasFactor ? 'Yes' : 'No');
      calls.push(completeCloudTrail({ ...success, ...browser }, isoSeconds(at), random));
    }
    const inConsole = callerOf(
      stage,
      hasUser ? consoleUser(user, isoSeconds(at), hasFactor, random) : role,
      browser,
    );
    // One page of the console asks a dozen things in a second.
    for (let page = 1 + random.integer(4); page > 0; page -= 1) {
      const opened = at + 5_000 + random.integer(3_000_000);
      const [source, names] = random.pick(pages);
      calls.push(
        ...names.map((call, index) => inConsole(opened + Math.floor(index / 4) * 1000, read(source, call))),
      );
    }
  }
  const inTerminal = callerOf(stage, hasUser ? user : role, terminal);
  const begins = at + random.integer(7_200_000);
  if (random.chance(0.4)) calls.push(inTerminal(begins, read('sts', 'GetCallerIdentity')));
  for (let count = times(random, 9 * day.rate); count > 0; count -= 1) {
    const [source, call] = random.pick(commands);
    calls.push(
      inTerminal(begins + random.integer(9_000_000), {
        ...read(source, call),
        // A region that was forgotten in the profile.
        region: random.chance(0.97) ? 'eu-west-1' : random.pick(['us-east-1', 'us-west-2', 'eu-central-1']),
        ...(random.chance(0.03)
          ? { error: { code: 'AccessDenied', message: `not authorized to perform: ${source}:${call}` } }
          : {}),
      }),
    );
  }
  if (random.chance(0.05)) calls.push(...launch(stage, person, inTerminal, begins));
  if (person.resident.team === 'data' && random.chance(0.3)) {
    calls.push(
      ...readObjects(
        { call: (who, time, from, draft) => callerOf(stage, who, from)(time, draft) },
        hasUser ? user : role,
        terminal,
        begins,
        {
          bucket: 'northwind-reports',
          prefix: `daily/${day.index}`,
          count: random.chance(0.15) ? 60 + random.integer(150) : 3 + random.integer(20),
          apart: 3,
        },
      ),
    );
  }
  return calls;
}

/** A machine to try something on, nearly always small and at home; data people rent one with a GPU now and then. */
function launch({ random }: Stage, person: PersonDay, call: Caller, at: number): readonly CloudTrailEvent[] {
  const region = random.chance(0.93) ? 'eu-west-1' : random.pick(['eu-central-1', 'eu-north-1', 'us-west-2']);
  const gpu = person.resident.team === 'data' && random.chance(0.25);
  const type = gpu ? 'g5.xlarge' : random.pick(['t3.micro', 't3.large', 'm6i.large']);
  return [call(at, machines(region, type, 1))];
}

/** Administrators' work on users: a colleague is taken on, a service gets a key, an old key is switched off. */
function keepers(day: NoiseDay): readonly CloudTrailEvent[] {
  const stage = day.stageFor('aws-keepers');
  const { random } = stage;
  return working(day, 'administrators').flatMap((person) => {
    const [seat] = seatsAt(person, 'computer');
    if (seat === undefined || !random.chance(0.07)) return [];
    const at = officeHour(stage, day.index, person.user, 10 + random.integer(5));
    const identity = consoleUser(
      iamUser(nameOf(person), createRandom(`${person.resident.seed}/aws`)),
      isoSeconds(at - 600_000),
      true,
      random,
    );
    const call = callerOf(stage, identity, {
      address: seat.origin.ipAddress,
      userAgent: person.user.userAgent,
    });
    const change = (name: string, parameters: JsonObject): Omit<CloudTrailDraft, 'identity'> => ({
      source: 'iam.amazonaws.com',
      name,
      region: 'us-east-1',
      readOnly: false,
      parameters,
    });
    const service = random.pick(['ci-deploy', 'reporting-export', 'newsletter']);
    const colleague = nameOf({ user: random.pick(day.staff).user });
    return random.chance(0.5)
      ? [
          call(at, newKey(service, `AKIAEXAMPLE${digits(random, 9)}`)),
          call(
            at + 86_000,
            change('UpdateAccessKey', {
              userName: service,
              status: 'Inactive',
              accessKeyId: 'AKIAEXAMPLE000000001',
            }),
          ),
        ]
      : [
          call(at, change('CreateUser', { userName: colleague })),
          call(at + 20_000, change('AddUserToGroup', { userName: colleague, groupName: 'developers' })),
          call(
            at + 41_000,
            change('CreateLoginProfile', { userName: colleague, passwordResetRequired: true }),
          ),
          call(at + 63_000, newKey(colleague, `AKIAEXAMPLE${digits(random, 9)}`)),
        ];
  });
}

function nameOf({ user }: Pick<PersonDay, 'user'>): string {
  return user.principalName.slice(0, user.principalName.indexOf('@'));
}

/** Programs of developers; they update theirs in the month. */
const terminals: readonly ((day: number) => string)[] = [
  (day) =>
    `aws-cli/2.17.${20 + Math.floor(day / 8)} md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0 md/arch#arm64 lang/python#3.11.9 cfg/retry-mode#standard`,
  () => 'aws-cli/2.15.3 Python/3.11.6 Windows/10 exe/AMD64 prompt/off',
  (day) =>
    `Boto3/1.34.${100 + Math.floor(day / 10)} md/Botocore#1.34.100 ua/2.0 os/linux#6.8.0 lang/python#3.12.3`,
];

const pages = [
  [
    'ec2',
    [
      'DescribeInstances',
      'DescribeVolumes',
      'DescribeSecurityGroups',
      'DescribeVpcs',
      'DescribeRegions',
      'DescribeAddresses',
    ],
  ],
  ['s3', ['ListBuckets', 'GetBucketLocation', 'GetBucketPublicAccessBlock', 'GetBucketAcl']],
  ['iam', ['GetAccountSummary', 'ListUsers', 'ListRoles', 'ListAccessKeys', 'ListMFADevices', 'GetUser']],
  ['lambda', ['ListFunctions20150331', 'GetAccountSettings20160819']],
  ['ses', ['GetSendQuota', 'ListIdentities', 'GetAccount']],
  ['monitoring', ['DescribeAlarms', 'GetMetricData', 'ListDashboards']],
] as const;

const commands = [
  ['ec2', 'DescribeInstances'],
  ['s3', 'ListBuckets'],
  ['logs', 'FilterLogEvents'],
  ['logs', 'DescribeLogGroups'],
  ['ecs', 'DescribeTasks'],
  ['eks', 'DescribeCluster'],
  ['ssm', 'GetParameter'],
  ['secretsmanager', 'GetSecretValue'],
  ['cloudformation', 'DescribeStacks'],
  ['ecr', 'DescribeRepositories'],
] as const;
