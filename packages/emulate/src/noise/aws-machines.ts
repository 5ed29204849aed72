import type { CloudTrailEvent } from '../cloud-trail/event.js';
import { completeCloudTrail, isoSeconds } from '../cloud-trail/compose.js';
import { assumedRole, digits, exampleAccount, iamUser, service } from '../cloud-trail/identities.js';
import { readObjects } from '../cloud-trail/object-calls.js';
import { read } from '../cloud-trail/story.js';
import type { GuardDutyFinding } from '../guard-duty/finding.js';
import { createRandom } from '../random.js';
import { callerOf } from './aws-people.js';
import { times, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { addressIn, runners, serverRoom } from './networks.js';

const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io) terraform-provider-aws/5.60.0 aws-sdk-go-v2/1.30.3';
const PIPELINE = 'aws-cli/2.17.32 md/awscrt#0.21.2 ua/2.0 os/linux#6.5.0 md/arch#x86_64 lang/python#3.11.8';

/** Everything in AWS that nobody sits at: builds, backups, applications, a scanner, and the services themselves. */
export function awsMachines(day: NoiseDay): readonly CloudTrailEvent[] {
  return [...builds(day), ...backups(day), ...applications(day), ...scanner(day)];
}

/** Pipelines: some with a key, some with a role that their platform vouches for; every run is another machine. */
function builds(day: NoiseDay): readonly CloudTrailEvent[] {
  const stage = day.stageFor('aws-builds');
  const { random, when } = stage;
  const pipeline = iamUser('ci-deploy', createRandom(`${day.tenant.seed}/ci-deploy`));
  // However small a company is, its pipelines run some times a day.
  const runs = times(random, Math.max(8 * day.rate, 40 * day.machineRate));
  return Array.from({ length: runs }, () => {
    const at = when(day.index, random.integer(24), random.integer(60), random.integer(60));
    const address = addressIn(runners, random);
    const withTerraform = random.chance(0.4);
    const userAgent = withTerraform ? TERRAFORM : PIPELINE;
    if (random.chance(0.3)) {
      const byKey = callerOf(stage, pipeline, { address, userAgent });
      return (withTerraform ? plan : deployment).map(([source, name], index) =>
        byKey(at + index * 700, read(source, name)),
      );
    }
    const role = assumedRole('github-deploy', 'GitHubActions', isoSeconds(at), random);
    const vouched = completeCloudTrail(
      {
        source: 'sts.amazonaws.com',
        name: 'AssumeRoleWithWebIdentity',
        identity: {
          type: 'WebIdentityUser',
          principalId:
            'arn:aws:iam::111122223333:oidc-provider/token.actions.example:repo:tailspin-example/shop',
          userName: 'repo:tailspin-example/shop:ref:refs/heads/main',
          identityProvider: 'token.actions.example',
        },
        region: 'eu-west-1',
        address,
        userAgent,
        parameters: {
          roleArn: `arn:aws:iam::${exampleAccount}:role/github-deploy`,
          roleSessionName: 'GitHubActions',
        },
      },
      isoSeconds(at),
      random,
    );
    const call = callerOf(stage, role, { address, userAgent });
    return [
      vouched,
      ...(withTerraform ? plan : deployment).map(([source, name], index) =>
        call(at + 2_000 + index * 700, read(source, name)),
      ),
    ];
  }).flat();
}

/** What Terraform asks before it changes anything. */
const plan = [
  ['sts', 'GetCallerIdentity'],
  ['ec2', 'DescribeVpcs'],
  ['ec2', 'DescribeSubnets'],
  ['ec2', 'DescribeSecurityGroups'],
  ['iam', 'GetRole'],
  ['iam', 'ListAttachedRolePolicies'],
  ['s3', 'GetBucketPolicy'],
  ['s3', 'GetBucketAcl'],
  ['rds', 'DescribeDBInstances'],
  ['kms', 'DescribeKey'],
] as const;

const deployment = [
  ['sts', 'GetCallerIdentity'],
  ['ecr', 'GetAuthorizationToken'],
  ['ecs', 'DescribeServices'],
  ['ecs', 'UpdateService'],
] as const;

/** The same server reads the same bucket every night; once in the month all of it. */
function backups(day: NoiseDay): readonly CloudTrailEvent[] {
  const stage = day.stageFor('aws-backups');
  const { random, when } = stage;
  const backup = iamUser('backup', createRandom(`${day.tenant.seed}/backup`));
  const from = { address: serverRoom.ipAddress, userAgent: 'rclone/v1.68.2' };
  return readObjects(
    { call: (who, at, origin, draft) => callerOf(stage, who, origin)(at, draft) },
    backup,
    from,
    when(day.index, 1, 10),
    {
      bucket: 'northwind-reports',
      prefix: `daily/${day.index}`,
      count: times(random, (day.index % 30 === 20 ? 1500 : 150) * day.machineRate),
      apart: 2,
    },
  );
}

