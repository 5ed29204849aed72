import { call, column, nullOf, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { typeOf } from './columns.js';
import { properties } from './properties.js';
import { scan } from './tables.js';

/** A dataset column under another name. */
function named(name: string, target: string, aliases: readonly string[] = []): ViewColumn {
  return { ...derived(name, column(target, typeOf(target))), ...(aliases.length === 0 ? {} : { aliases }) };
}

function derived(name: string, expression: Expression): ViewColumn {
  return { name, type: expression.type, expression };
}

/** A property as the JSON record has it: nested values as JSON, times as text. */
function propertyColumns(prefix: string): readonly ViewColumn[] {
  return [
    derived(`${prefix}createdDateTime`, call('isoText', [column('CreatedDateTime', 'datetime')])),
    ...properties.map(({ name, column: target, form }) =>
      form === 'jsonText'
        ? derived(`${prefix}${name}`, call('parseJson', [column(target, 'string')]))
        : named(`${prefix}${name}`, target),
    ),
  ];
}

const result = column('ResultType', 'string');

/** `success` and `failure`, as Splunk's Common Information Model has it for Authentication. */
const action = call('case', [
  call('eq', [result, text('0')]),
  text('success'),
  call('not', [call('isNull', [result])]),
  text('failure'),
  nullOf('string'),
]);

/**
 * The fields that the Splunk Add-on for Microsoft Azure and the Common Information Model add (log-format reference,
 * section 2.6): `user`, `src`, `app`, `dest` …
 */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('user', call('lower', [column('UserPrincipalName', 'string')])),
  derived('src_user', call('lower', [column('UserPrincipalName', 'string')])),
  named('user_name', 'UserDisplayName'),
  named('src', 'IPAddress', ['src_ip']),
  named('app', 'AppDisplayName'),
  named('dest', 'ResourceDisplayName'),
  named('reason', 'Status.failureReason'),
  named('user_agent', 'UserAgent', ['http_user_agent']),
  named('signature_id', 'ResultType'),
  // Rules group by it: what has no description, as success has none, goes by the operation's name.
  derived(
    'signature',
    firstOf(
      filled(column('ResultDescription', 'string')),
      column('OperationName', 'string'),
      text('Sign-in activity'),
    ),
  ),
  derived(
    'authentication_method',
    call('pathText', [call('parseJson', [column('AuthenticationDetails', 'string')]), ...firstMethod()]),
  ),
  derived('vendor_account', firstOf(column('AADTenantId', 'string'), column('ResourceTenantId', 'string'))),
  derived('vendor_product', text('Microsoft Entra ID')),
];

function firstMethod(): readonly Expression[] {
  return [{ kind: 'literal', type: 'long', value: 0 }, text('authenticationMethod')];
}

/** `azure:aad:signin`: Graph objects as the Splunk Add-on for Microsoft Azure writes them. */
const signIn: View = {
  name: 'azure:aad:signin',
  title: 'Entra interactive sign-ins (Splunk Add-on for Microsoft Azure)',
  scan,
  filter: call('eq', [column('SignInTable', 'string'), text('SigninLogs')]),
  columns: [
    named('_time', 'EventTime'),
    ...propertyColumns(''),
    named('resultType', 'ResultType'),
    named('resultDescription', 'ResultDescription'),
    named('category', 'Category'),
    derived('user_id', call('lower', [column('UserPrincipalName', 'string')])),
    ...modelFields,
  ],
  time: '_time',
};

/** `azure:monitor:aad`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
const monitor: View = {
  name: 'azure:monitor:aad',
  title: 'Entra sign-ins of all four kinds (Splunk Add-on for Microsoft Cloud Services)',
  scan,
  columns: [
    named('_time', 'TimeGenerated'),
    derived('time', call('isoText', [column('TimeGenerated', 'datetime')])),
    named('resourceId', 'ResourceId'),
    named('operationName', 'OperationName'),
    named('operationVersion', 'OperationVersion'),
    named('category', 'Category'),
    named('tenantId', 'AADTenantId'),
    named('resultType', 'ResultType'),
    named('resultSignature', 'ResultSignature'),
    named('resultDescription', 'ResultDescription'),
    named('durationMs', 'DurationMs'),
    named('callerIpAddress', 'IPAddress'),
    named('correlationId', 'CorrelationId'),
    named('identity', 'Identity'),
    named('Level', 'Level'),
    named('location', 'Location'),
    ...propertyColumns('properties.'),
    named('properties.tenantId', 'AADTenantId'),
    named('user_id', 'UserId'),
    ...modelFields,
  ],
  time: '_time',
  // It shows every sign-in once; the other names show them again.
  models: [{ model: 'Authentication' }],
};

/** The sign-ins as SPL knows them. */
export const sourcetypes: readonly View[] = [
  signIn,
  monitor,
  { ...signIn, name: 'ms:aad:signin', title: `${signIn.title}, old name` },
  {
    ...monitor,
    name: 'mscs:azure:eventhub:aad:signin',
    title: `${monitor.title}, custom name`,
    models: [],
  },
];
