import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, inside, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const type = textColumn('event_type..tag');

/** What members and administrators of a Dropbox team did. */
export const activities: readonly Activity[] = [
  {
    source: 'dropbox',
    scan: log.scan,
    time: eventTime,
    id: textColumn('EventKey'),
    accounts: ['actor.user', 'actor.admin', 'context'].flatMap((who) => [
      nameOf('mail', textColumn(`${who}.email`)),
      nameOf('dropbox-account', textColumn(`${who}.account_id`)),
      nameOf('dropbox-member', textColumn(`${who}.team_member_id`)),
    ]),
    action: type,
    result: call('if', [
      call('isTrue', [call('endsWith', [type, text('_fail')])]),
      text('failure'),
      text('success'),
    ]),
    reason: textColumn('details.error_details.user_friendly_message'),
    address: textColumn('origin.geo_location.ip_address'),
    country: textColumn('origin.geo_location.country'),
    session: textColumn('origin.access_method.end_user.session_id'),
    application: firstOf(textColumn('actor.app.display_name'), textColumn('details.app_info.display_name')),
    targets: targetsIn({
      application: 'details.app_info.display_name',
      file: firstOf(inside('assets', 0, 'path', 'contextual'), inside('assets', 0, 'display_name')),
      account: inside('participants', 0, 'user', 'email'),
    }),
  },
];
