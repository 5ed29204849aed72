import type { Activity } from '@interloper/plan';
import { eventTime, joined, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { ofTables } from '../stored-log/views.js';
import { log } from './log.js';

/** What Sentinel's analytics of behaviour saw accounts do; its table of identities tells of nothing done. */
export const activities: readonly Activity[] = [
  {
    source: 'sentinel-ueba',
    findings: true,
    scan: log.scan,
    where: ofTables('BehaviorAnalytics'),
    time: eventTime,
    id: textColumn('SourceRecordId'),
    accounts: [
      nameOf('mail', textColumn('UserPrincipalName')),
      nameOf('mail', textColumn('ActorPrincipalName')),
    ],
    action: joined(textColumn('ActivityType'), textColumn('ActionType')),
    address: textColumn('SourceIPAddress'),
    country: textColumn('SourceIPLocation'),
    targets: targetsIn({ account: firstOf(textColumn('TargetPrincipalName'), textColumn('TargetName')) }),
  },
];
