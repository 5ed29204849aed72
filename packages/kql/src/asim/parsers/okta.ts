import { typeIfSet, wordFor } from '../asim-parser.js';
import type { AsimParser, Vocabulary } from '../asim-parser.js';
import { authentication } from '../schemas/authentication.js';

/** What Okta says of an outcome (https://developer.okta.com/docs/reference/api/system-log/) in the schema's words. */
const reasons: Vocabulary = {
  'User locked': ['LOCKED_OUT'],
  'Incorrect password': ['INVALID_CREDENTIALS'],
  'No such user': ['UNKNOWN_USER'],
  'Incorrect key': ['VERIFICATION_ERROR'],
  'Logon violates policy': ['SSO_AUTHENTICATION_FAILURE', 'PASSWORD_BASED_LOGIN_DISALLOWED'],
  'Password expired': ['PASSWORD_EXPIRED'],
  'Account expired': ['USER_ACCOUNT_EXPIRED'],
  'Session expired': ['DEL_AUTH_TIMEOUT'],
};

const devices: Vocabulary = { Computer: ['Computer'], 'Mobile Device': ['Mobile', 'Tablet'] };

const severities: Vocabulary = {
  Informational: ['DEBUG', 'INFO'],
  Medium: ['WARN'],
  High: ['ERROR'],
};

const signIns = "in ('user.session.start', 'user.session.end')";

const shared = {
  EventVendor: "'Okta'",
  EventProduct: "'Okta'",
  Dvc: "'Okta'",
  EventResult: 'EventResult',
};

function details(reason: string): string {
  return `iff(EventResult == 'Failure', ${wordFor(reason, reasons, "'Other'")}, '')`;
}

function kind(type: string): string {
  return `iff(${type} endswith '.start', 'Logon', 'Logoff')`;
}

/** The two tables that have Okta's events under the schema's names. */
const normalised = (id: string, table: string): AsimParser => ({
  id,
  aliases: [],
  schema: authentication,
  table,
  where: `EventOriginalType ${signIns}`,
  steps: { Name: 'coalesce(ActorUsername, OriginalActorAlternateId)' },
  columns: {
    ...shared,
    EventType: kind('EventOriginalType'),
    EventResultDetails: details('EventOriginalResultDetails'),
    EventOriginalResultDetails: 'EventOriginalResultDetails',
    EventMessage: 'EventMessage',
    EventOriginalType: 'EventOriginalType',
    EventOriginalUid: 'EventOriginalUid',
    EventSeverity: 'EventSeverity',
    EventOriginalSeverity: 'OriginalSeverity',
    DvcAction: 'DvcAction',
    LogonMethod: 'LogonMethod',
    HttpUserAgent: 'HttpUserAgent',
    ActingAppName: 'ActingAppName',
    ActingAppType: typeIfSet('ActingAppName', 'Browser'),
    ActorUserId: 'ActorUserId',
    ActorUserIdType: 'ActorUserIdType',
    ActorUsername: 'Name',
    ActorUsernameType: "iff(isempty(Name), '', _ASIM_GetUsernameType(Name))",
    ActorUserType: 'ActorUserType',
    ActorOriginalUserType: 'OriginalUserType',
    ActorSessionId: 'ActorSessionId',
    TargetUserId: 'ActorUserId',
    TargetUserIdType: 'ActorUserIdType',
    TargetUsername: 'Name',
    TargetUsernameType: "iff(isempty(Name), '', _ASIM_GetUsernameType(Name))",
    TargetUserType: 'ActorUserType',
    TargetOriginalUserType: 'OriginalUserType',
    TargetSessionId: 'ActorSessionId',
    SrcIpAddr: 'SrcIpAddr',
    SrcDvcId: 'SrcDvcId',
    SrcDvcIdType: 'SrcDvcIdType',
    SrcDeviceType: wordFor('OriginalClientDevice', devices),
    SrcDvcOs: 'SrcDvcOs',
    SrcIsp: 'SrcIsp',
    SrcGeoCountry: 'SrcGeoCountry',
    SrcGeoRegion: 'SrcGeoRegion',
    SrcGeoCity: 'SrcGeoCity',
    SrcGeoLatitude: 'SrcGeoLatitude',
    SrcGeoLongitude: 'SrcGeoLongtitude',
  },
});

/** The table of the first connector, under Okta's own names. */
const custom: AsimParser = {
  id: 'OktaSSO',
  aliases: ['OktaOSS'],
  schema: authentication,
  table: 'Okta_CL',
  where: `eventType_s ${signIns}`,
  steps: {
    EventResult: wordFor(
      'outcome_result_s',
      { Success: ['SUCCESS', 'ALLOW'], Failure: ['FAILURE', 'SKIPPED', 'DENY'] },
      "'Partial'",
    ),
  },
  columns: {
    ...shared,
    EventType: kind('eventType_s'),
    EventResultDetails: details('outcome_reason_s'),
    EventOriginalResultDetails: 'outcome_reason_s',
    EventMessage: 'displayMessage_s',
    EventOriginalType: 'eventType_s',
    EventOriginalUid: 'uuid_g',
    EventSeverity: wordFor('severity_s', severities),
    EventOriginalSeverity: 'severity_s',
    LogonMethod: 'authenticationContext_credentialType_s',
    HttpUserAgent: 'client_userAgent_rawUserAgent_s',
    ActingAppName: 'client_userAgent_browser_s',
    ActingAppType: typeIfSet('client_userAgent_browser_s', 'Browser'),
    TargetUserId: 'actor_id_s',
    TargetUserIdType: typeIfSet('actor_id_s', 'OktaId'),
    TargetUsername: 'actor_alternateId_s',
    TargetUsernameType: "iff(isempty(actor_alternateId_s), '', _ASIM_GetUsernameType(actor_alternateId_s))",
    TargetUserType: wordFor('actor_type_s', {
      Regular: ['User'],
      'System Principal': ['SystemPrincipal'],
      Application: ['PublicClientApp'],
    }),
    TargetOriginalUserType: 'actor_type_s',
    TargetSessionId: 'authenticationContext_externalSessionId_s',
    SrcIpAddr: 'client_ipAddress_s',
    SrcDvcId: 'client_id_s',
    SrcDvcIdType: typeIfSet('client_id_s', 'OktaId'),
    SrcDeviceType: wordFor('client_device_s', devices),
    SrcDvcOs: 'client_userAgent_os_s',
    SrcIsp: 'securityContext_isp_s',
    SrcGeoCountry: 'client_geographicalContext_country_s',
    SrcGeoRegion: 'client_geographicalContext_state_s',
    SrcGeoCity: 'client_geographicalContext_city_s',
    SrcGeoLatitude: 'client_geographicalContext_geolocation_lat_d',
    SrcGeoLongitude: 'client_geographicalContext_geolocation_lon_d',
  },
};

/** Okta's System Log. Its tables show the same events here: the functions over all logs read one of them. */
export const okta: readonly AsimParser[] = [
  normalised('OktaV2', 'OktaV2_CL'),
  { ...normalised('OktaSystemLogs', 'OktaSystemLogs'), apart: true },
  { ...custom, apart: true },
];
