import type { JsonObject } from '../json.js';
import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';

/** An activity of the Reports API (log-format reference, section 11). */
export interface WorkspaceActivity {
  /** UTC, milliseconds: seven fraction digits, the last four of them 0. */
  readonly time: string;
  readonly uniqueQualifier: string;
  readonly application: 'login' | 'admin' | 'token' | 'drive';
  readonly customerId: string;
  readonly email: string;
  readonly profileId: string;
  readonly ipAddress: string;
  readonly events: readonly WorkspaceEvent[];
}

export interface WorkspaceEvent {
  readonly type: string;
  readonly name: string;
  readonly parameters: readonly WorkspaceParameter[];
}

type WorkspaceParameter =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly boolValue: boolean }
  | { readonly name: string; readonly multiValue: readonly string[] };

function login(name: string, methods: readonly string[], suspicious: boolean): WorkspaceEvent {
  return {
    type: 'login',
    name,
    parameters: [
      { name: 'login_type', value: 'google_password' },
      { name: 'login_challenge_method', multiValue: methods },
      ...(name === 'login_failure'
        ? [{ name: 'login_failure_type', value: 'login_failure_access_code_disallowed' }]
        : [{ name: 'is_suspicious', boolValue: suspicious }]),
    ],
  };
}

/** What a person does in a day, and an administrator to them; some activities are of several events. */
function drafts(user: TenantUser): readonly Pick<WorkspaceActivity, 'application' | 'events'>[] {
  const enforced: WorkspaceParameter = { name: 'USER_EMAIL', value: user.principalName };
  return [
    { application: 'login', events: [login('login_success', ['password'], false)] },
    {
      application: 'login',
      events: [login('login_failure', ['password', 'google_authenticator'], false)],
    },
    {
      application: 'login',
      events: [
        login('login_success', ['password', 'security_key'], true),
        {
          type: 'account_warning',
          name: 'suspicious_login',
          parameters: [{ name: 'affected_email_address', value: user.principalName }],
        },
      ],
    },
    {
      application: 'admin',
      events: [
        { type: 'USER_SETTINGS', name: 'UNENROLL_USER_FROM_STRONG_AUTH', parameters: [enforced] },
        {
          type: 'SECURITY_SETTINGS',
          name: 'ENFORCE_STRONG_AUTHENTICATION',
          parameters: [
            { name: 'NEW_VALUE', value: 'false' },
            { name: 'OLD_VALUE', value: 'true' },
            { name: 'ORG_UNIT_NAME', value: 'Tailspin, "all"' },
          ],
        },
        { type: 'USER_SETTINGS', name: 'CHANGE_PASSWORD', parameters: [enforced] },
      ],
    },
  ];
}

/** Activities of a tenant's people; the first person's come from an attacker's address. */
export function composeWorkspaceActivities(tenant: Tenant, at: number): readonly WorkspaceActivity[] {
  const random = createRandom(`${tenant.seed}/workspace`);
  const [administrator] = tenant.users;
  const profiles = new Map(
    tenant.users.map((user) => [user, String(110_000_000_000_000 + random.integer(1_000_000_000))]),
  );
  return tenant.users.flatMap((user, person) =>
    drafts(user).map((draft, index): WorkspaceActivity => {
      const actor = draft.application === 'admin' ? (administrator ?? user) : user;
      const qualifier = `${random.integer(900_000_000) + 100_000_000}${random.integer(900_000_000) + 100_000_000}`;
      return {
        ...draft,
        time: instant(at + person * 1_800_003 + index * 47_011),
        uniqueQualifier: random.chance(0.5) ? `-${qualifier}` : qualifier,
        customerId: 'C04tailsp',
        email: actor.principalName,
        profileId: profiles.get(actor) ?? '',
        ipAddress: person === 0 ? attackerOrigins.hosting.ipAddress : user.office.ipAddress,
      };
    }),
  );
}

/** The activity as the API gives it. */
export function workspaceRecord(activity: WorkspaceActivity): JsonObject {
  return {
    kind: 'admin#reports#activity',
    id: {
      time: `${activity.time.slice(0, 23)}Z`,
      uniqueQualifier: activity.uniqueQualifier,
      applicationName: activity.application,
      customerId: activity.customerId,
    },
    etag: `"${activity.uniqueQualifier}/etag"`,
    actor: { email: activity.email, profileId: activity.profileId },
    ipAddress: activity.ipAddress,
    events: activity.events.map(eventObject),
  };
}

export function eventObject({ type, name, parameters }: WorkspaceEvent): JsonObject {
  return { type, name, parameters: parameters.map((parameter) => ({ ...parameter })) };
}

/** The same activity as Cloud Logging has it, where Workspace shares its logs with Google Cloud. */
export function workspaceAuditEntry(activity: WorkspaceActivity): JsonObject {
  const service = `${activity.application}.googleapis.com`;
  const method =
    activity.application === 'login'
      ? `google.login.LoginService.${camel(activity.events[0]?.name ?? '')}`
      : `google.admin.AdminService.${camel(activity.events[0]?.name.toLowerCase() ?? '')}`;
  return {
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: { principalEmail: activity.email },
      requestMetadata: { callerIp: activity.ipAddress, requestAttributes: {}, destinationAttributes: {} },
      serviceName: service,
      methodName: method,
      resourceName: `organizations/471147114711/${activity.application}`,
      metadata: {
        '@type': 'type.googleapis.com/ccc_hosted_reporting.ActivityProto',
        activityId: {
          uniqQualifier: activity.uniqueQualifier,
          timeUsec: String(Date.parse(`${activity.time.slice(0, 23)}Z`) * 1000),
        },
        event: activity.events.map(({ type, name, parameters }) => ({
          eventType: type,
          eventName: name,
          parameter: parameters.map(({ name: parameter, ...value }) => ({
            name: parameter,
            label: 'LABEL_OPTIONAL',
            ...('multiValue' in value ? { multiStrValue: value.multiValue } : value),
          })),
        })),
      },
    },
    insertId: `ws${activity.uniqueQualifier.slice(-10)}`,
    resource: { type: 'audited_resource', labels: { service, method } },
    timestamp: `${activity.time.slice(0, 23)}Z`,
    severity: activity.application === 'login' ? 'INFO' : 'NOTICE',
    logName: `organizations/471147114711/logs/cloudaudit.googleapis.com%2F${activity.application === 'login' ? 'data_access' : 'activity'}`,
    receiveTimestamp: `${activity.time.slice(0, 23)}Z`,
  };
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
