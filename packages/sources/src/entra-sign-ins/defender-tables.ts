import { call, column, literal, nullOf, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled } from '../expressions.js';
import { typeOf } from './columns.js';
import { defenderWords } from './defender-words.js';
import type { Words } from './defender-words.js';
import { scan } from './tables.js';

const stored = (name: string): Expression => column(name, typeOf(name));
const number = (value: number): Expression => literal('int', value);

function named(name: string, expression: Expression): ViewColumn {
  return { name, type: expression.type, expression };
}

/** The number that Defender writes for a word; the last of the arguments for what it has none for. */
function numberOf(name: string, words: Words, otherwise: Expression): Expression {
  return call('case', [
    ...Object.entries(words).flatMap(([digits, word]) => [
      call('eqIgnoreCase', [stored(name), text(word)]),
      number(Number(digits)),
    ]),
    otherwise,
  ]);
}

/** 1 for true and 0 for false. */
function flag(name: string): Expression {
  return call('toInt', [call('toBool', [stored(name)])]);
}

function ofTables(...names: readonly string[]): Expression {
  return call('in', [column('SignInTable', 'string'), ...names.map(text)]);
}

const given = call('nullIf', [filled(stored('SignInEventTypes')), text('[]')]);
const logonType = call('coalesce', [
  given,
  call('if', [ofTables('SigninLogs'), text('["interactiveUser"]'), text('["nonInteractiveUser"]')]),
]);

/** -1 where it is not known. */
const isExternal = call('coalesce', [
  stored('IsExternalUser'),
  call('case', [
    call('eqIgnoreCase', [stored('CrossTenantAccessType'), text('none')]),
    number(0),
    call('inIgnoreCase', [
      stored('CrossTenantAccessType'),
      ...['b2bCollaboration', 'b2bDirectConnect', 'microsoftSupport', 'serviceProvider', 'passthrough'].map(
        text,
      ),
    ]),
    number(1),
    number(-1),
  ]),
]);

const isGuest = call('case', [
  call('eqIgnoreCase', [stored('UserType'), text('guest')]),
  literal('bool', true),
  call('eqIgnoreCase', [stored('UserType'), text('member')]),
  literal('bool', false),
  nullOf('bool'),
]);

const trustType = call('case', [
  ...Object.entries(defenderWords.trustType).flatMap(([short, word]) => [
    call('eqIgnoreCase', [stored('DeviceDetail.trustType'), text(word)]),
    text(short),
  ]),
  stored('DeviceDetail.trustType'),
]);

const place: readonly ViewColumn[] = [
  named('IPAddress', stored('IPAddress')),
  named('Country', stored('LocationDetails.countryOrRegion')),
  named('State', stored('LocationDetails.state')),
  named('City', stored('LocationDetails.city')),
  named('Latitude', stored('LocationDetails.geoCoordinates.latitude')),
  named('Longitude', stored('LocationDetails.geoCoordinates.longitude')),
];

const ids: readonly ViewColumn[] = [named('RequestId', stored('Id')), named('ReportId', stored('ReportId'))];

