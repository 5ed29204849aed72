import { code, table } from './markdown.js';
import type { NoiseDocument } from './noise.js';

/** What the page tells of docs/noise.json. */
export type NoiseMeasurement = Pick<NoiseDocument, 'users' | 'days' | 'events' | 'detections'>;

type NoiseOfDetection = NoiseMeasurement['detections'][number]['withWatchlists'];

/** The section of the page on how often each detection speaks where nothing happened. */
export function noiseSection({ users, days, events, detections }: NoiseMeasurement): readonly string[] {
  return [
    '## False positives where nothing happens',
    `Alerts in an emulated organisation of ${users} people over ${days} days (${events} events) in which no account is compromised, with its watchlists (travel, company exits, service accounts, partners) given and without. What is in it: [the noise tenant](noise.md).`,
    table(
      [
        'detection',
        'alerts per 100 people and month',
        'alerts',
        'accounts',
        'at high or above',
        'without watchlists: per 100 people and month',
        'alerts',
        'accounts',
        'at high or above',
      ],
      detections.map(({ detection, withWatchlists, withoutWatchlists }) => [
        code(detection),
        ...cells(withWatchlists),
        ...cells(withoutWatchlists),
      ]),
    ),
  ];
}

function cells({
  alerts,
  accounts,
  atHighOrAbove,
  per100UsersPerMonth,
}: NoiseOfDetection): readonly string[] {
  return [per100UsersPerMonth, alerts, accounts, atHighOrAbove].map(String);
}
