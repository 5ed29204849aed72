import type { Json } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind, LogRow } from '../logs/log-kind.js';
import { shift } from '../time.js';
import { browserOf, oktaRecord, osOf, targetsOf } from './record.js';
import type { OktaEvent } from './okta-event.js';

const customColumns = logColumns(`
  TenantId SourceSystem MG ManagementGroupName TimeGenerated:datetime Computer RawData actor_alternateId_s
  actor_displayName_s actor_id_s actor_type_s authenticationContext_authenticationProvider_s
  authenticationContext_authenticationStep_d:real authenticationContext_credentialProvider_s
  authenticationContext_credentialType_s authenticationContext_externalSessionId_s client_device_s
  client_geographicalContext_city_s client_geographicalContext_country_s
  client_geographicalContext_geolocation_lat_d:real client_geographicalContext_geolocation_lon_d:real
  client_geographicalContext_state_s client_ipAddress_s client_userAgent_browser_s client_userAgent_os_s
  client_userAgent_rawUserAgent_s client_zone_s debugContext_debugData_s displayMessage_s eventType_s
  legacyEventType_s uuid_g outcome_reason_s outcome_result_s request_ipChain_s securityContext_asNumber_d:real
  securityContext_asOrg_s securityContext_domain_s securityContext_isp_s securityContext_isProxy_b:bool severity_s
  target_s transaction_id_s transaction_type_s version_s published_t:datetime Type
`);

/** The row of `Okta_CL`: the event's keys with `_` between levels; JSON as objects. */
function customRow(event: OktaEvent, workspaceId: string): LogRow {
  const { actor, client, outcome, transaction } = event;
  return {
    table: 'Okta_CL',
    columns: customColumns,
    values: {
      TenantId: workspaceId,
      SourceSystem: 'RestAPI',
      TimeGenerated: shift(event.published, 300_000),
      actor_alternateId_s: actor.alternateId,
      actor_displayName_s: actor.displayName,
      actor_id_s: actor.id,
      actor_type_s: actor.type,
      authenticationContext_authenticationProvider_s:
        event.credentialType === null ? null : 'FACTOR_PROVIDER',
      authenticationContext_authenticationStep_d: 0,
      authenticationContext_credentialProvider_s:
        event.credentialType === null ? null : 'OKTA_CREDENTIAL_PROVIDER',
      authenticationContext_credentialType_s: event.credentialType,
      authenticationContext_externalSessionId_s: event.sessionId,
      client_device_s: client === null ? null : 'Computer',
      client_geographicalContext_city_s: client?.city ?? null,
      client_geographicalContext_country_s: client?.country ?? null,
      client_geographicalContext_geolocation_lat_d: client?.latitude ?? null,
      client_geographicalContext_geolocation_lon_d: client?.longitude ?? null,
      client_geographicalContext_state_s: client?.state ?? null,
      client_ipAddress_s: client?.ipAddress ?? null,
      client_userAgent_browser_s: browserOf(event),
      client_userAgent_os_s: osOf(event),
      client_userAgent_rawUserAgent_s: client?.userAgent ?? null,
      client_zone_s: client === null ? null : 'null',
      debugContext_debugData_s: event.debugData,
      displayMessage_s: event.displayMessage,
      eventType_s: event.eventType,
      legacyEventType_s: event.legacyEventType,
      uuid_g: event.uuid,
      outcome_reason_s: outcome.reason,
      outcome_result_s: outcome.result,
      request_ipChain_s: chainOf(event),
      securityContext_asNumber_d: client?.asNumber ?? null,
      securityContext_asOrg_s: client === null ? null : 'example networks',
      securityContext_domain_s: client === null ? null : '.',
      securityContext_isp_s: client === null ? null : 'example networks',
      securityContext_isProxy_b: client?.isProxy ?? null,
      severity_s: event.severity,
      target_s: event.targets.length === 0 ? null : targetsOf(event),
      transaction_id_s: transaction.id,
      transaction_type_s: transaction.type,
      version_s: '0',
      published_t: event.published,
      Type: 'Okta_CL',
    },
  };
}

function chainOf(event: OktaEvent): Json {
  const { request } = oktaRecord(event);
  return typeof request === 'object' && request !== null && 'ipChain' in request
    ? (request['ipChain'] ?? null)
    : null;
}

