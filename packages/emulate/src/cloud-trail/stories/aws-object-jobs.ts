import { readObjects } from '../object-calls.js';
import { arnOf, hotel, office, withAgent } from '../story.js';
import type { CloudTrailStory } from '../story.js';

/**
 * A backup that reads a bucket every night, an analyst who copies a month of reports at the office, and a colleague who
 * does so in a hotel with the own command line.
 */
export const awsObjectJobs: CloudTrailStory = {
  id: 'aws-object-jobs',
  title: 'A nightly copy of a bucket, an analyst’s month of reports, and a hotel',
  kind: 'benign',
  compose: (scene) => {
    const { user, when } = scene;
    const backup = user('backup');
    const analyst = user('priya.nair');
    const travelling = user('maren.okada');
    const server = { address: '192.0.2.41', userAgent: 'rclone/v1.68.2' };
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/windows#11');
    const days = [0, 1, 2, 3, 4];
    const few = (who: typeof backup, day: number) =>
      readObjects(scene, who, terminal, when(day, 10), {
        bucket: 'northwind-reports',
        prefix: `daily/${day}`,
        count: 4,
        apart: 90,
      });
    const month = { bucket: 'northwind-reports', prefix: 'monthly/2026-02', count: 60, apart: 3 };
    return {
      events: [
        ...days.flatMap((day) => [
          ...readObjects(scene, backup, server, when(day, 2), {
            bucket: 'northwind-reports',
            prefix: 'daily',
            count: 80,
            apart: 4,
          }),
          ...few(analyst, day),
          ...few(travelling, day),
        ]),
        ...readObjects(scene, analyst, terminal, when(4, 15), month),
        ...readObjects(scene, travelling, withAgent(hotel, terminal.userAgent), when(5, 19), month),
      ],
      compromised: [],
      notCompromised: [
        { account: arnOf(backup), why: 'The same server every night.' },
        { account: arnOf(analyst), why: 'At the usual desk.' },
        { account: arnOf(travelling), why: 'The own command line, in a hotel.' },
      ],
    };
  },
};
