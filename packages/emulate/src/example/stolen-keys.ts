import type { CloudTrailEvent } from '../cloud-trail/event.js';
import { digits } from '../cloud-trail/identities.js';
import { textOf } from '../cloud-trail/json-text.js';
import { machines } from '../cloud-trail/machines.js';
import { newKey, read, refused, type Scene } from '../cloud-trail/story.js';
import { awsServices, awsSession, openAws } from './aws-people.js';
import { intruder, member } from './cast.js';

const { ipAddress: address } = intruder.machine;
const commandLine = { address, userAgent: 'aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12' };
const script = { address, userAgent: 'Boto3/1.35.10 md/Botocore#1.35.10 ua/2.0 os/linux#6.1.0' };
const abroad = ['us-west-2', 'sa-east-1', 'ap-southeast-1'] as const;

/**
 * What the intruder does in AWS: a look around as Mina Okafor; the deployment's key, which lay in a repository, tried and
 * asked what it may send; a key of their own for the reporting user, and machines with it in regions that nobody uses. Then
 * the administrator puts an end to it.
 */
export function stolenKeys(): readonly CloudTrailEvent[] {
  const scene = openAws('stolen-keys');
  const key = `AKIAEXAMPLE${digits(scene.random, 9)}`;
  return [
    ...asTheEngineer(scene),
    ...asTheDeployment(scene, key),
    ...asTheReport(scene, key),
    ...putToAnEnd(scene, key),
  ];
}

/** With the keys that the access portal shows for the command line. */
function asTheEngineer(scene: Scene): readonly CloudTrailEvent[] {
  const { call, when } = scene;
  const mina = awsSession(scene, member('Mina Okafor'), 'Developer', when(10, 22, 58, 40));
  return [
    read('sts', 'GetCallerIdentity'),
    read('s3', 'ListBuckets'),
    refused('iam', 'ListUsers'),
    read('ec2', 'DescribeInstances'),
    refused('secretsmanager', 'ListSecrets'),
  ].map((asked, index) => call(mina, when(10, 23, 5, 11 + index * 17), commandLine, asked));
}

function asTheDeployment({ call, when }: Scene, key: string): readonly CloudTrailEvent[] {
  const { deployment } = awsServices;
  return [
    ...[
      read('sts', 'GetCallerIdentity'),
      read('iam', 'ListUsers'),
      read('iam', 'ListAttachedUserPolicies'),
      read('s3', 'ListBuckets'),
      read('ec2', 'DescribeInstances'),
    ].map((asked, index) => call(deployment, when(14, 3, 10, 4 + index * 13), script, asked)),
    ...['GetSendQuota', 'ListIdentities', 'GetAccountSendingEnabled'].map((name, index) =>
      call(deployment, when(14, 3, 14 + index * 2), script, read('ses', name)),
    ),
    call(deployment, when(14, 3, 26), script, newKey('reporting', key, when(14, 3, 26))),
  ];
}

function asTheReport({ call, when }: Scene, key: string): readonly CloudTrailEvent[] {
  const reporting = { ...awsServices.reporting, accessKeyId: key };
  return [
    call(reporting, when(15, 1, 18, 2), script, read('sts', 'GetCallerIdentity')),
    ...abroad.flatMap((region, index) => [
      call(reporting, when(15, 1, 19 + index * 4), script, {
        ...read('servicequotas', 'ListServiceQuotas'),
        region,
      }),
      call(reporting, when(15, 1, 20 + index * 4), script, machines(region, 'g5.12xlarge', 6)),
    ]),
    call(
      reporting,
      when(15, 1, 36),
      script,
      machines('eu-west-1', 'g5.12xlarge', 6, 'Client.VcpuLimitExceeded'),
    ),
  ];
}

function putToAnEnd(scene: Scene, key: string): readonly CloudTrailEvent[] {
  const { call, when } = scene;
  const kofi = member('Kofi Adeyemi');
  const session = awsSession(scene, kofi, 'AdministratorAccess', when(16, 8, 44));
  const desk = { address: kofi.office.ipAddress, userAgent: kofi.userAgent };
  const inactive = (userName: string, accessKeyId: string) => ({
    ...read('iam', 'UpdateAccessKey'),
    readOnly: false,
    parameters: { userName, accessKeyId, status: 'Inactive' },
  });
  return [
    call(session, when(16, 8, 50), desk, read('ce', 'GetCostAndUsage')),
    ...abroad.map((region, index) =>
      call(session, when(16, 9, 2 + index * 3), desk, {
        ...read('ec2', 'TerminateInstances'),
        region,
        readOnly: false,
        parameters: { instancesSet: { items: [{ instanceId: 'i-0example' }] } },
      }),
    ),
    call(session, when(16, 9, 18), desk, inactive('reporting', key)),
    call(
      session,
      when(16, 9, 20),
      desk,
      inactive('ci-deploy', textOf(awsServices.deployment['accessKeyId'])),
    ),
  ];
}
