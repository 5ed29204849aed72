import { call, long, nullOf } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { anySet, firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import type { Given } from '../stored-log/stored-log.js';

/** A class of OCSF events that is read. */
interface OcsfClass {
  readonly uid: number;
  readonly table: string;
  readonly title: string;
  /** Attributes that other classes have not, `name` (text) or `name:type`. */
  readonly attributes: string;
}

/**
 * The classes, with their own attributes (log-format reference, section 14; https://schema.ocsf.io, versions 1.0 to
 * 1.8). Security Lake files CloudTrail's changes of users under Account Change.
 */
export const classes: readonly OcsfClass[] = [
  {
    uid: 3002,
    table: 'OcsfAuthentication',
    title: 'OCSF Authentication (3002)',
    attributes: `
      user:dynamic service:dynamic session:dynamic is_mfa:bool is_remote:bool is_cleartext:bool is_new_logon:bool
      auth_protocol auth_protocol_id:int logon_type logon_type_id:int logon_process:dynamic
      auth_factors:dynamic authentication_token:dynamic account_switch_type account_switch_type_id:int
      certificate:dynamic`,
  },
  {
    uid: 6003,
    table: 'OcsfApiActivity',
    title: 'OCSF API Activity (6003)',
    attributes: 'resources:dynamic',
  },
  {
    uid: 3001,
    table: 'OcsfAccountChange',
    title: 'OCSF Account Change (3001)',
    attributes: `
      user:dynamic user_result:dynamic policy:dynamic policies:dynamic resource:dynamic resources:dynamic
      auth_factors:dynamic`,
  },
];

/** Attributes of every class, and of the profiles cloud, datetime, host, security control and OSINT. */
const common = `
  time:long time_dt:datetime activity_id:int activity_name category_uid:int category_name class_uid:int class_name
  type_uid:long type_name severity_id:int severity status_id:int status status_code status_detail message
  metadata:dynamic cloud:dynamic actor:dynamic api:dynamic src_endpoint:dynamic dst_endpoint:dynamic
  http_request:dynamic device:dynamic start_time:datetime start_time_dt:datetime end_time:datetime
  end_time_dt:datetime duration:long count:int timezone_offset:int observables:dynamic enrichments:dynamic
  malware:dynamic attacks:dynamic action action_id:int disposition disposition_id:int confidence confidence_id:int
  risk_level risk_level_id:int risk_score:int osint:dynamic authorizations:dynamic unmapped:dynamic raw_data
  accountid region eventday asl_version`;

const user = [
  'uid',
  'uid_alt',
  'uuid',
  'name',
  'type',
  'email_addr',
  'full_name',
  'domain',
  'credential_uid',
  'account.uid',
  'account_uid',
];

const paths: Readonly<Record<string, readonly string[]>> = {
  metadata: [
    'uid',
    'version',
    'event_code',
    'product.name',
    'product.vendor_name',
    'product.version',
    'product.feature.name',
    'log_name',
  ],
  actor: [
    ...user.map((name) => `user.${name}`),
    'session.uid',
    'session.issuer',
    'session.is_mfa',
    'session.mfa',
    'session.credential_uid',
    'invoked_by',
    'idp.name',
    'app_name',
  ],
  user: [...user, 'risk_level', 'risk_level_id'],
  session: ['uid', 'uid_alt', 'issuer', 'is_mfa', 'mfa', 'credential_uid'],
  api: [
    'operation',
    'service.name',
    'version',
    'request.uid',
    'request.data',
    'response.error',
    'response.error_message',
    'response.message',
    'response.code',
    'response.data',
  ],
  src_endpoint: [
    'ip',
    'domain',
    'uid',
    'svc_name',
    'name',
    'location.city',
    'location.country',
    'location.region',
    'autonomous_system.number',
  ],
  dst_endpoint: ['ip', 'domain', 'hostname', 'svc_name'],
  http_request: ['user_agent', 'url.url_string', 'referrer'],
  cloud: ['provider', 'region', 'account.uid', 'account_uid'],
  service: ['name', 'uid'],
};

const EPOCH = 621_355_968_000_000_000n;

/** OCSF's events, all classes together, under OCSF's own names. */
export const log = defineLog({
  dataset: 'ocsf',
  tables: classes.map(({ table, title, attributes }) => ({
    name: table,
    title,
    categories: [],
    columns: `TimeGenerated:datetime ${common} ${attributes} Type`,
    signatures: [],
  })),
  more: 'Complete:bool',
  paths,
  // An event that tells how its request went is whole: where nothing failed, no error is there.
  carried: {
    Complete: [
      'status_code',
      'status_detail',
      'actor.invoked_by',
      ...['error', 'error_message', 'message', 'code', 'data'].map((name) => `api.response.${name}`),
    ],
  },
  addresses: [],
  eventTimes: ['time_dt'],
  recordTimes: ['time_dt'],
  derive,
});

/** Both spellings of a time, whichever an event has: `time` is in milliseconds since 1970. */
function derive(given: Given): Readonly<Record<string, Expression>> {
  const time = given['time_dt'];
  const both = ['start_time', 'end_time'].map(
    (name) => [name, firstOf(given[name], given[`${name}_dt`])] as const,
  );
  return {
    Complete: anySet(given['status'] ?? nullOf('string'), given['status_id'] ?? nullOf('int')),
    ...Object.fromEntries(
      both.flatMap(([name, value]) => [
        [name, value],
        [`${name}_dt`, value],
      ]),
    ),
    ...(time === undefined
      ? {}
      : {
          time: call('toLong', [
            call(
              'divide',
              [call('subtract', [call('toLong', [time]), long(EPOCH)], 'long'), long(10_000)],
              'long',
            ),
          ]),
        }),
  };
}
