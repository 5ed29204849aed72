import { arnOf, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A program that sends a newsletter in two ways, and looks at quota and statistics meanwhile. */
export const awsNewsletterDay: CloudTrailStory = {
  id: 'aws-newsletter-day',
  title: 'A newsletter goes out',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const application = user('newsletter');
    const server = withAgent(office, 'aws-sdk-php/3.305.0 md/GuzzleHttp/7');
    const send = (name: string) => ({ ...read('ses', name), category: 'Data' as const, readOnly: false });
    return {
      events: [
        call(application, when(0, 8), server, read('ses', 'GetSendQuota')),
        call(application, when(0, 8, 0, 20), server, read('ses', 'GetSendStatistics')),
        ...Array.from({ length: 30 }, (_, minute) => [
          call(application, when(0, 8, 1 + minute), server, send('SendBulkTemplatedEmail')),
          call(application, when(0, 8, 1 + minute, 30), server, send('SendEmail')),
        ]).flat(),
      ],
      compromised: [],
      notCompromised: [{ account: arnOf(application), why: 'What it does with every newsletter.' }],
    };
  },
};
