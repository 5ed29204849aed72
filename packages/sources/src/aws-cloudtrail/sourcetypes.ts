import { and, call, column, nullOf, or, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf, isSet } from '../expressions.js';
import { typeOf } from './columns.js';
import { derived, named, rawColumns as recordColumns } from './raw-names.js';
import { scan } from './tables.js';

const value = (name: string): Expression => column(name, typeOf(name));
const name = value('EventName');
const login = value('ResponseElements.ConsoleLogin');
const begins = (...prefixes: readonly string[]): Expression =>
  call('matchesRegex', [name, text(`^(?:${prefixes.join('|')})`)]);

/** An error, or a console sign-in that says it failed (it has an error message and no error code). */
const failed = or(isSet(filled(value('ErrorCode'))), call('eqIgnoreCase', [login, text('Failure')]));
const status = call('if', [failed, text('failure'), text('success')]);

const isAuthentication = or(
  call('in', [name, text('ConsoleLogin'), text('CheckMfa'), text('SwitchRole'), text('GetSigninToken')]),
  begins('AssumeRole', 'GetSessionToken', 'GetFederationToken'),
);

/** What was done, in the words of Splunk's Common Information Model: Authentication, else Change. */
const action = call('case', [
  isAuthentication,
  status,
  begins('Create', 'Run', 'Allocate', 'Register'),
  text('created'),
  begins('Delete', 'Terminate', 'Remove', 'Release', 'Deregister'),
  text('deleted'),
  begins(
    'Update',
    'Modify',
    'Put',
    'Attach',
    'Detach',
    'Set',
    'Add',
    'Authorize',
    'Revoke',
    'Change',
    'Enable',
  ),
  text('modified'),
  begins('Get', 'List', 'Describe', 'Head', 'Lookup'),
  text('read'),
  text('unknown'),
]);

/** Who: the user, else the role that was assumed, else the end of the principal's name. */
const user = firstOf(
  filled(value('UserIdentityUserName')),
  filled(value('SessionIssuerUserName')),
  call('regexExtract', [
    value('UserIdentityArn'),
    text('[:/]([^:/]+)$'),
    { kind: 'literal', type: 'long', value: 1 },
  ]),
  filled(value('UserIdentityInvokedBy')),
  filled(value('UserIdentityPrincipalid')),
);

/** The caller where it is an address and not the name of a service. */
const address = call('if', [
  call('matchesRegex', [value('SourceIpAddress'), text('^[0-9A-Fa-f.:]+$')]),
  value('SourceIpAddress'),
  nullOf('string'),
]);

/** The add-on gives calls without an error the code `success`, which published rules ask for and group by. */
const errorCode = firstOf(filled(value('ErrorCode')), text('success'));
const rawColumns = recordColumns.map((field) =>
  field.name === 'errorCode' ? derived(field.name, errorCode) : field,
);

const account = firstOf(filled(value('RecipientAccountId')), filled(value('UserIdentityAccountId')));

/** Fields that the Splunk Add-on for AWS adds (log-format reference, section 6.2). */
const modelFields: readonly ViewColumn[] = [
  derived('action', action),
  derived('status', status),
  derived('result', firstOf(filled(value('ErrorCode')), status)),
  derived('user', user),
  derived('src_user', user),
  derived('user_name', user),
  named('user_id', 'UserIdentityPrincipalid'),
  named('user_arn', 'UserIdentityArn'),
  named('user_type', 'UserIdentityType'),
  named('user_access_key', 'UserIdentityAccessKeyId'),
  named('user_group_id', 'UserIdentityAccountId'),
  named('user_agent', 'UserAgent', ['http_user_agent']),
  named('src', 'SourceIpAddress'),
  derived('src_ip', address),
  named('app', 'EventSource'),
  named('dest', 'EventSource'),
  named('dvc', 'EventSource'),
  named('command', 'EventName'),
  named('signature', 'EventName'),
  named('reason', 'ErrorMessage'),
  named('region', 'AWSRegion'),
  named('vendor_region', 'AWSRegion'),
  derived('vendor_account', account),
  derived('aws_account_id', account),
  derived('start_time', call('isoText', [column('EventTime', 'datetime')])),
  derived('vendor_product', text('AWS CloudTrail')),
];

/** `aws:cloudtrail`: the record as the Splunk Add-on for AWS indexes it. */
const trail: View = {
  name: 'aws:cloudtrail',
  title: 'AWS CloudTrail events (Splunk Add-on for AWS)',
  scan,
  columns: [named('_time', 'EventTime'), ...rawColumns, ...modelFields],
  time: '_time',
  models: [
    { model: 'Authentication', where: isAuthentication },
    {
      model: 'Change',
      where: call('in', [action, text('created'), text('modified'), text('deleted')]),
      datasets: {
        Account_Management: call('eq', [value('EventSource'), text('iam.amazonaws.com')]),
        Instance_Changes: begins('RunInstances$', 'TerminateInstances$', 'ModifyInstance'),
        Network_Changes: call('matchesRegex', [name, text('SecurityGroup|NetworkAcl')]),
      },
    },
  ],
};

const json = (target: string): Expression => call('toText', [value(target)]);

/** OCSF's names for what a CloudTrail record holds (log-format reference, section 14), as published rules use them. */
const ocsfFields: readonly ViewColumn[] = [
  named('api.operation', 'EventName'),
  named('api.service.name', 'EventSource'),
  named('api.version', 'APIVersion'),
  named('api.request.uid', 'AwsRequestId_'),
  derived('api.request.data', json('RequestParameters')),
  derived('api.response.data', json('ResponseElements')),
  named('api.response.error', 'ErrorCode'),
  named('api.response.message', 'ErrorMessage'),
  named('actor.user.uid', 'UserIdentityPrincipalid'),
  named('actor.user.uid_alt', 'UserIdentityArn'),
  named('actor.user.name', 'UserIdentityUserName'),
  named('actor.user.type', 'UserIdentityType'),
  named('actor.user.account.uid', 'UserIdentityAccountId'),
  named('actor.user.credential_uid', 'UserIdentityAccessKeyId'),
  named('actor.session.issuer', 'SessionIssuerArn'),
  named('actor.invoked_by', 'UserIdentityInvokedBy'),
  derived('src_endpoint.ip', address),
  derived(
    'src_endpoint.domain',
    call('if', [
      and(isSet(value('SourceIpAddress')), call('isNull', [address])),
      value('SourceIpAddress'),
      nullOf('string'),
    ]),
  ),
  named('http_request.user_agent', 'UserAgent'),
  named('cloud.region', 'AWSRegion'),
  derived('cloud.account.uid', account),
  derived('cloud.provider', text('AWS')),
  named('metadata.uid', 'AwsEventId'),
  derived('metadata.product.name', text('CloudTrail')),
  derived('status', call('if', [failed, text('Failure'), text('Success')])),
];

const ocsfNames: ReadonlySet<string> = new Set(ocsfFields.map((field) => field.name));

/** `aws:cloudtrail:lake`: the same events as Splunk takes them from Amazon Security Lake, under OCSF's names too. */
const lake: View = {
  ...trail,
  name: 'aws:cloudtrail:lake',
  title: 'AWS CloudTrail events by OCSF names (Amazon Security Lake)',
  columns: [...trail.columns.filter((field) => !ocsfNames.has(field.name)), ...ocsfFields],
  models: [],
};

/** CloudTrail as SPL knows it. */
export const sourcetypes: readonly View[] = [trail, lake];
