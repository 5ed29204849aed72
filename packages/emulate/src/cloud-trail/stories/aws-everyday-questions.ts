import { arnOf, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * Who asks much without harm: a tool that builds infrastructure, a browser in the console, a monitor that asks two
 * things every minute, and a person who asks four within an hour.
 */
export const awsEverydayQuestions: CloudTrailStory = {
  id: 'aws-everyday-questions',
  title: 'Everyday questions about an AWS account',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const questions = [
      ['sts', 'GetCallerIdentity'],
      ['iam', 'GetUser'],
      ['iam', 'ListAccessKeys'],
      ['iam', 'ListMFADevices'],
      ['s3', 'ListBuckets'],
      ['ec2', 'DescribeInstances'],
    ] as const;
    const builder = user('ci-deploy');
    const terraform = withAgent(
      office,
      'APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io) terraform-provider-aws/5.60.0 aws-sdk-go-v2/1.30.3',
    );
    const visitor = user('priya.nair');
    const monitor = user('backup');
    const agent = withAgent(office, 'aws-sdk-go/1.55.5 (go1.22.5; linux; amd64)');
    const person = user('tomas.lind');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0');
    return {
      events: [
        ...questions.map(([source, name], index) =>
          call(builder, when(0, 9, 0, index), terraform, read(source, name)),
        ),
        ...questions.map(([source, name], index) =>
          call(visitor, when(0, 10, 0, index), office, read(source, name)),
        ),
        ...Array.from({ length: 30 }, (_, minute) => [
          call(monitor, when(0, 11, minute), agent, read('ec2', 'DescribeInstances')),
          call(monitor, when(0, 11, minute, 5), agent, read('rds', 'DescribeDBInstances')),
        ]).flat(),
        ...questions
          .slice(2)
          .map(([source, name], index) =>
            call(person, when(0, 12, index * 10), terminal, read(source, name)),
          ),
      ],
      compromised: [],
      notCompromised: [
        { account: arnOf(builder), why: 'A tool that builds infrastructure.' },
        { account: arnOf(visitor), why: 'The console asks for itself.' },
        { account: arnOf(monitor), why: 'The same two questions, always.' },
        { account: arnOf(person), why: 'Four questions in half an hour.' },
      ],
    };
  },
};
