import type { Activity } from '@interloper/plan';
import { eventTime, inside, joined, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

/** What was done in Google Workspace. Of its events only those of signing in fail. */
export const activities: readonly Activity[] = [
  {
    source: 'google-workspace',
    scan: log.scan,
    time: eventTime,
    id: textColumn('UniqueQualifier'),
    accounts: [nameOf('mail', textColumn('ActorEmail')), nameOf('google-user', textColumn('ActorProfileId'))],
    action: joined(textColumn('ApplicationName'), textColumn('EventName')),
    result: resultOf(textColumn('EventName'), { success: ['login_success'], failure: ['login_failure'] }),
    reason: firstOf(textColumn('Values.login_failure_type'), textColumn('Values.login_challenge_method')),
    address: textColumn('IPAddress'),
    application: textColumn('Values.app_name'),
    targets: targetsIn({
      application: firstOf(textColumn('Values.app_name'), textColumn('Values.APPLICATION_NAME')),
      account: firstOf(textColumn('Values.USER_EMAIL'), textColumn('Values.affected_email_address')),
      role: 'Values.ROLE_NAME',
      file: inside('Values', 'doc_title'),
      recipient: 'Values.email_forwarding_destination_address',
    }),
  },
];