/** Applications on machines and functions of the account, a newsletter, and AWS's own services. */
function applications(day: NoiseDay): readonly CloudTrailEvent[] {
  const stage = day.stageFor('aws-applications');
  const { random, when } = stage;
  const someTime = (): number => when(day.index, random.integer(24), random.integer(60), random.integer(60));
  const newsletter = callerOf(stage, iamUser('newsletter', createRandom(`${day.tenant.seed}/newsletter`)), {
    address: '192.0.2.81',
    userAgent: 'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/21.0.2',
  });
  const sent = day.weekend ? 0 : times(random, 60 * day.machineRate);
  const functions = Array.from({ length: times(random, 700 * day.machineRate) }, () => {
    const at = someTime();
    const role = random.pick(['lambda-orders', 'ecs-web', 'reporting']);
    // A container's credentials are used at the same address for hours.
    const host = random.integer(6);
    const own = createRandom(`${day.tenant.seed}/${role}/${host}`);
    const identity = assumedRole(role, `${role}-${host}`, isoSeconds(at - 1_000_000), own);
    const [source, name] = random.pick(applicationCalls);
    return callerOf(stage, identity, {
      address: `192.0.2.${130 + host}`,
      userAgent: `Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.0 lang/python#3.12.3`,
    })(at, read(source, name));
  });
  const services = Array.from({ length: times(random, 160 * day.machineRate) }, () => {
    const name = `${random.pick(['ec2', 'lambda', 'ecs-tasks', 'config', 'autoscaling'])}.amazonaws.com`;
    return completeCloudTrail(
      {
        source: 'sts.amazonaws.com',
        name: 'AssumeRole',
        identity: service(name),
        address: name,
        userAgent: name,
        parameters: { roleArn: `arn:aws:iam::${exampleAccount}:role/reporting`, roleSessionName: 'nightly' },
      },
      isoSeconds(someTime()),
      random,
    );
  });
  return [
    ...Array.from({ length: sent }, (_, index) =>
      newsletter(when(day.index, 8, 0, index * 20), {
        ...read('ses', 'SendEmail'),
        category: 'Data',
        readOnly: false,
      }),
    ),
    ...(sent === 0 ? [] : [newsletter(when(day.index, 7, 59), read('ses', 'GetSendQuota'))]),
    ...functions,
    ...services,
  ];
}

const applicationCalls = [
  ['dynamodb', 'GetItem'],
  ['dynamodb', 'PutItem'],
  ['sqs', 'ReceiveMessage'],
  ['kms', 'Decrypt'],
  ['secretsmanager', 'GetSecretValue'],
  ['s3', 'ListObjects'],
] as const;

/** A scanner of the security team asks everything about everything once a week, within minutes. */
function scanner(day: NoiseDay): readonly CloudTrailEvent[] {
  if (day.index % 7 !== 1) return [];
  const stage = day.stageFor('aws-scanner');
  const at = stage.when(day.index, 4, 30);
  const role = assumedRole('security-audit', 'prowler', isoSeconds(at), stage.random);
  const call = callerOf(stage, role, {
    address: serverRoom.ipAddress,
    userAgent:
      'Boto3/1.34.120 md/Botocore#1.34.120 ua/2.0 os/linux#6.1.0 lang/python#3.12.3 APN/1.1 prowler/4.2.4',
  });
  return ['eu-west-1', 'us-east-1', 'eu-central-1', 'ap-southeast-2'].flatMap((region, round) =>
    scans.map(([source, name], index) =>
      call(at + round * 60_000 + index * 900, { ...read(source, name), region }),
    ),
  );
}

const scans = [
  ['sts', 'GetCallerIdentity'],
  ['iam', 'GetAccountAuthorizationDetails'],
  ['iam', 'ListUsers'],
  ['iam', 'GetAccountPasswordPolicy'],
  ['iam', 'GenerateCredentialReport'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketPolicy'],
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeSnapshots'],
  ['rds', 'DescribeDBInstances'],
  ['cloudtrail', 'DescribeTrails'],
  ['guardduty', 'ListDetectors'],
  ['kms', 'ListKeys'],
  ['lambda', 'ListFunctions20150331'],
  ['ses', 'ListIdentities'],
  ['sns', 'ListTopics'],
] as const;

/** GuardDuty finds some of this unusual, at the low severity that it gives to behaviour alone. */
export function guardDutyFindings(day: NoiseDay): readonly GuardDutyFinding[] {
  const stage = day.stageFor('guard-duty');
  const { random, when } = stage;
  const [person] = working(day, 'developers');
  if (person === undefined || !random.chance(0.35)) return [];
  const at = when(day.index, 11, random.integer(60));
  const kind = random.pick(findings);
  const userName = person.user.principalName.slice(0, person.user.principalName.indexOf('@'));
  const iso = (time: number): string => new Date(time).toISOString();
  return [
    {
      ...kind,
      id: random.guid().replaceAll('-', ''),
      severity: 2,
      region: 'eu-west-1',
      userName,
      accessKeyId: `ASIAEXAMPLE${digits(random, 9)}`,
      principalId: `AIDAEXAMPLE${digits(random, 10)}`,
      address: person.user.office.ipAddress,
      country: 'Portugal',
      firstSeen: iso(at - 900_000),
      lastSeen: iso(at - 600_000),
      created: iso(at - 60_000),
      updated: iso(at),
      count: 1 + random.integer(3),
      title: `${kind.api} was invoked by ${userName} in an unusual way.`,
      description: `${kind.api} of ${kind.apiService} was invoked in a way that is unusual for ${userName}.`,
    },
  ];
}

const findings = [
  { type: 'Discovery:IAMUser/AnomalousBehavior', api: 'DescribeSnapshots', apiService: 'ec2.amazonaws.com' },
  {
    type: 'Stealth:IAMUser/PasswordPolicyChange',
    api: 'UpdateAccountPasswordPolicy',
    apiService: 'iam.amazonaws.com',
  },
] as const;
