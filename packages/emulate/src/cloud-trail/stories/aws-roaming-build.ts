import { arnOf, read } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** Hosted build runners: the same program every time, from another network every day. */
export const awsRoamingBuild: CloudTrailStory = {
  id: 'aws-roaming-build',
  title: 'Build runners whose addresses change',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const pipeline = user('ci-deploy');
    const runner = (day: number): { address: string; userAgent: string } => ({
      address: `2001:db8:${(0x40 + day).toString(16)}::9`,
      userAgent: `aws-sdk-go-v2/1.30.${3 + (day % 2)} os/linux lang/go#1.22.5`,
    });
    return {
      events: Array.from({ length: 12 }, (_, day) => [
        call(pipeline, when(day, 6), runner(day), read('sts', 'GetCallerIdentity')),
        call(pipeline, when(day, 6, 1), runner(day), read('ecr', 'DescribeImages')),
      ]).flat(),
      compromised: [],
      notCompromised: [
        { account: arnOf(pipeline), why: 'The same program, from networks that always change.' },
      ],
    };
  },
};
