import type { JsonObject } from '../../json.js';
import { assumedRole } from '../identities.js';
import { textOf } from '../json-text.js';
import { arnOf, hosting, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

function build(repository: string): JsonObject {
  const userName = `repo:${repository}:ref:refs/heads/main`;
  return {
    type: 'WebIdentityUser',
    principalId: `${provider}:sts.amazonaws.com:${userName}`,
    userName,
    identityProvider: provider,
  };
}

/**
 * The deployment's role trusts every token of GitHub. For a week only the company's builds assume it, from runners all
 * over; then a build of another organisation does.
 */
export const awsBuildRoleOpened: CloudTrailStory = {
  id: 'aws-build-role-opened',
  title: 'A build role assumed by another organisation’s build',
  kind: 'attack',
  compose: ({ random, call, when }) => {
    const sessions = ['deploy', 'release', 'run'].map((name) =>
      assumedRole('deployment', name, '2026-03-02T06:00:00Z', random.fork(name)),
    );
    const [own, second, strange] = sessions;
    if (!own || !second || !strange) throw new Error('nobody is there');
    const agent = 'aws-sdk-nodejs/3.826.0 ua/2.1 os/linux configure-aws-credentials-for-github-actions';
    const assume = (who: JsonObject, session: JsonObject) => ({
      ...read('sts', 'AssumeRoleWithWebIdentity'),
      parameters: { roleArn: 'arn:aws:iam::111122223333:role/deployment', roleSessionName: 'build' },
      response: {
        subjectFromWebIdentityToken: textOf(who['userName']),
        assumedRoleUser: { arn: arnOf(session) },
      },
    });
    const enter = (repository: string, session: JsonObject, at: number, address: string) => {
      const from = { address, userAgent: agent };
      return [
        call(build(repository), at, from, assume(build(repository), session)),
        call(session, at + 20_000, from, read('ecr', 'GetAuthorizationToken')),
      ];
    };
    return {
      events: [
        ...[0, 1, 2, 3].flatMap((day) =>
          enter('northwind/web', own, when(day, 11), `192.0.2.${String(20 + day)}`),
        ),
        // Another repository of the company's.
        ...enter('northwind/api', second, when(4, 9), withAgent(office, agent).address),
        ...enter('somebody/fork', strange, when(4, 23), hosting.address),
      ],
      compromised: [{ account: arnOf(strange), severity: 'high', why: ['RoleAssumedByStranger'] }],
      notCompromised: [
        { account: arnOf(own), why: 'The usual builds.' },
        { account: arnOf(second), why: 'A new repository of the same organisation.' },
      ],
    };
  },
};
