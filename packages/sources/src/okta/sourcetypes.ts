import { and, call, long, not, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { extract, filled, firstOf } from '../expressions.js';
import { derived, named, propertyColumns, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** A property of one of the event's targets. */
function target(index: number, property: string): Expression {
  return call('pathText', [stored(log, 'OriginalTarget'), long(index), text(property)]);
}

const eventType = stored(log, 'EventOriginalType');
const outcome = stored(log, 'OriginalOutcomeResult');

/** `success`, `failure` and `pending` of the Common Information Model's Authentication. */
const status = call('case', [
  call('in', [outcome, text('SUCCESS'), text('ALLOW')]),
  text('success'),
  call('in', [outcome, text('FAILURE'), text('DENY')]),
  text('failure'),
  call('eq', [outcome, text('CHALLENGE')]),
  text('pending'),
  call('lower', [outcome]),
]);

/** What the last word of an event's type says was done: the verbs of the Common Information Model's Change. */
const verbs: Readonly<Record<string, string>> = {
  create: 'created',
  add: 'created',
  grant: 'created',
  update: 'modified',
  update_password: 'modified',
  reset_password: 'modified',
  reset_all: 'modified',
  activate: 'modified',
  deactivate: 'modified',
  delete: 'deleted',
  remove: 'deleted',
  revoke: 'deleted',
};
const lastWord = extract(eventType, String.raw`\.([^.]+)$`);
const action = call('case', [
  call('in', [eventType, text('user.account.lock'), text('user.account.lock.limit')]),
  text('lockout'),
  call('eq', [outcome, text('FAILURE')]),
  text('failure'),
  ...Object.entries(verbs).flatMap(([word, verb]) => [call('eq', [lastWord, text(word)]), text(verb)]),
  status,
]);

/** The application among the first targets; without one it is Okta itself. */
const app = call('case', [
  ...[0, 1].flatMap((index) => [
    call('eq', [target(index, 'type'), text('AppInstance')]),
    target(index, 'displayName'),
  ]),
  text('Okta'),
]);

/** The organisation's host where the event names it. */
const dest = firstOf(extract(stored(log, 'DebugData.origin'), '^https?://([^/:]+)'), text('Okta'));

/** The fields that the Splunk Add-on for Okta Identity Cloud and the Common Information Model add. */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('app', app),
  derived(
    'authentication_method',
    firstOf(filled(stored(log, 'LogonMethod')), stored(log, 'DebugData.factor')),
  ),
  named(log, 'authentication_service', 'AuthenticationContextCredentialProvider'),
  derived('command', eventType),
  named(log, 'description', 'EventMessage'),
  derived('dest', dest),
  derived('object', firstOf(filled(target(0, 'displayName')), target(0, 'alternateId'))),
  derived('object_id', target(0, 'id')),
  derived('object_category', firstOf(target(0, 'type'), stored(log, 'OriginalUserType'))),
  named(log, 'reason', 'EventOriginalResultDetails'),
  derived('result', outcome),
  named(log, 'session_id', 'ActorSessionId'),
  derived('signature', eventType),
  named(log, 'src', 'SrcIpAddr', ['src_ip']),
  named(log, 'src_isp', 'SrcIsp'),
  named(log, 'src_user', 'OriginalActorAlternateId'),
  named(log, 'src_user_id', 'OriginalUserId'),
  named(log, 'src_user_name', 'ActorDisplayName'),
  named(log, 'src_user_type', 'OriginalUserType'),
  derived('status', status),
  named(log, 'user', 'OriginalActorAlternateId'),
  named(log, 'user_agent', 'HttpUserAgent', ['http_user_agent']),
  named(log, 'user_id', 'OriginalUserId'),
  named(log, 'user_name', 'ActorDisplayName'),
  named(log, 'user_type', 'OriginalUserType'),
  derived('vendor_product', text('Okta Identity Cloud')),
];

const isAuthentication = call('matchesRegex', [
  eventType,
  text(String.raw`^(?:user\.(?:session|authentication)\.|policy\.evaluate_sign_on$)`),
]);
const isChange = and(
  call('in', [lastWord, ...Object.keys(verbs).map(text), text('lock'), text('limit'), text('unlock')]),
  not(call('isTrue', [isAuthentication])),
);
const isOfAccount = call('matchesRegex', [
  eventType,
  text(String.raw`^(?:user\.(?:lifecycle|account|mfa)|group\.user_membership)\.`),
]);

/** The System Log as SPL knows it: the event's own names, and the model's. */
export const sourcetypes: readonly View[] = [
  {
    name: 'OktaIM2:log',
    title: 'Okta System Log (Splunk Add-on for Okta Identity Cloud)',
    scan: log.scan,
    columns: [named(log, '_time', 'EventTime'), ...propertyColumns(log, properties), ...modelFields],
    time: '_time',
    models: [
      { model: 'Authentication', where: isAuthentication },
      { model: 'Change', where: isChange, datasets: { Account_Management: isOfAccount } },
    ],
  },
];
