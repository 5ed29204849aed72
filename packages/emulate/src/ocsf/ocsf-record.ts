import type { JsonObject } from '../json.js';
import type { OcsfEvent } from './ocsf-event.js';

/** Versions of the schema whose records differ: the candidate that the first tables of Security Lake hold, and 1.1 on. */
export type OcsfVersion = '1.0.0-rc.2' | '1.1.0' | '1.5.0' | '1.8.0';

const classes = {
  authentication: {
    class_uid: 3002,
    class_name: 'Authentication',
    category_uid: 3,
    activity_id: 1,
    activity_name: 'Logon',
  },
  api: {
    class_uid: 6003,
    class_name: 'API Activity',
    category_uid: 6,
    activity_id: 2,
    activity_name: 'Read',
  },
  account: {
    class_uid: 3001,
    class_name: 'Account Change',
    category_uid: 3,
    activity_id: 1,
    activity_name: 'Create',
  },
} as const;

/**
 * An event as OCSF's public mapping of CloudTrail writes it (log-format reference, section 14): in the candidate the
 * account is `account_uid`, the user's `uid` the principal and its `uuid` the ARN, and the session has `mfa`; since 1.1
 * they are `account.uid`, `uid` the ARN, `uid_alt` the principal, `is_mfa`, and there is a timestamp beside the number.
 */
export function ocsfRecord(event: OcsfEvent, version: OcsfVersion): JsonObject {
  const kind = classes[event.kind];
  const old = version === '1.0.0-rc.2';
  const user: JsonObject = old
    ? {
        account_uid: event.account,
        credential_uid: event.accessKeyId,
        name: event.userName,
        type: 'IAMUser',
        uid: event.principalId,
        uuid: event.userArn,
      }
    : {
        account: { uid: event.account },
        credential_uid: event.accessKeyId,
        name: event.userName,
        type: 'IAMUser',
        uid: event.userArn,
        uid_alt: event.principalId,
      };
  const session: JsonObject = old ? { mfa: event.mfa } : { is_mfa: event.mfa };
  return {
    metadata: {
      uid: event.uid,
      version,
      product: { name: 'CloudTrail', vendor_name: 'AWS', version: '1.09' },
      profiles: old ? ['cloud'] : ['cloud', 'datetime'],
    },
    time: event.time,
    ...(old ? {} : { time_dt: new Date(event.time).toISOString() }),
    ...kind,
    category_name:
      kind.category_uid === 6
        ? 'Application Activity'
        : old
          ? 'Audit Activity'
          : 'Identity & Access Management',
    type_uid: kind.class_uid * 100 + kind.activity_id,
    type_name: `${kind.class_name}: ${kind.activity_name}`,
    severity_id: 1,
    severity: 'Informational',
    status_id: event.success ? 1 : 2,
    status: event.success ? 'Success' : 'Failure',
    cloud: {
      provider: 'AWS',
      region: event.region,
      ...(old ? { account_uid: event.account } : { account: { uid: event.account } }),
    },
    actor: { user, session, invoked_by: null },
    api: {
      operation: event.operation,
      service: { name: event.service },
      version: null,
      request: { uid: `r-${event.uid}`, data: event.request },
      response: { error: event.error },
    },
    src_endpoint: { ip: event.address },
    http_request: { user_agent: event.userAgent },
    ...(event.kind === 'authentication' ? { user, is_mfa: event.mfa, session } : {}),
    ...(event.kind === 'account' ? { user: { name: event.userName } } : {}),
    unmapped: { eventType: 'AwsApiCall', recipientAccountId: event.account },
  };
}
