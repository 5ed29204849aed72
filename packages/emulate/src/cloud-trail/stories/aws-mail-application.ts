import { arnOf, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** An application that sends all day and looks at its quota; its keeper adds an address in the console. */
export const awsMailApplication: CloudTrailStory = {
  id: 'aws-mail-application',
  title: 'An application that sends mail',
  kind: 'benign',
  compose: ({ user, call, when }) => {
    const application = user('newsletter');
    const sender = withAgent(office, 'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/21.0.2');
    const keeper = user('maren.okada');
    return {
      events: [
        ...Array.from({ length: 20 }, (_, minute) => [
          call(application, when(0, 8, minute), sender, {
            ...read('ses', 'SendEmail'),
            category: 'Data',
            readOnly: false,
          }),
          call(application, when(0, 8, minute, 30), sender, {
            ...read('sns', 'Publish'),
            readOnly: false,
            parameters: { topicArn: 'arn:aws:sns:us-east-1:111122223333:sent' },
          }),
        ]).flat(),
        call(application, when(0, 8, 30), sender, read('ses', 'GetSendQuota')),
        ...['GetAccount', 'ListEmailIdentities', 'CreateEmailIdentity'].map((name, index) =>
          call(keeper, when(0, 10, index), office, read('ses', name)),
        ),
      ],
      compromised: [],
      notCompromised: [
        { account: arnOf(application), why: 'It sends and looks at its quota, as always.' },
        { account: arnOf(keeper), why: 'The console, in a browser.' },
      ],
    };
  },
};
