import { call, text } from '@interloper/plan';
import type { Activity, Expression } from '@interloper/plan';
import { eventTime, inside, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const claim = (name: string): Expression => inside('Claims_d', name);
const caller = textColumn('Caller');

/** What was done to Azure's resources. A caller without a mail address is an object id. */
export const activities: readonly Activity[] = [
  {
    source: 'azure-activity',
    scan: log.scan,
    time: eventTime,
    id: textColumn('EventDataId'),
    accounts: [
      nameOf('mail', caller),
      nameOf('entra-object', claim('http://schemas.microsoft.com/identity/claims/objectidentifier')),
      nameOf('entra-object', call('if', [call('contains', [caller, text('@')]), text(''), caller])),
    ],
    action: firstOf(textColumn('OperationNameValue'), textColumn('OperationName')),
    result: resultOf(firstOf(textColumn('ActivityStatusValue'), textColumn('ActivityStatus')), {
      success: ['success', 'succeeded', 'accepted', 'accept', 'start', 'started'],
      failure: ['failure', 'failed', 'canceled'],
    }),
    reason: firstOf(textColumn('ActivitySubstatusValue'), textColumn('ActivitySubstatus')),
    address: textColumn('CallerIpAddress'),
    key: claim('uti'),
    application: claim('appid'),
    targets: targetsIn({ resource: firstOf(textColumn('_ResourceId'), textColumn('ResourceId')) }),
  },
];
