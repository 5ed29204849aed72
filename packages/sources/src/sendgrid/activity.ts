import { text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, joined, targetsIn, textColumn } from '../activity.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

/** What became of mail that an account sent. Addresses and agents are those of who received it, so they are none here. */
export const activities: readonly Activity[] = [
  {
    source: 'sendgrid',
    scan: log.scan,
    time: eventTime,
    id: textColumn('sg_event_id'),
    accounts: [nameOf('sendgrid-user', textColumn('sg_user_id'))],
    action: joined(text('mail'), textColumn('event'), textColumn('event_type')),
    reason: textColumn('reason'),
    targets: targetsIn({ recipient: 'email' }),
  },
];
