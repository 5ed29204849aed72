import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, joined, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { log } from './log.js';

const entity = textColumn('CompromisedEntity');

/** Alerts of Microsoft's products, of whom they are about. */
export const activities: readonly Activity[] = [
  {
    source: 'defender-alerts',
    findings: true,
    scan: log.scan,
    time: eventTime,
    id: firstOf(textColumn('SystemAlertId'), textColumn('AlertId')),
    accounts: [
      nameOf('mail', textColumn('AccountUpn')),
      nameOf('mail', when(call('contains', [entity, text('@')]), entity)),
      nameOf('entra-object', textColumn('AccountObjectId')),
    ],
    action: joined(
      text('alert'),
      firstOf(textColumn('AlertName'), textColumn('Title'), textColumn('DisplayName')),
    ),
    reason: firstOf(textColumn('AlertSeverity'), textColumn('Severity')),
    address: textColumn('RemoteIP'),
    targets: targetsIn({ resource: 'CloudResource' }),
  },
];
