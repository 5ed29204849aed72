import { text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, joined, textColumn } from '../activity.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

/** Risks that Identity Protection saw, and the state of users at risk. */
export const activities: readonly Activity[] = [
  {
    source: 'entra-risk',
    findings: true,
    scan: log.scan,
    time: eventTime,
    id: textColumn('Id'),
    accounts: [
      nameOf('mail', textColumn('UserPrincipalName')),
      nameOf('entra-object', textColumn('UserId')),
      nameOf('entra-object', textColumn('ServicePrincipalId')),
    ],
    action: joined(text('risk'), textColumn('RiskEventType')),
    reason: joined(textColumn('RiskLevel'), textColumn('RiskState'), textColumn('RiskDetail')),
    address: textColumn('IpAddress'),
    country: textColumn('Location.countryOrRegion'),
    targets: [],
  },
];
