import { assumedRole } from '../identities.js';
import { readObjects } from '../object-calls.js';
import { arnOf, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * The credentials of an instance's role, read from its metadata service, are used elsewhere: buckets are listed and one is
 * copied. The instance itself goes on as always.
 */
export const awsObjectsTaken: CloudTrailStory = {
  id: 'aws-objects-taken',
  title: 'A bucket copied with the credentials of an instance',
  kind: 'attack',
  compose: (scene) => {
    const { call, when, random } = scene;
    const instance = assumedRole('web-server', 'i-0a1b2c3d4e5f60718', '2026-03-02T00:00:00Z', random);
    const machine = withAgent(
      { ...office, address: '198.51.100.90' },
      'aws-sdk-java/2.28.1 Linux/6.1.0 OpenJDK_64-Bit_Server_VM/21.0.4',
    );
    const thief = {
      address: '203.0.113.222',
      userAgent: 'aws-cli/2.22.7 md/awscrt#0.23.3 ua/2.0 os/linux#6.11.2-amd64 md/arch#x86_64',
    };
    return {
      events: [
        ...[0, 1, 2, 3].flatMap((day) =>
          readObjects(scene, instance, machine, when(day, 8), {
            bucket: 'northwind-web',
            prefix: `assets/${day}`,
            count: 12,
            apart: 60,
          }),
        ),
        call(instance, when(4, 3), thief, read('sts', 'GetCallerIdentity')),
        call(instance, when(4, 3, 1), thief, read('s3', 'ListBuckets')),
        ...readObjects(scene, instance, thief, when(4, 3, 4), {
          bucket: 'northwind-finance',
          prefix: 'payroll/2026',
          count: 75,
          apart: 2,
        }),
      ],
      compromised: [{ account: arnOf(instance), severity: 'high', why: ['BulkObjectRead'] }],
      notCompromised: [],
    };
  },
};
