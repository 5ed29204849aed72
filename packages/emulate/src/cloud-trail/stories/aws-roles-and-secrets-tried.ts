import { arnOf, hosting, office, read, refused, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

const roles = ['admin', 'OrganizationAccountAccessRole', 'deploy', 'data-lake'];
const questions = ['ListUsers', 'ListRoles', 'ListGroups', 'GetAccountSummary', 'ListAccessKeys'];

/**
 * A developer's key on a hosting network, with the developer's own program: it tries one role after the other and reads
 * every secret. The day after somebody finds a key that nobody used for weeks; it may do next to nothing.
 */
export const awsRolesAndSecretsTried: CloudTrailStory = {
  id: 'aws-roles-and-secrets-tried',
  title: 'A developer’s key tries roles and reads all secrets; a forgotten key may do nothing',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const developer = user('tomas.lind');
    const forgotten = user('old-export');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0');
    const elsewhere = withAgent(hosting, 'aws-cli/2.9.19 Python/3.9.11 Linux/5.10.0 exe/x86_64');
    return {
      events: [
        ...[0, 1, 2, 3, 4, 7, 8, 9].flatMap((day) => [
          call(developer, when(day, 10, day), terminal, read('s3', 'ListBuckets')),
          call(developer, when(day, 10, day, 30), terminal, {
            ...read('secretsmanager', 'GetSecretValue'),
            parameters: { secretId: 'development/database' },
          }),
        ]),
        ...roles.map((_, index) =>
          call(developer, when(10, 3, 5, 4 * index), elsewhere, refused('sts', 'AssumeRole')),
        ),
        ...Array.from({ length: 14 }, (_, index) =>
          call(developer, when(10, 3, 9, 2 * index), elsewhere, {
            ...read('secretsmanager', 'GetSecretValue'),
            parameters: { secretId: `production/service-${index}` },
          }),
        ),
        call(forgotten, when(11, 22, 4), elsewhere, read('sts', 'GetCallerIdentity')),
        ...questions.map((name, index) =>
          call(forgotten, when(11, 22, 10 + 3 * index), elsewhere, refused('iam', name)),
        ),
      ],
      compromised: [
        {
          account: arnOf(developer),
          severity: 'high',
          why: ['ManyKindsOfSteps', 'RolesTried', 'SecretsReadInBulk'],
        },
        { account: arnOf(forgotten), severity: 'high', why: ['RefusedNearlyEverything'] },
      ],
      notCompromised: [],
    };
  },
};
