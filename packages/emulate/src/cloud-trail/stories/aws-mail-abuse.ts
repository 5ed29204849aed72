import { arnOf, hosting, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** Somebody with a found key asks how much mail it may send, and has an address of theirs verified. */
export const awsMailAbuse: CloudTrailStory = {
  id: 'aws-mail-abuse',
  title: 'A found key prepares to send mail through SES',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('newsletter');
    const elsewhere = withAgent(hosting, 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.1.0');
    return {
      events: [
        call(victim, when(0, 4, 50), elsewhere, read('ses', 'GetSendQuota')),
        call(victim, when(0, 4, 52), elsewhere, read('ses', 'GetAccountSendingEnabled')),
        call(victim, when(0, 5, 1), elsewhere, read('ses', 'ListIdentities')),
        call(victim, when(0, 5, 20), elsewhere, {
          ...read('ses', 'VerifyEmailIdentity'),
          readOnly: false,
          parameters: { emailAddress: 'accounts@woodgrove.example' },
        }),
      ],
      compromised: [
        { account: arnOf(victim), severity: 'high', why: ['MessagingReconnaissance', 'SendingPrepared'] },
      ],
      notCompromised: [],
    };
  },
};
