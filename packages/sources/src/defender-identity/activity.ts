import type { Activity } from '@interloper/plan';
import { eventTime, resultOf, targetsIn, textColumn } from '../activity.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

/** Sign-ins that Defender for Identity saw. */
export const activities: readonly Activity[] = [
  {
    source: 'defender-identity',
    scan: log.scan,
    time: eventTime,
    id: textColumn('ReportId'),
    accounts: [
      nameOf('mail', textColumn('AccountUpn')),
      nameOf('entra-object', textColumn('AccountObjectId')),
    ],
    action: textColumn('ActionType'),
    result: resultOf(textColumn('ActionType'), { success: ['LogonSuccess'], failure: ['LogonFailed'] }),
    reason: textColumn('FailureReason'),
    address: textColumn('IPAddress'),
    country: textColumn('Location'),
    application: textColumn('Application'),
    targets: targetsIn({ resource: 'DestinationDeviceName' }),
  },
];