/** Users' sign-ins; `device` are the columns that name the device's id, which changed its name. */
function userColumns(...device: readonly string[]): readonly ViewColumn[] {
  return [
    named('Timestamp', stored('EventTime')),
    named('Application', stored('AppDisplayName')),
    named('ApplicationId', stored('AppId')),
    named('LogonType', logonType),
    named('ErrorCode', call('toInt', [stored('ResultType')])),
    named('CorrelationId', stored('CorrelationId')),
    named('SessionId', stored('SessionId')),
    named('AccountDisplayName', stored('UserDisplayName')),
    named('AccountObjectId', stored('UserId')),
    named('AccountUpn', stored('UserPrincipalName')),
    named('IsConfidentialClient', stored('IsConfidentialClient')),
    named('IsExternalUser', isExternal),
    named('IsGuestUser', isGuest),
    named('AlternateSignInName', stored('AlternateSignInName')),
    named('LastPasswordChangeTimestamp', stored('LastPasswordChangeTimestamp')),
    named('ResourceDisplayName', stored('ResourceDisplayName')),
    named('ResourceId', stored('ResourceIdentity')),
    named('ResourceTenantId', stored('ResourceTenantId')),
    named('DeviceName', stored('DeviceDetail.displayName')),
    ...device.map((name) => named(name, stored('DeviceDetail.deviceId'))),
    named('OSPlatform', stored('DeviceDetail.operatingSystem')),
    named('DeviceTrustType', trustType),
    named('IsManaged', flag('DeviceDetail.isManaged')),
    named('IsCompliant', flag('DeviceDetail.isCompliant')),
    named('AuthenticationProcessingDetails', stored('AuthenticationProcessingDetails')),
    named('AuthenticationRequirement', stored('AuthenticationRequirement')),
    named('TokenIssuerType', numberOf('TokenIssuerType', defenderWords.tokenIssuer, nullOf('int'))),
    named('RiskLevelAggregated', numberOf('RiskLevelAggregated', defenderWords.riskLevel, number(0))),
    named('RiskDetails', stored('RiskDetails')),
    named('RiskState', numberOf('RiskState', defenderWords.riskState, nullOf('int'))),
    named('UserAgent', stored('UserAgent')),
    named('ClientAppUsed', stored('ClientAppUsed')),
    named('Browser', stored('DeviceDetail.browser')),
    named('ConditionalAccessPolicies', call('toText', [stored('ConditionalAccessPolicies')])),
    named(
      'ConditionalAccessStatus',
      numberOf('ConditionalAccessStatus', defenderWords.accessStatus, nullOf('int')),
    ),
    ...place,
    named('NetworkLocationDetails', stored('NetworkLocationDetails')),
    ...ids,
    named('EndpointCall', stored('EndpointCall')),
  ];
}

const applicationColumns: readonly ViewColumn[] = [
  named('Timestamp', stored('EventTime')),
  named('Application', stored('AppDisplayName')),
  named('ApplicationId', stored('AppId')),
  named('IsManagedIdentity', ofTables('AADManagedIdentitySignInLogs')),
  named('ErrorCode', call('toInt', [stored('ResultType')])),
  named('CorrelationId', stored('CorrelationId')),
  named('ServicePrincipalName', stored('ServicePrincipalName')),
  named('ServicePrincipalId', stored('ServicePrincipalId')),
  named('ResourceDisplayName', stored('ResourceDisplayName')),
  named('ResourceId', stored('ResourceIdentity')),
  named('ResourceTenantId', stored('ResourceTenantId')),
  ...place,
  ...ids,
];

const users: View = {
  name: 'EntraIdSignInEvents',
  title: 'Sign-ins of users, interactive or not (Defender XDR)',
  scan,
  filter: ofTables('SigninLogs', 'AADNonInteractiveUserSignInLogs'),
  columns: userColumns('EntraIdDeviceId'),
  time: 'Timestamp',
};

const applications: View = {
  name: 'EntraIdSpnSignInEvents',
  title: 'Sign-ins of applications and managed identities (Defender XDR)',
  scan,
  filter: ofTables('AADServicePrincipalSignInLogs', 'AADManagedIdentitySignInLogs'),
  columns: applicationColumns,
  time: 'Timestamp',
};

/**
 * A table with the columns that every table of a workspace has: where Sentinel and Defender share a portal, rules ask
 * Defender's tables for `TimeGenerated` too.
 */
function inWorkspace(view: View): View {
  return {
    ...view,
    columns: [
      ...view.columns,
      named('TimeGenerated', stored('TimeGenerated')),
      named('TenantId', stored('TenantId')),
      named('SourceSystem', call('coalesce', [stored('SourceSystem'), text('Azure AD')])),
      named('Type', text(view.name)),
    ],
  };
}

/** The sign-ins as Defender's advanced hunting knows them, under the tables' names of today and before. */
export const defenderTables: readonly View[] = [
  users,
  applications,
  {
    ...users,
    name: 'AADSignInEventsBeta',
    title: `${users.title}, old name`,
    columns: userColumns('AadDeviceId', 'EntraIdDeviceId').filter(
      ({ name }) => name !== 'IsConfidentialClient',
    ),
  },
  { ...applications, name: 'AADSpnSignInEventsBeta', title: `${applications.title}, old name` },
].map(inWorkspace);
