import { call, text } from '@interloper/plan';
import type { Expression, View, ViewColumn, ViewModel } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

const name = stored(log, 'EventName');
const application = stored(log, 'ApplicationName');
const actor = filled(stored(log, 'ActorEmail'));
const isAdmin = call('eq', [application, text('admin')]);

function has(...parts: readonly string[]): Expression {
  return call('matchesRegexIgnoreCase', [name, text(parts.join('|'))]);
}

/** The verbs of the Common Information Model's Authentication and Change. */
const action = call('case', [
  has('^login_success$', '^login_verification$'),
  text('success'),
  has('^login_failure$', '^suspicious_login', '^suspicious_programmatic_login$', '_blocked$'),
  text('failure'),
  has('^logout$'),
  text('logoff'),
  has('^(?:create|add|assign|grant|authorize)_', '^(?:2sv_enroll|2sv_enable)$'),
  text('created'),
  has('^(?:delete|remove|revoke|unassign|unenroll)_', '^2sv_disable$'),
  text('deleted'),
  has('^(?:change|update|toggle|enforce|allow|suspend|unsuspend|reset|rename|undelete)_', '_edit$'),
  text('modified'),
  name,
]);

/** Whom a change is about; whoever logs in is both. */
const user = firstOf(
  call('case', [isAdmin, filled(stored(log, 'Values.USER_EMAIL')), actor]),
  actor,
  filled(stored(log, 'Values.affected_email_address')),
);

/** Fields of the Splunk Add-on for Google Workspace. */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('user', call('lower', [user])),
  derived('src_user', call('lower', [actor])),
  named(log, 'user_id', 'ActorProfileId'),
  named(log, 'src', 'IPAddress', ['src_ip']),
  named(log, 'app', 'ApplicationName'),
  named(log, 'authentication_method', 'Values.login_challenge_method'),
  named(log, 'command', 'EventName'),
  named(log, 'signature', 'EventType', ['change_type']),
  derived(
    'object',
    firstOf(filled(stored(log, 'Values.USER_EMAIL')), filled(stored(log, 'Values.GROUP_EMAIL'))),
  ),
  derived(
    'status',
    call('if', [has('failure', '^suspicious_', '_blocked$'), text('failure'), text('success')]),
  ),
  named(log, 'reason', 'Values.login_failure_type'),
  named(log, 'vendor_account', 'CustomerId'),
  derived('dest', text('Google Workspace')),
  derived('vendor_product', text('Google Workspace')),
];

const columns: readonly ViewColumn[] = [named(log, '_time', 'EventTime'), ...rawColumns, ...modelFields];

/** Applications of the Reports API; the add-on gives each a sourcetype. */
const applications = `
  access_transparency admin calendar chat chrome context_aware_access data_studio drive gcp groups groups_enterprise keep
  login meet mobile rules saml token user_accounts`
  .trim()
  .split(/\s+/);

/** What the applications' activities are in the Common Information Model; of others that is nothing. */
const models: Readonly<Record<string, readonly ViewModel[]>> = {
  login: [{ model: 'Authentication', where: has('^login_', '^logout$', '^suspicious_.*login') }],
  ...Object.fromEntries(
    ['admin', 'groups', 'groups_enterprise', 'mobile', 'user_accounts'].map((each) => [
      each,
      [
        {
          model: 'Change' as const,
          datasets: {
            Account_Management: call('eq', [stored(log, 'EventType'), text('USER_SETTINGS')]),
          },
        },
      ],
    ]),
  ),
};

/** The activities as SPL knows them. */
export const sourcetypes: readonly View[] = applications.map((each) => ({
  name: `gws:reports:${each}`,
  title: `Google Workspace activities: ${each} (Splunk Add-on for Google Workspace)`,
  scan: log.scan,
  filter: call('eq', [application, text(each)]),
  columns,
  time: '_time',
  models: models[each] ?? [],
}));
