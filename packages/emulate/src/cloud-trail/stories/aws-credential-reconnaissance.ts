import { arnOf, hosting, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * Validation test 4 of T1586.003: who am I, what may I do, what is there, all by one key, address and agent within two
 * minutes. A colleague lists instances as always.
 */
export const awsCredentialReconnaissance: CloudTrailStory = {
  id: 'aws-credential-reconnaissance',
  title: 'AWS credential validation and reconnaissance',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('ci-deploy');
    const colleague = user('maren.okada');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/windows#11');
    const elsewhere = withAgent(hosting, 'aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12');
    const asked = [
      ['sts', 'GetCallerIdentity'],
      ['iam', 'ListAttachedUserPolicies'],
      ['iam', 'ListGroupsForUser'],
      ['s3', 'ListBuckets'],
      ['ec2', 'DescribeInstances'],
    ] as const;
    return {
      events: [
        ...[8, 9, 10, 11].map((hour) =>
          call(colleague, when(0, hour), terminal, read('ec2', 'DescribeInstances')),
        ),
        ...asked.map(([source, name], index) =>
          call(victim, when(0, 13, 0, 7 + index * 19), elsewhere, read(source, name)),
        ),
      ],
      compromised: [{ account: arnOf(victim), severity: 'medium', why: ['CredentialReconnaissance'] }],
      notCompromised: [{ account: arnOf(colleague), why: 'One question, every hour.' }],
    };
  },
};
