import { columnList } from '../stored-log/stored-log.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** A column of `Okta_CL`: its name without the suffix that says its type, and the dataset column. */
export interface CustomColumn {
  readonly name: string;
  readonly base: string;
  readonly type: ReturnType<typeof columnList>[number]['type'];
  readonly column: string;
}

/** What tables of that kind put behind a name to say its type. */
const SUFFIX = /_[sdbtg]$/;

/**
 * Fields whose column is not the path with `_` between its steps; `domain`, the organisation's address, is no field of
 * an event but what the connector adds.
 */
const irregular: Readonly<Record<string, string>> = {
  authenticationContext_issuerId: 'AuthenticationContextIssuerId',
  authenticationContext_issuerType: 'AuthenticationContextIssuerType',
  domain: 'Domain',
  request_ipChain: 'Request',
  transaction_details: 'TransactionDetail',
};

/** Names of columns without their suffix, and the dataset columns that they fill. */
export const customNames: ReadonlyMap<string, string> = new Map([
  ...Object.entries(properties).map(([path, column]) => [path.replaceAll('.', '_'), column] as const),
  ...Object.entries(irregular),
]);

/**
 * The columns of `Okta_CL`, Okta's keys with `_` between levels and a suffix for the type, in the order of the vendor's
 * parser (log-format reference, section 12).
 */
export const customColumns: readonly CustomColumn[] = columnList(`
  actor_alternateId_s actor_detailEntry_s actor_displayName_s actor_id_s actor_type_s
  authenticationContext_authenticationProvider_s authenticationContext_authenticationStep_d:real
  authenticationContext_credentialProvider_s authenticationContext_credentialType_s
  authenticationContext_externalSessionId_s authenticationContext_interface_s authenticationContext_issuerId_s
  authenticationContext_issuerType_s client_device_s client_geographicalContext_city_s
  client_geographicalContext_country_s client_geographicalContext_geolocation_lat_d:real
  client_geographicalContext_geolocation_lon_d:real client_geographicalContext_postalCode_s
  client_geographicalContext_state_s client_id_s client_ipAddress_s client_userAgent_browser_s
  client_userAgent_os_s client_userAgent_rawUserAgent_s client_zone_s debugContext_debugData_s displayMessage_s
  eventType_s legacyEventType_s uuid_g outcome_reason_s outcome_result_s request_ipChain_s
  securityContext_asNumber_d:real securityContext_asOrg_s securityContext_domain_s securityContext_isp_s
  securityContext_isProxy_b:bool severity_s target_s transaction_details_s transaction_id_s transaction_type_s
  version_s published_t:datetime
`).map(({ name, type }) => {
  const base = name.replace(SUFFIX, '');
  const column = customNames.get(base);
  if (column === undefined) throw new Error(`${name} of Okta_CL is no field of an event`);
  log.typeOf(column);
  return { name, base, type, column };
});

/** What the name of a column begins with that holds one field of the debug data. */
const DEBUG = /^debugContext_debugData_(\w+?)(?:_[sdbtg])?$/i;

/** The field of the debug data that a column holds; undefined of other columns. */
export function debugField(name: string): string | undefined {
  const bare = name.replace(/ \[UTC\]$/, '');
  return /^debugContext_debugData_[sdbtg]$/i.test(bare) ? undefined : DEBUG.exec(bare)?.[1];
}
