import type { JsonObject } from '../../json.js';
import { arnOf, hosting, office, read, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

const bucket = 'northwind-exports';

/** A stolen key with its owner's program: the bucket keeps no versions any more, then its objects go, and a note stays. */
export const awsBucketHeldToRansom: CloudTrailStory = {
  id: 'aws-bucket-held-to-ransom',
  title: 'Versions suspended and objects deleted from a hosting network',
  kind: 'attack',
  compose: ({ user, call, when }) => {
    const victim = user('tomas.lind');
    const colleague = user('priya.nair');
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1.0');
    const elsewhere = withAgent(terminal, 'aws-cli/2.9.19 Python/3.9.11 Linux/5.10.0 exe/x86_64');
    const change = (name: string, parameters: JsonObject) => ({
      ...read('s3', name),
      readOnly: false,
      parameters: { bucketName: bucket, ...parameters },
    });
    const thief = { ...elsewhere, address: hosting.address };
    const deleted = (index: number) => ({
      ...change('DeleteObject', { key: `orders/${index}.csv` }),
      category: 'Data' as const,
    });
    return {
      events: [
        ...[0, 1, 2, 3, 4].flatMap((day) => [
          call(victim, when(day, 9), terminal, read('s3', 'ListBuckets')),
          call(colleague, when(day, 9, 5), terminal, read('s3', 'ListBuckets')),
        ]),
        // At the desk, old exports are cleared away as well.
        ...Array.from({ length: 60 }, (_, index) =>
          call(colleague, when(4, 15, 0, index), terminal, deleted(index)),
        ),
        call(
          victim,
          when(5, 3),
          thief,
          change('PutBucketVersioning', { VersioningConfiguration: { Status: 'Suspended' } }),
        ),
        ...Array.from({ length: 60 }, (_, index) =>
          call(victim, when(5, 3, 1, index), thief, deleted(100 + index)),
        ),
        call(victim, when(5, 3, 4), thief, { ...change('PutObject', { key: 'README' }), category: 'Data' }),
      ],
      compromised: [
        { account: arnOf(victim), severity: 'high', why: ['ManyKindsOfSteps', 'StepFromNewPlace'] },
      ],
      notCompromised: [{ account: arnOf(colleague), why: 'At the usual desk.' }],
    };
  },
};
