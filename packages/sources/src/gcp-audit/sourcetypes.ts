import { and, call, long, not, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { extract, filled, firstOf } from '../expressions.js';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

const method = stored(log, 'MethodName');
const email = stored(log, 'AuthenticationInfo.principalEmail');
const subject = extract(stored(log, 'AuthenticationInfo.principalSubject'), '^(?:[a-zA-Z]+:)?(.+)$');
const isPolicy = call('eqIgnoreCase', [method, text('SetIamPolicy')]);
const onAccount = call('matchesRegexIgnoreCase', [
  method,
  text('(?:create|delete|patch|disable|enable|undelete)serviceaccount'),
]);
const isError = call('in', [
  stored(log, 'Severity'),
  ...['ERROR', 'CRITICAL', 'ALERT', 'EMERGENCY'].map(text),
]);

function has(...parts: readonly string[]): Expression {
  return call('matchesRegexIgnoreCase', [method, text(parts.join('|'))]);
}

/** Whom a policy was changed for: `user:a@b.example` without its kind. */
const member = extract(
  call('pathText', [
    stored(log, 'ServiceData'),
    text('policyDelta'),
    text('bindingDeltas'),
    long(0),
    text('member'),
  ]),
  '^(?:[a-zA-Z]+:)?(.+)$',
);

const actor = firstOf(filled(email), filled(subject));

const user = firstOf(
  call('case', [isPolicy, member, onAccount, stored(log, 'Resource.labels.email_id'), actor]),
  actor,
);

/** The add-on's verbs, in the order in which it looks for them. */
const action = call('case', [
  call('in', [
    method,
    ...['storage.buckets.setIamPolicy', 'storage.setIamPermissions', 'beta.compute.firewalls.insert'].map(
      text,
    ),
  ]),
  text('modified'),
  has('setiampermissions'),
  text('acl_modified'),
  has(String.raw`\.createserviceaccountkey`, String.raw`\.disableserviceaccount`),
  text('modified'),
  has('create', 'insert', 'undelete'),
  text('created'),
  has('delete', 'expireinactivesubscription'),
  text('deleted'),
  has('reset'),
  text('restarted'),
  has('start', 'enable'),
  text('started'),
  has('stop', 'disable'),
  text('stopped'),
  has('update', 'patch', 'attachdisk', 'detachdisk', 'set', 'change', 'remove', 'add'),
  text('modified'),
  has('list'),
  text('logs_read'),
  has(String.raw`loginservice\.logout`),
  text('logoff'),
  text('unknown'),
]);

const changeType = call('case', [
  has('pubsub', 'subscriber'),
  text('data'),
  has(String.raw`compute\.(?:disks|instances)`),
  text('Virtual Server'),
  has(String.raw`compute\.firewalls`),
  text('firewall'),
  has(String.raw`^storage\.`),
  text('storage'),
  text('AAA'),
]);

const product = call('case', [
  has(String.raw`compute\.(?:disks|instances)`),
  text('GCP Compute Engine'),
  has(String.raw`compute\.firewalls`),
  text('GCP Firewall'),
  has('pubsub'),
  text('GCP Cloud Pub/Sub'),
  has(String.raw`^storage\.`),
  text('GCP Cloud Storage'),
  text('GCP Identity Access Management'),
]);

const lastPart = extract(stored(log, 'GCPResourceName'), '([^/]+)$');

/** Fields of the Splunk Add-on for Google Cloud Platform: those of the Common Information Model's Change. */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('user', user, ['user_name']),
  derived('src_user', actor, ['src_user_name']),
  derived(
    'user_id',
    firstOf(call('case', [onAccount, stored(log, 'Resource.labels.unique_id'), email]), actor),
  ),
  derived(
    'user_type',
    call('case', [
      call('contains', [email, text('gserviceaccount.com')]),
      text('service_account'),
      { kind: 'literal', type: 'string', value: null },
    ]),
  ),
  named(log, 'src', 'RequestMetadata.callerIp', ['src_ip']),
  named(log, 'user_agent', 'RequestMetadata.callerSuppliedUserAgent', ['http_user_agent']),
  named(log, 'command', 'MethodName', ['signature']),
  derived('dvc', call('case', [isPolicy, text('iam.googleapis.com'), stored(log, 'ServiceName')])),
  named(log, 'app', 'ServiceName'),
  derived(
    'dest',
    firstOf(
      filled(stored(log, 'Resource.labels.project_id')),
      extract(stored(log, 'GCPResourceName'), '^[^/]+/([^/]+)'),
    ),
  ),
  derived(
    'object',
    firstOf(
      call('case', [isPolicy, member, onAccount, stored(log, 'Resource.labels.email_id'), lastPart]),
      lastPart,
    ),
  ),
  derived('object_id', firstOf(filled(stored(log, 'Resource.labels.unique_id')), lastPart)),
  named(log, 'object_path', 'GCPResourceName'),
  named(log, 'object_category', 'Resource.type', ['object_attrs', 'resource_type', 'instance_type']),
  derived('change_type', changeType),
  derived('status', call('if', [isError, text('failure'), text('success')])),
  derived('result', call('if', [isError, firstOf(filled(stored(log, 'Status.message')), method), method])),
  named(log, 'result_id', 'Status.code'),
  derived(
    'vendor_account',
    firstOf(
      filled(stored(log, 'Resource.labels.project_id')),
      extract(stored(log, 'GCPResourceName'), '^[^/]+/([^/]+)'),
    ),
  ),
  derived(
    'vendor_region',
    firstOf(filled(stored(log, 'Resource.labels.zone')), filled(stored(log, 'Resource.labels.location'))),
  ),
  derived('vendor_product', product),
];

const columns: readonly ViewColumn[] = [named(log, '_time', 'EventTime'), ...rawColumns(), ...modelFields];

/** Messages by the log that the entry is of; the add-on gives each a sourcetype of its own. */
const kinds: readonly (readonly [string, string, string])[] = [
  ['admin_activity', 'activity', 'admin activity'],
  ['data_access', 'data_access', 'data access'],
  ['system_event', 'system_event', 'system events'],
  ['policy_denied', 'policy', 'denied by policy'],
];

const isDataAccess = call('matchesRegex', [stored(log, 'LogName'), text('data_access$')]);

/** The audit log as SPL knows it. */
export const sourcetypes: readonly View[] = [
  {
    name: 'google:gcp:pubsub:message',
    title: 'Google Cloud audit logs (Splunk Add-on for Google Cloud Platform)',
    scan: log.scan,
    columns,
    time: '_time',
    models: [{ model: 'Change', where: not(call('isTrue', [isDataAccess])) }],
  },
  ...kinds.map(([kind, end, title]): View => ({
    name: `google:gcp:pubsub:audit:${kind}`,
    title: `Google Cloud audit logs: ${title}`,
    scan: log.scan,
    filter: and(
      not(call('isNull', [stored(log, 'LogName')])),
      call('matchesRegex', [stored(log, 'LogName'), text(`cloudaudit\\.googleapis\\.com(?:%2F|/)${end}$`)]),
    ),
    columns,
    time: '_time',
  })),
];
