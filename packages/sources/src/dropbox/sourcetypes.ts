import { call, long, not, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { derived, named, stored } from '../stored-log/views.js';
import { firstAt, log } from './log.js';
import { rawColumns } from './raw-columns.js';

/** A property of the first asset: most events have one. */
function asset(...path: readonly string[]): Expression {
  return call('pathText', [stored(log, 'assets'), long(0), ...path.map(text)]);
}

const type = stored(log, 'event_type..tag');
const email = firstAt('actor', 'user.email', 'admin.email', 'reseller.reseller_email');

/** Of whichever way in there was: AccessMethodLogInfo of `team_log/get_events`. */
const sessionId = firstOf(
  stored(log, 'origin.access_method.end_user.session_id'),
  ...['sign_in_as', 'content_manager', 'admin_console', 'enterprise_console'].map((way) =>
    call('pathText', [stored(log, 'origin'), ...['access_method', way, 'session_id'].map(text)]),
  ),
);

const isAuthentication = call('in', [
  type,
  ...['login_success', 'login_fail', 'sso_error', 'sign_in_as_session_start'].map(text),
]);

/** `success` and `failure` of the Common Information Model's Authentication; of other events their type. */
const action = call('case', [
  call('in', [type, text('login_success'), text('sign_in_as_session_start')]),
  text('success'),
  call('in', [type, text('login_fail'), text('sso_error')]),
  text('failure'),
  type,
]);

/** The fields of the Common Information Model's Authentication, Change and Data Access. */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('app', text('Dropbox')),
  named(log, 'authentication_method', 'details.login_method..tag'),
  named(log, 'change_type', 'event_category..tag'),
  derived('dest', text('Dropbox')),
  derived('object', firstOf(filled(asset('display_name')), asset('path', 'contextual'))),
  derived('object_category', asset('.tag')),
  derived('object_id', firstOf(asset('file_id'), asset('folder_id'))),
  derived('object_path', asset('path', 'contextual')),
  named(log, 'reason', 'details.error_details.user_friendly_message'),
  derived('session_id', sessionId),
  derived('signature', firstOf(filled(stored(log, 'event_type.description')), type)),
  derived('signature_id', type),
  named(log, 'src', 'origin.geo_location.ip_address', ['src_ip']),
  named(log, 'src_country', 'origin.geo_location.country'),
  derived('user', call('lower', [email])),
  derived('user_id', firstAt('actor', 'user.account_id', 'admin.account_id', 'app.app_id')),
  derived(
    'user_name',
    firstAt('actor', 'user.display_name', 'admin.display_name', 'app.display_name', 'reseller.reseller_name'),
  ),
  named(log, 'user_type', 'actor..tag'),
  derived('vendor_product', text('Dropbox Business')),
];

/**
 * The events as SPL knows them. No add-on of Dropbox's or Splunk's names a sourcetype for them: this is the name
 * that the project gives them, and `dropbox:team_events` a second one.
 */
export const sourcetypes: readonly View[] = ['dropbox:team_log', 'dropbox:team_events'].map((name) => ({
  name,
  title: 'Dropbox team events (team_log/get_events)',
  scan: log.scan,
  columns: [named(log, '_time', 'EventTime'), ...rawColumns, ...modelFields],
  time: '_time',
  models:
    name === 'dropbox:team_log'
      ? [
          { model: 'Authentication' as const, where: isAuthentication },
          { model: 'Change' as const, where: not(call('isTrue', [isAuthentication])) },
        ]
      : [],
}));