const normalisedColumns = logColumns(`
  TenantId TimeGenerated:datetime OriginalActorAlternateId ActorDisplayName OriginalUserId OriginalUserType
  AuthenticationContextAuthenticationProvider AuthenticationContextAuthenticationStep:int
  AuthenticationContextCredentialProvider LogonMethod ActorSessionId OriginalClientDevice SrcGeoCity SrcGeoCountry
  SrcGeoLatitude:real SrcGeoLongtitude:real SrcGeoRegion SrcIpAddr ActingAppName SrcDvcOs HttpUserAgent SrcZone
  DebugData:dynamic EventMessage EventOriginalType LegacyEventType EventOriginalUid EventOriginalResultDetails
  OriginalOutcomeResult Request:dynamic SecurityContextAsNumber:int SecurityContextAsOrg SecurityContextDomain SrcIsp
  SecurityContextIsProxy:bool OriginalSeverity OriginalTarget:dynamic TransactionDetail:dynamic TransactionId
  TransactionType Version Type
`);

/** The row of `OktaV2_CL` and of `OktaSystemLogs`. */
function normalisedRow(table: string, event: OktaEvent, workspaceId: string): LogRow {
  const { actor, client, outcome, transaction } = event;
  return {
    table,
    columns: normalisedColumns,
    values: {
      TenantId: workspaceId,
      TimeGenerated: event.published,
      OriginalActorAlternateId: actor.alternateId,
      ActorDisplayName: actor.displayName,
      OriginalUserId: actor.id,
      OriginalUserType: actor.type,
      AuthenticationContextAuthenticationProvider: event.credentialType === null ? null : 'FACTOR_PROVIDER',
      AuthenticationContextAuthenticationStep: 0,
      AuthenticationContextCredentialProvider:
        event.credentialType === null ? null : 'OKTA_CREDENTIAL_PROVIDER',
      LogonMethod: event.credentialType,
      ActorSessionId: event.sessionId,
      OriginalClientDevice: client === null ? null : 'Computer',
      SrcGeoCity: client?.city ?? null,
      SrcGeoCountry: client?.country ?? null,
      SrcGeoLatitude: client?.latitude ?? null,
      SrcGeoLongtitude: client?.longitude ?? null,
      SrcGeoRegion: client?.state ?? null,
      SrcIpAddr: client?.ipAddress ?? null,
      ActingAppName: browserOf(event),
      SrcDvcOs: osOf(event),
      HttpUserAgent: client?.userAgent ?? null,
      SrcZone: client === null ? null : 'null',
      DebugData: event.debugData,
      EventMessage: event.displayMessage,
      EventOriginalType: event.eventType,
      LegacyEventType: event.legacyEventType,
      EventOriginalUid: event.uuid,
      EventOriginalResultDetails: outcome.reason,
      OriginalOutcomeResult: outcome.result,
      Request: oktaRecord(event)['request'] ?? null,
      SecurityContextAsNumber: client?.asNumber ?? null,
      SecurityContextAsOrg: client === null ? null : 'example networks',
      SecurityContextDomain: client === null ? null : '.',
      SrcIsp: client === null ? null : 'example networks',
      SecurityContextIsProxy: client?.isProxy ?? null,
      OriginalSeverity: event.severity,
      OriginalTarget: event.targets.length === 0 ? null : targetsOf(event),
      TransactionDetail: {},
      TransactionId: transaction.id,
      TransactionType: transaction.type,
      Version: '0',
      Type: table,
    },
  };
}

function tableOf(table: string, row: LogKind<OktaEvent>['row']): LogKind<OktaEvent> {
  return {
    id: table,
    timeOf: (event) => event.published,
    recordTimeOf: (event) => event.published,
    row,
  };
}

function normalised(table: string): LogKind<OktaEvent> {
  return tableOf(table, (event, workspaceId) => normalisedRow(table, event, workspaceId));
}

/** The table of the newest connector. */
export const oktaSystemLogs = normalised('OktaSystemLogs');

/** The tables that connectors fill with Okta's events. */
export const oktaTables: readonly LogKind<OktaEvent>[] = [
  tableOf('Okta_CL', customRow),
  normalised('OktaV2_CL'),
  oktaSystemLogs,
];
