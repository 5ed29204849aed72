import { arnOf, hosting, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A found key looks whether the account may send SMS to anybody, and sends the first. */
export const awsSmsAbuse: CloudTrailStory = {
  id: 'aws-sms-abuse',
  title: 'A found key sends SMS through SNS',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('backup');
    const elsewhere = withAgent(hosting, 'aws-sdk-php/3.305.0');
    return {
      events: [
        call(victim, when(2, 22, 10), elsewhere, read('sns', 'GetSMSAttributes')),
        call(victim, when(2, 22, 11), elsewhere, read('sns', 'GetSMSSandboxAccountStatus')),
        call(victim, when(2, 22, 15), elsewhere, {
          ...read('sns', 'Publish'),
          readOnly: false,
          parameters: {
            phoneNumber: 'HIDDEN_DUE_TO_SECURITY_REASONS',
            message: 'HIDDEN_DUE_TO_SECURITY_REASONS',
          },
        }),
      ],
      compromised: [{ account: arnOf(victim), severity: 'high', why: ['MessagesSent'] }],
      notCompromised: [],
    };
  },
};
