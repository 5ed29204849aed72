import { and, call, not, nullOf, or, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { derived } from '../stored-log/views.js';
import { scan, stored } from './columns.js';
import { recordTypeName, userTypeName } from './enumerations.js';
import { outcome } from './outcome.js';
import { rawColumns } from './raw-names.js';
import { field, jsonField, namedValue } from './record-fields.js';
import { isUnified } from './tables.js';

const operation = field('Operation');
const isLogon = call('inIgnoreCase', [operation, text('UserLoggedIn'), text('UserLoginFailed')]);

function begins(...verbs: readonly string[]): Expression {
  return or(...verbs.map((verb) => call('startsWithIgnoreCase', [operation, text(verb)])));
}

/** The verbs of the Common Information Model's Change; of a logon its outcome. */
const action = call('case', [
  isLogon,
  outcome,
  begins('Add', 'New', 'Create'),
  text('created'),
  begins('Update', 'Set', 'Change', 'Reset'),
  text('modified'),
  begins('Delete', 'Remove', 'SoftDelete', 'HardDelete', 'FileDeleted', 'FileRecycled'),
  text('deleted'),
  call('inIgnoreCase', [operation, text('FileAccessed'), text('FileDownloaded'), text('FilePreviewed')]),
  text('read'),
  outcome,
]);

/** Properties of logons and options of commands that the add-on makes fields of, under their names. */
const properties: Readonly<Record<string, readonly string[]>> = {
  ExtendedProperties: ['UserAuthenticationMethod', 'RequestType', 'ResultStatusDetail', 'KeepMeSignedIn'],
  DeviceProperties: ['OS', 'BrowserType', 'IsCompliant', 'IsCompliantAndManaged', 'TrustType'],
  OperationProperties: ['MailAccessType', 'IsThrottled'],
  Parameters: `
    AccessRights AuditEnabled BodyContainsWords DeleteMessage DeliverToMailboxAndForward ForwardAsAttachmentTo
    ForwardTo ForwardingAddress ForwardingSmtpAddress From GrantSendOnBehalfTo Identity Mailbox MarkAsRead
    MoveToFolder RedirectTo Role StopProcessingRules SubjectContainsWords SubjectOrBodyContainsWords Trustee User
  `
    .trim()
    .split(/\s+/),
};

const userAgent = firstOf(
  filled(field('UserAgent')),
  namedValue('ExtendedProperties', 'UserAgent'),
  filled(field('ClientInfoString')),
);
const sessionId = firstOf(
  filled(field('SessionId')),
  namedValue('DeviceProperties', 'SessionId'),
  field('AppAccessContext.AADSessionId'),
);

/**
 * The fields that the Splunk Add-on for Microsoft Office 365 adds, of the Common Information Model's Authentication,
 * Change and Data Access (https://splunk.github.io/splunk-add-on-for-microsoft-office-365).
 */
const modelFields: readonly ViewColumn[] = [
  ...Object.entries(properties).flatMap(([list, names]) =>
    names.map((name) => derived(name, namedValue(list, name))),
  ),
  derived('action', action),
  derived('app', field('Workload')),
  derived('authentication_method', namedValue('ExtendedProperties', 'UserAuthenticationMethod')),
  derived('authentication_service', field('Workload')),
  derived('change_type', call('if', [isLogon, nullOf('string'), field('Workload')])),
  derived('command', operation),
  derived('dataset_name', recordTypeName(field('RecordType'))),
  derived('dest', field('Workload'), ['dest_name']),
  derived('dvc', field('Workload')),
  derived('file_name', field('SourceFileName')),
  derived('file_path', field('SourceRelativeUrl')),
  derived('object', firstOf(filled(field('ObjectId')), field('Item.ParentFolder.Name'))),
  derived(
    'object_attrs',
    call('toText', [firstOf(jsonField('Parameters'), jsonField('ModifiedProperties'))]),
  ),
  derived('object_category', firstOf(filled(field('ItemType')), recordTypeName(field('RecordType')))),
  derived('object_id', field('ObjectId')),
  derived('reason', field('LogonError')),
  derived('record_type', recordTypeName(field('RecordType'))),
  derived('result', field('ResultStatus')),
  derived('signature', operation),
  derived('src', stored('IPAddress'), ['src_ip']),
  derived('src_user', field('UserId')),
  derived('src_user_type', userTypeName(field('UserType'))),
  derived('status', outcome),
  derived('tenant_id', field('OrganizationId')),
  derived('user', field('UserId')),
  derived('user_agent', userAgent, ['http_user_agent']),
  derived('user_id', field('UserKey')),
  derived('user_type', userTypeName(field('UserType'))),
  derived('vendor_account', field('OrganizationId')),
  derived('vendor_product', text('Microsoft Office 365')),
];

/** What the add-on's fields are called in the record too: the record's value, else the property's. */
const overlaid: Readonly<Record<string, Expression>> = {
  Name: firstOf(filled(field('Name')), namedValue('Parameters', 'Name')),
  SessionId: sessionId,
  UserAgent: userAgent,
};

/** The audit log as SPL knows it. */
export const sourcetypes: readonly View[] = [
  {
    name: 'o365:management:activity',
    title: 'Microsoft 365 unified audit log (Splunk Add-on for Microsoft Office 365)',
    scan,
    filter: isUnified,
    columns: [
      derived('_time', stored('EventTime')),
      ...rawColumns.map((item) => {
        const other = overlaid[item.name];
        return other === undefined ? item : derived(item.name, other);
      }),
      ...modelFields,
    ],
    time: '_time',
    models: [
      { model: 'Authentication', where: isLogon },
      {
        model: 'Change',
        where: and(
          not(call('isTrue', [isLogon])),
          call('in', [action, text('created'), text('modified'), text('deleted')]),
        ),
        datasets: {
          Account_Management: and(
            call('eq', [field('Workload'), text('AzureActiveDirectory')]),
            call('containsIgnoreCase', [operation, text('user')]),
          ),
        },
      },
    ],
  },
];
