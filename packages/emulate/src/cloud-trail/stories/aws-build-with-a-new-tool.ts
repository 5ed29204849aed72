import { arnOf, read } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** Hosted build runners from another network every day, which begin to work with another tool. */
export const awsBuildWithANewTool: CloudTrailStory = {
  id: 'aws-build-with-a-new-tool',
  title: 'Build runners whose addresses change, on the day of a new tool',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const pipeline = user('ci-deploy');
    const runner = (day: number): { address: string; userAgent: string } => ({
      address: `2001:db8:${(0x40 + day).toString(16)}::9`,
      userAgent:
        day < 11
          ? 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5'
          : 'aws-cli/2.17.20 md/awscrt#0.20.11 os/linux',
    });
    return {
      events: Array.from({ length: 13 }, (_, day) =>
        call(pipeline, when(day, 6), runner(day), read('ecr', 'DescribeImages')),
      ),
      compromised: [],
      notCompromised: [
        { account: arnOf(pipeline), why: 'Its networks always change; the tool is new to all.' },
      ],
    };
  },
};
