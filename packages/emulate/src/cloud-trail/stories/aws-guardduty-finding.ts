import { composeGuardDuty } from '../../guard-duty/finding.js';
import { office, read } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** GuardDuty finds console sign-ins of a user at places far apart; CloudTrail itself shows nothing. */
export const awsGuardDutyFinding: CloudTrailStory = {
  id: 'aws-guardduty-finding',
  title: 'Credentials that GuardDuty found in use elsewhere',
  kind: 'attack',
  compose: ({ user, call, when, random }) => {
    const colleague = user('maren.okada');
    const [first] = composeGuardDuty('story', 1);
    if (first === undefined) throw new Error('no finding');
    const iso = (hour: number): string => new Date(when(1, hour)).toISOString();
    return {
      events: [call(colleague, when(0, 10), office, read('ec2', 'DescribeInstances'))],
      findings: [
        {
          ...first,
          id: random.guid().replaceAll('-', ''),
          type: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
          severity: 8,
          userName: 'priya.nair',
          api: 'ConsoleLogin',
          apiService: 'signin.amazonaws.com',
          firstSeen: iso(3),
          lastSeen: iso(4),
          created: iso(5),
          updated: iso(5),
        },
      ],
      compromised: [
        {
          account: 'arn:aws:iam::111122223333:user/priya.nair',
          severity: 'high',
          why: ['GuardDutyFinding'],
        },
      ],
      notCompromised: [],
    };
  },
};
