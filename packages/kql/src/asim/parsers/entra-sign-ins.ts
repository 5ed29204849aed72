import { typeIfSet, wordFor } from '../asim-parser.js';
import type { AsimParser, Vocabulary } from '../asim-parser.js';
import { authentication } from '../schemas/authentication.js';

/**
 * What the codes of Entra mean in the schema, as Microsoft's parsers of users' sign-ins have them; codes of
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const userResults: Vocabulary = {
  Success: ['0'],
  'Logon violates policy': [
    '50005',
    '50011',
    '50020',
    '50058',
    '50072',
    '50074',
    '50076',
    '50079',
    '50105',
    '53003',
    '80012',
  ],
  'No such user or password': ['50034', '50059', '50064', '50126', '51004', '500011', '700016'],
  'User locked': ['50053'],
  'Password expired': ['50055', '50132', '50133', '50144', '50173', '70008'],
  'Incorrect password': ['50056'],
  'User disabled': ['50057'],
};

/** The same for applications and managed identities, whose parsers use newer words. */
const applicationResults: Vocabulary = {
  'Logon violates policy': [
    '50005',
    '50011',
    '50020',
    '50058',
    '50072',
    '50074',
    '50076',
    '50078',
    '50079',
    '50105',
    '53003',
    '80012',
    '530032',
    '530034',
    '1002016',
  ],
  'No such user': ['50034', '50059', '51004', '70021', '500011', '700016'],
  'No such user or password': ['50064', '50126'],
  'User locked': ['50053'],
  'User disabled': ['50057', '500341'],
  'Password expired': ['50055', '50132', '50133', '50144'],
  'Incorrect password': ['50056', '7000215'],
  'Incorrect key': ['700027'],
  'Session expired': ['50173', '70008', '700082', '7000222'],
  'Transient error': ['90024', '90033'],
  Other: ['100003'],
};

/** The kinds of application that a user signs in with (`ClientAppUsed`). */
const clientKinds: Vocabulary = {
  Process: ['Mobile Apps and Desktop clients'],
  Service: ['Browser'],
  CSP: ['Authenticated SMTP', 'Exchange ActiveSync'],
};

const steps = {
  EventResult: "iff(ResultType == '0', 'Success', 'Failure')",
  DeviceOf: 'todynamic(DeviceDetail)',
  PlaceOf: 'todynamic(LocationDetails)',
};

const place = {
  SrcGeoCountry: 'tostring(PlaceOf.countryOrRegion)',
  SrcGeoRegion: 'tostring(PlaceOf.state)',
  SrcGeoCity: 'tostring(PlaceOf.city)',
  SrcGeoLatitude: 'toreal(PlaceOf.geoCoordinates.latitude)',
  SrcGeoLongitude: 'toreal(PlaceOf.geoCoordinates.longitude)',
};

const shared = {
  EventVendor: "'Microsoft'",
  EventProduct: "'AAD'",
  Dvc: "'Microsoft'",
  EventType: "'Logon'",
  EventResult: 'EventResult',
  EventOriginalResultDetails: 'coalesce(ResultDescription, ResultType)',
  EventSeverity: "iff(EventResult == 'Failure', 'Low', 'Informational')",
  EventOriginalUid: 'Id',
  SrcIpAddr: 'IPAddress',
  HttpUserAgent: 'UserAgent',
  TargetSessionId: 'CorrelationId',
  TargetUserScopeId: 'AADTenantId',
  ...place,
};

const userColumns = {
  ...shared,
  EventResultDetails: wordFor('ResultType', userResults),
  LogonProtocol: "iff(AuthenticationProtocol =~ 'none', '', AuthenticationProtocol)",
  TargetUserId: 'UserId',
  TargetUserIdType: typeIfSet('UserId', 'AADID'),
  TargetUsername: 'UserPrincipalName',
  TargetUsernameType: typeIfSet('UserPrincipalName', 'UPN'),
  TargetUserType: wordFor('tolower(UserType)', { Regular: ['member'], Guest: ['guest'] }),
  TargetOriginalUserType: 'UserType',
  ActingOriginalAppType: 'ClientAppUsed',
  ActingAppType: wordFor('ClientAppUsed', clientKinds, "iff(isempty(ClientAppUsed), '', 'Other')"),
  SrcDvcId: 'tostring(DeviceOf.deviceId)',
  SrcDvcIdType: typeIfSet('tostring(DeviceOf.deviceId)', 'Other'),
  SrcHostname: 'tostring(DeviceOf.displayName)',
  SrcDvcOs: 'tostring(DeviceOf.operatingSystem)',
};

const applicationColumns = {
  ...shared,
  EventType: wordFor('ResultType', { Logoff: ['50061', '50068'] }, "'Logon'"),
  EventResultDetails: wordFor('ResultType', applicationResults),
  EventSeverity: "iff(EventResult == 'Success' or ResultType in ('90024', '90033'), 'Informational', 'Low')",
  EventProductVersion: 'OperationVersion',
  TargetUserId: 'ServicePrincipalId',
  TargetUserIdType: typeIfSet('ServicePrincipalId', 'AADID'),
  TargetUsername: 'ServicePrincipalName',
  TargetUsernameType: typeIfSet('ServicePrincipalName', 'Simple'),
  ActingAppId: 'AppId',
  TargetAppId: 'ResourceIdentity',
  TargetAppName: 'ResourceDisplayName',
  TargetAppType: "'Resource'",
};

/** Entra's sign-ins. https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs */
export const entraSignIns: readonly AsimParser[] = [
  {
    id: 'SigninLogs',
    aliases: ['AADSigninLogs'],
    schema: authentication,
    table: 'SigninLogs',
    steps,
    columns: {
      ...userColumns,
      EventSubType: "'Interactive'",
      LogonMethod: wordFor('AuthenticationRequirement', {
        'Username & Password': ['singleFactorAuthentication'],
        'Multi factor authentication': ['multiFactorAuthentication'],
      }),
      TargetAppId: 'AppId',
      TargetAppName: 'AppDisplayName',
    },
  },
  {
    id: 'AADNonInteractiveUserSignInLogs',
    aliases: ['AADNonInteractive'],
    schema: authentication,
    table: 'AADNonInteractiveUserSignInLogs',
    steps,
    columns: {
      ...userColumns,
      EventSubType: "'NonInteractive'",
      LogonMethod: 'AuthenticationRequirement',
      TargetAppId: 'ResourceIdentity',
      TargetAppName: 'ResourceDisplayName',
    },
  },
  {
    id: 'AADServicePrincipalSignInLogs',
    aliases: ['AADServicePrincipal'],
    schema: authentication,
    table: 'AADServicePrincipalSignInLogs',
    steps: { EventResult: steps.EventResult, PlaceOf: steps.PlaceOf },
    columns: { ...applicationColumns, LogonMethod: "'Service Principal'", TargetUserType: "'Service'" },
  },
  {
    id: 'AADManagedIdentitySignInLogs',
    aliases: ['AADManagedIdentity'],
    schema: authentication,
    table: 'AADManagedIdentitySignInLogs',
    steps: { EventResult: steps.EventResult, PlaceOf: steps.PlaceOf },
    columns: { ...applicationColumns, LogonMethod: "'Managed Identity'", TargetUserType: "'Application'" },
  },
];
