import type { JsonObject } from '../../json.js';
import type { Random } from '../../random.js';
import { exampleAccount } from '../identities.js';

/** The parameters of a call: of its service's kind of resource; many differ from each other. */
export function parametersOf(source: string, name: string, random: Random): JsonObject | null {
  const service = source.split('.')[0] ?? '';
  const make = byService[service];
  if (make !== undefined) return make(name, random);
  return random.chance(0.3) ? null : { resourceName: `${service}-${random.integer(400)}`, maxResults: 100 };
}

type Make = (name: string, random: Random) => JsonObject | null;

const policies = [
  'AdministratorAccess',
  'IAMFullAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'AmazonS3FullAccess',
];
const buckets = [
  'finance',
  'payroll',
  'backups',
  'web-assets',
  'cloudtrail-logs',
  'terraform-state',
  'data-lake',
];
const users = [
  'ci-deploy',
  'backup',
  'maren.okada',
  'tomas.lind',
  'svc-report',
  'support',
  'aws-admin',
  'test',
];
const networks = ['0.0.0.0/0', '::/0', '198.51.100.0/24', '10.0.0.0/8', '203.0.113.7/32'];

const byService: Readonly<Record<string, Make>> = {
  ec2: (name, random) => {
    if (name.includes('SecurityGroup')) {
      const port = random.pick([22, 3389, 443, 5432, 8080]);
      const ranges = { items: [{ cidrIp: random.pick(networks) }] };
      return {
        groupId: `sg-0${hex(random, 6)}`,
        ipPermissions: { items: [{ ipProtocol: 'tcp', fromPort: port, toPort: port, ipRanges: ranges }] },
      };
    }
    if (name.includes('Snapshot') || name.includes('Image')) {
      return {
        snapshotId: `snap-0${hex(random, 8)}`,
        attributeType: 'CREATE_VOLUME_PERMISSION',
        createVolumePermission: {
          add: { items: [{ group: random.pick(['all', exampleAccount, '444455556666']) }] },
        },
      };
    }
    return {
      instancesSet: { items: [{ instanceId: `i-0${hex(random, 8)}` }] },
      instanceType: random.pick(['t3.micro', 'm5.large', 'p4d.24xlarge', 'c6i.xlarge', 'g5.12xlarge']),
      maxResults: 1000,
    };
  },
  s3: (name, random) => ({
    bucketName: `northwind-${random.pick(buckets)}`,
    Host: `northwind-${random.pick(buckets)}.s3.eu-west-1.amazonaws.com`,
    ...(name.includes('Object') ? { key: `${random.pick(buckets)}/2026/${hex(random, 8)}.parquet` } : {}),
    ...(name.includes('Acl')
      ? { 'x-amz-acl': random.pick(['private', 'public-read', 'authenticated-read']) }
      : {}),
  }),
  iam: (name, random) => ({
    userName: random.pick(users),
    ...(name.includes('Policy')
      ? {
          policyArn: `arn:aws:iam::aws:policy/${random.pick(policies)}`,
          policyName: `inline-${random.integer(60)}`,
        }
      : {}),
    ...(name.includes('Role')
      ? { roleName: random.pick(['deploy', 'reporting', 'OrganizationAccountAccessRole']) }
      : {}),
    ...(name.includes('Group') ? { groupName: random.pick(['admins', 'developers', 'billing']) } : {}),
  }),
  sts: (name, random) =>
    name === 'GetCallerIdentity'
      ? null
      : {
          roleArn: `arn:aws:iam::${random.pick([exampleAccount, '444455556666'])}:role/${random.pick(['deploy', 'admin-breakglass', 'reporting'])}`,
          roleSessionName: `session-${random.integer(5000)}`,
          durationSeconds: random.pick([900, 3600, 43200]),
        },
  lambda: (_name, random) => ({
    functionName: `orders-${random.integer(80)}`,
    runtime: random.pick(['nodejs20.x', 'python3.12', 'java21']),
    role: `arn:aws:iam::${exampleAccount}:role/lambda-orders`,
    authType: random.pick(['NONE', 'AWS_IAM']),
  }),
  secretsmanager: (_name, random) => ({
    secretId: random.pick([
      'prod/db/password',
      'prod/api/key',
      'dev/db/password',
      `team/${random.integer(200)}/token`,
    ]),
  }),
  ssm: (_name, random) => ({
    documentName: random.pick([
      'AWS-RunShellScript',
      'AWS-RunPowerShellScript',
      'SSM-SessionManagerRunShell',
    ]),
    target: `i-0${hex(random, 8)}`,
    name: `/prod/${random.integer(90)}/password`,
  }),
  kms: (_name, random) => ({
    keyId: `arn:aws:kms:eu-west-1:${exampleAccount}:key/${hex(random, 8)}`,
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::northwind-${random.pick(buckets)}` },
  }),
  cloudtrail: (_name, random) => ({
    name: random.pick(['org-trail', 'management-events', 's3-data-events']),
    isMultiRegionTrail: random.chance(0.8),
    enableLogFileValidation: random.chance(0.9),
  }),
};

function hex(random: Random, bytes: number): string {
  return Array.from({ length: bytes }, () => random.integer(256).toString(16).padStart(2, '0')).join('');
}
