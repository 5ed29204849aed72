import { arnOf, hosting, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/** A developer who works at the office, at home, on trains and by telephone; the key is found, and a script tries it. */
export const awsKeyOfManyNetworks: CloudTrailStory = {
  id: 'aws-key-of-many-networks',
  title: 'The stolen key of somebody who works everywhere',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const developer = user('tomas.lind');
    const laptop = 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0';
    const places = ['198.51.100.14', '192.0.2.33', '2001:db8:51::7', '2001:db8:52::7', '2001:db8:53::7'];
    const elsewhere = withAgent(hosting, 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.1.0');
    return {
      events: [
        ...Array.from({ length: 10 }, (_, day) =>
          call(
            developer,
            when(day, 9),
            { address: places[day % places.length] ?? '', userAgent: laptop },
            read('ecs', 'DescribeServices'),
          ),
        ),
        call(developer, when(10, 2), elsewhere, read('sts', 'GetCallerIdentity')),
        call(developer, when(10, 2, 1), elsewhere, read('s3', 'ListBuckets')),
      ],
      // Each of the first places was new once, with the usual program.
      compromised: [
        { account: arnOf(developer), severity: 'high', why: ['UseFromNewNetwork', 'UseFromNewPlace'] },
      ],
      notCompromised: [],
    };
  },
};
