import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const error = textColumn('ErrorCode');

/** What was changed in a Twilio account, and what became of its messages and calls. */
export const activities: readonly Activity[] = [
  {
    source: 'twilio',
    scan: log.scan,
    time: eventTime,
    id: firstOf(textColumn('sid'), textColumn('EventId'), textColumn('id')),
    accounts: [
      nameOf('twilio-actor', textColumn('actor_sid')),
      nameOf('twilio-actor', textColumn('account_sid')),
      nameOf('twilio-actor', textColumn('AccountSid')),
    ],
    action: firstOf(textColumn('event_type'), textColumn('type')),
    result: call('if', [call('isNull', [error]), text('success'), text('failure')]),
    reason: error,
    address: textColumn('source_ip_address'),
    targets: targetsIn({ resource: 'resource_sid', recipient: 'Recipient' }),
  },
];
