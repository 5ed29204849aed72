import { assumedRole } from '../identities.js';
import { arnOf, hotel, newKey, office, read, refused, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

const asked = [
  'ListUsers',
  'ListRoles',
  'ListPolicies',
  'GetAccountSummary',
  'GetAccountPasswordPolicy',
  'ListMFADevices',
];
const notGranted = ['ListAccounts', 'DescribeOrganization', 'ListDelegatedAdministrators', 'ListPolicies'];

/**
 * What looks like an intruder's steps and is work: a pipeline on changing machines that makes users, rights and trust; an
 * administrator who receives a colleague; a posture scanner with too few rights in the organisation; an application that
 * reads its secrets; and an administrator who makes one key in a hotel, about which one may ask.
 */
export const awsDaysOfAdministration: CloudTrailStory = {
  id: 'aws-days-of-administration',
  title: 'A pipeline, a scanner, a new colleague, an application’s secrets, and a key made in a hotel',
  kind: 'benign',
  compose: ({ user, call, signIn, random, when }) => {
    const [administrator, colleague, newcomer] = ['nadia.holm', 'priya.nair', 'joao.reis'].map(user);
    const [travelling, application] = ['maren.okada', 'billing'].map(user);
    if (!administrator || !colleague || !newcomer || !travelling || !application)
      throw new Error('nobody is there');
    const since = '2026-03-02T06:00:00Z';
    const pipeline = assumedRole('provisioning', 'run', since, random.fork('provisioning'));
    const scanner = assumedRole('posture', 'weekly', since, random.fork('posture'));
    const change = (name: string, parameters: Record<string, string>) => ({
      ...read('iam', name),
      readOnly: false,
      parameters,
    });
    const runner = (day: number) => ({
      address: `192.0.2.${100 + day}`,
      userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io)',
    });
    const server = { address: '192.0.2.40', userAgent: 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5' };
    const audit = { address: '203.0.113.180', userAgent: 'Boto3/1.35.10 md/Botocore#1.35.10 ua/2.0' };
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    return {
      events: [
        ...[0, 1, 2, 3, 4, 7, 8, 9, 10].flatMap((day) => [
          ...[administrator, colleague, travelling].map((who, index) =>
            call(who, when(day, 9, 3 * index), office, read('ec2', 'DescribeInstances')),
          ),
          ...Array.from({ length: 14 }, (_, index) =>
            call(application, when(day, 5, 0, index), server, {
              ...read('secretsmanager', 'GetSecretValue'),
              parameters: { secretId: `production/customer-${index}` },
            }),
          ),
          call(pipeline, when(day, 11), runner(day), change('CreateUser', { userName: `service-${day}` })),
          call(
            pipeline,
            when(day, 11, 1),
            runner(day),
            newKey(`service-${day}`, `AKIAEXAMPLE0000003${10 + day}`),
          ),
          call(
            pipeline,
            when(day, 11, 2),
            runner(day),
            change('AttachRolePolicy', { roleName: 'operations', policyArn }),
          ),
          call(
            pipeline,
            when(day, 11, 3),
            runner(day),
            change('UpdateAssumeRolePolicy', { roleName: 'operations', policyDocument: '{}' }),
          ),
        ]),
        ...[1, 8].flatMap((day) => [
          ...asked.map((name, index) => call(scanner, when(day, 3, index), audit, read('iam', name))),
          ...notGranted.map((name, index) =>
            call(scanner, when(day, 3, 10 + index), audit, refused('organizations', name)),
          ),
        ]),
        call(administrator, when(9, 10), office, change('CreateUser', { userName: 'joao.reis' })),
        call(administrator, when(9, 10, 1), office, change('CreateLoginProfile', { userName: 'joao.reis' })),
        signIn(newcomer, when(9, 10, 30), office, true),
        call(
          travelling,
          when(11, 19),
          withAgent(hotel, office.userAgent),
          newKey('export', 'AKIAEXAMPLE000000399'),
        ),
      ],
      compromised: [],
      notCompromised: [
        { account: arnOf(pipeline), why: 'What it is for; its machines change every day.' },
        { account: arnOf(scanner), why: 'From one place, and most of what it asks is granted.' },
        { account: arnOf(administrator), why: 'At the office.' },
        { account: arnOf(newcomer), why: 'A password made at the office, where everybody is.' },
        { account: arnOf(application), why: 'Its own secrets on its own server.' },
        { account: arnOf(travelling), why: 'One key, made in a hotel with the usual browser.' },
      ],
    };
  },
};
