import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, isSet } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import type { Given } from '../stored-log/stored-log.js';

/** Fields of `debugContext.debugData` that published rules name. */
const debugPaths = [
  'authnRequestId',
  'behaviors',
  'deviceFingerprint',
  'dtHash',
  'factor',
  'logOnlySecurityData',
  'loginResult',
  'origin',
  'privilegeGranted',
  'requestId',
  'requestUri',
  'risk',
  'threatDetections',
  'threatSuspected',
  'url',
];

/** What an event has depends on its type: there a null is no gap where the export would have had it. */
const perEvent = [
  'ActingAppName',
  'ActorDetailEntry',
  'ActorSessionId',
  'AuthenticationContextAuthenticationProvider',
  'AuthenticationContextCredentialProvider',
  'AuthenticationContextInterface',
  'AuthenticationContextIssuerId',
  'AuthenticationContextIssuerType',
  'AuthenticationContextRootSessionId',
  'DebugData',
  'Device',
  'EventOriginalResultDetails',
  'HttpUserAgent',
  'LegacyEventType',
  'LogonMethod',
  'OriginalClientDevice',
  'OriginalOutcomeResult',
  'OriginalTarget',
  'Request',
  'SecurityContextAsNumber',
  'SecurityContextAsOrg',
  'SecurityContextDomain',
  'SecurityContextIsProxy',
  'SecurityContextRisk',
  'SecurityContextUserBehaviors',
  'SrcDvcId',
  'SrcDvcOs',
  'SrcGeoCity',
  'SrcGeoCountry',
  'SrcGeoLatitude',
  'SrcGeoLongtitude',
  'SrcGeoPostalCode',
  'SrcGeoRegion',
  'SrcIpAddr',
  'SrcIsp',
  'SrcZone',
  'TransactionDetail',
  'TransactionId',
  'TransactionType',
  ...debugPaths.map((path) => `DebugData.${path}`),
];

/**
 * Okta's System Log under the names of the table OktaSystemLogs
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/oktasystemlogs; log-format reference, section 12).
 */
export const log = defineLog({
  dataset: 'okta',
  tables: [
    {
      name: 'OktaSystemLogs',
      title: 'Okta System Log',
      categories: [],
      columns: `
        TenantId ActingAppName ActingAppType ActorDetailEntry:dynamic ActorDisplayName ActorSessionId ActorUserId
        ActorUserIdType ActorUsername ActorUsernameType ActorUserType AuthenticationContextAuthenticationProvider
        AuthenticationContextAuthenticationStep:int AuthenticationContextCredentialProvider
        AuthenticationContextInterface AuthenticationContextIssuerId AuthenticationContextIssuerType
        DebugData:dynamic DvcAction EventMessage EventOriginalResultDetails EventOriginalType EventOriginalUid
        EventResult EventSeverity HttpUserAgent LegacyEventType LogonMethod OriginalActorAlternateId
        OriginalClientDevice OriginalOutcomeResult OriginalSeverity OriginalTarget:dynamic OriginalUserId
        OriginalUserType Request:dynamic SecurityContextAsNumber:int SecurityContextAsOrg SecurityContextDomain
        SecurityContextIsProxy:bool SrcDeviceType SrcDvcId SrcDvcOs SrcGeoCity SrcGeoCountry SrcGeoLatitude:real
        SrcGeoLongtitude:real SrcGeoPostalCode SrcGeoRegion SrcIpAddr SrcIsp SrcZone TimeGenerated:datetime
        TransactionDetail:dynamic TransactionId TransactionType Version SrcDvcIdType SourceSystem Type _IsBillable
        _BilledSize:real`,
      signatures: [],
    },
    {
      name: 'OktaV2_CL',
      title: 'Okta System Log (connector with the codeless framework)',
      categories: [],
      // The order of the vendor's parser, then what else the connector's table has.
      columns: `
        TimeGenerated:datetime OriginalActorAlternateId ActorDetailEntry:dynamic ActorDisplayName OriginalUserId
        OriginalUserType AuthenticationContextAuthenticationProvider AuthenticationContextAuthenticationStep:int
        AuthenticationContextCredentialProvider LogonMethod ActorSessionId AuthenticationContextInterface
        AuthenticationContextIssuerId AuthenticationContextIssuerType OriginalClientDevice SrcGeoCity SrcGeoCountry
        SrcGeoLatitude:real SrcGeoLongtitude:real SrcGeoPostalCode SrcGeoRegion SrcDvcId SrcIpAddr ActingAppName
        SrcDvcOs HttpUserAgent SrcZone DebugData:dynamic EventMessage EventOriginalType LegacyEventType
        EventOriginalUid EventOriginalResultDetails OriginalOutcomeResult Request:dynamic
        SecurityContextAsNumber:int SecurityContextAsOrg SecurityContextDomain SrcIsp SecurityContextIsProxy:bool
        OriginalSeverity OriginalTarget:dynamic TransactionDetail:dynamic TransactionId TransactionType Version
        ActingAppType ActorUserId ActorUserIdType ActorUsername ActorUsernameType ActorUserType DvcAction EventResult
        EventSeverity SrcDeviceType SrcDvcIdType TenantId Type`,
      // The normalised tables of Sentinel share the names that are not of Okta alone.
      signatures: [
        ['EventOriginalType', 'OriginalActorAlternateId'],
        ['EventOriginalType', 'OriginalOutcomeResult'],
        ['EventOriginalType', 'SecurityContextAsOrg'],
      ],
    },
  ],
  more: `
    Complete:bool Published:datetime AuthenticationContextRootSessionId SecurityContextRisk:dynamic
    SecurityContextUserBehaviors:dynamic Device:dynamic Domain`,
  paths: { DebugData: debugPaths },
  carried: { Complete: perEvent },
  addresses: ['SrcIpAddr'],
  eventTimes: ['Published'],
  recordTimes: ['Published'],
  derive: (given) => ({
    ...normalised(given),
    Published: firstOf(given['Published'] ?? nullOf('datetime'), given['TimeGenerated']),
    // Every event has debug data; an export that has some has left nothing out.
    Complete: firstOf(given['Complete'] ?? nullOf('bool'), isSet(given['DebugData'] ?? nullOf('dynamic'))),
  }),
});

