import { arnOf, hosting, newKey, office, read } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * Somebody has an administrator's browser session. From a hosting network they make a user with all rights and a key for
 * it, and one for the backup's user, stop the trail, and try both keys.
 */
export const awsAdministratorElsewhere: CloudTrailStory = {
  id: 'aws-administrator-elsewhere',
  title: 'An administrator’s session makes a user with all rights and stops the trail',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const administrator = user('nadia.holm');
    const made = user('monitoring-agent');
    const backup = user('backup');
    const server = { address: '192.0.2.40', userAgent: 'rclone/v1.68.2' };
    const elsewhere = { ...office, address: hosting.address };
    const change = (source: string, name: string, parameters: Record<string, string>) => ({
      ...read(source, name),
      readOnly: false,
      parameters,
    });
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    return {
      events: [
        ...[0, 1, 2, 3, 4, 7, 8, 9].flatMap((day) => [
          call(administrator, when(day, 9, day), office, read('ec2', 'DescribeInstances')),
          call(administrator, when(day, 14, day), office, read('iam', 'ListUsers')),
          call(backup, when(day, 1, day), server, read('s3', 'ListBuckets')),
        ]),
        call(
          administrator,
          when(10, 2, 11),
          elsewhere,
          change('iam', 'CreateUser', { userName: 'monitoring-agent' }),
        ),
        call(
          administrator,
          when(10, 2, 12),
          elsewhere,
          change('iam', 'AttachUserPolicy', { userName: 'monitoring-agent', policyArn }),
        ),
        call(administrator, when(10, 2, 13), elsewhere, newKey('monitoring-agent', 'AKIAEXAMPLE000000207')),
        call(
          administrator,
          when(10, 2, 20),
          elsewhere,
          change('cloudtrail', 'StopLogging', { name: 'organisation' }),
        ),
        call(administrator, when(10, 2, 24), elsewhere, newKey('backup', 'AKIAEXAMPLE000000208')),
        call(made, when(10, 2, 31), elsewhere, read('sts', 'GetCallerIdentity')),
        call(backup, when(10, 2, 33), elsewhere, read('sts', 'GetCallerIdentity')),
      ],
      compromised: [
        {
          account: arnOf(administrator),
          severity: 'high',
          why: ['CredentialsForOthers', 'LogsStopped', 'ManyKindsOfSteps'],
        },
        { account: arnOf(made), severity: 'medium', why: ['UsedWhereItWasMade'] },
        { account: arnOf(backup), severity: 'high', why: ['UsedWhereItWasMade'] },
      ],
      notCompromised: [],
    };
  },
};
