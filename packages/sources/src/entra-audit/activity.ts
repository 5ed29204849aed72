import type { Activity } from '@interloper/plan';
import { eventTime, inside, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const target = (name: string) => inside('TargetResources', 0, name);

/** Changes of the directory, by who made them. */
export const activities: readonly Activity[] = [
  {
    source: 'entra-audit',
    scan: log.scan,
    time: eventTime,
    id: textColumn('Id'),
    accounts: [
      nameOf('mail', textColumn('InitiatedBy.user.userPrincipalName')),
      nameOf('entra-object', textColumn('InitiatedBy.user.id')),
      nameOf('entra-object', textColumn('InitiatedBy.app.servicePrincipalId')),
    ],
    action: firstOf(textColumn('ActivityDisplayName'), textColumn('OperationName')),
    result: resultOf(textColumn('Result'), { success: ['success'], failure: ['failure', 'timeout'] }),
    reason: textColumn('ResultReason'),
    address: firstOf(textColumn('InitiatedBy.user.ipAddress'), textColumn('CallerIpAddress')),
    agent: textColumn('UserAgent'),
    application: textColumn('InitiatedBy.app.displayName'),
    targets: targetsIn({ account: target('userPrincipalName'), resource: target('displayName') }),
  },
];