/** The columns that the connector fills from others, where a shape does not have them. */
function normalised(given: Given): Readonly<Record<string, Expression>> {
  const value = (name: string): Expression => given[name] ?? nullOf('string');
  const is = (condition: Expression, result: Expression): Expression =>
    call('if', [condition, result, nullOf('string')]);
  const mapped = (name: string, words: Readonly<Record<string, string>>): Expression =>
    call('case', [
      ...Object.entries(words).flatMap(([word, meaning]) => [
        call('eq', [value(name), text(word)]),
        text(meaning),
      ]),
      nullOf('string'),
    ]);
  const userId = call('nullIf', [call('nullIf', [value('OriginalUserId'), text('unknown')]), text('')]);
  const isMail = call('contains', [value('OriginalActorAlternateId'), text('@')]);
  const known: Readonly<Record<string, Expression>> = {
    ActingAppType: text('Browser'),
    ActorUserId: userId,
    ActorUserIdType: is(isSet(userId), text('OktaId')),
    ActorUsername: is(isMail, value('OriginalActorAlternateId')),
    ActorUsernameType: is(isMail, text('UPN')),
    ActorUserType: mapped('OriginalUserType', {
      SystemPrincipal: 'System Principal',
      PublicClientApp: 'Application',
      User: 'Regular',
    }),
    DvcAction: mapped('OriginalOutcomeResult', { ALLOW: 'Allow', DENY: 'Deny', SKIPPED: 'Drop' }),
    EventResult: mapped('OriginalOutcomeResult', {
      SUCCESS: 'Success',
      ALLOW: 'Success',
      DENY: 'Failure',
      SKIPPED: 'Failure',
      FAILURE: 'Failure',
      CHALLENGE: 'Partial',
      UNKNOWN: 'NA',
    }),
    EventSeverity: mapped('OriginalSeverity', {
      DEBUG: 'Informational',
      INFO: 'Informational',
      WARN: 'Medium',
      ERROR: 'High',
    }),
    SrcDeviceType: mapped('OriginalClientDevice', { Computer: 'Computer' }),
    SrcDvcIdType: is(isSet(value('SrcDvcId')), text('OktaId')),
  };
  return Object.fromEntries(Object.entries(known).map(([name, made]) => [name, firstOf(given[name], made)]));
}
