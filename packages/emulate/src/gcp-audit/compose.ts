import type { JsonObject } from '../json.js';
import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { GcpEvent } from './event.js';

const project = 'tailspin-prod-4711';

type Draft = Omit<
  GcpEvent,
  'insertId' | 'time' | 'project' | 'subject' | 'callerIp' | 'userAgent' | 'email'
> &
  Partial<Pick<GcpEvent, 'subject' | 'callerIp' | 'email'>>;

/** What a compromised user or key does, and what every day brings. */
function drafts(user: TenantUser, random: Random): readonly Draft[] {
  const account = `ci-${random.integer(900) + 100}@${project}.iam.gserviceaccount.com`;
  const accountName = `projects/-/serviceAccounts/${account}`;
  const unique = String(100_000_000_000_000 + random.integer(1_000_000_000));
  const ofAccount = {
    type: 'service_account',
    labels: { project_id: project, email_id: account, unique_id: unique },
  };
  const api = (service: string, method: string): GcpEvent['resource'] => ({
    type: 'audited_resource',
    labels: { project_id: project, service, method },
  });
  return [
    {
      log: 'activity',
      severity: 'NOTICE',
      service: 'iam.googleapis.com',
      method: 'google.iam.admin.v1.CreateServiceAccountKey',
      resourceName: accountName,
      resource: ofAccount,
      permissions: [{ permission: 'iam.serviceAccountKeys.create', granted: true }],
      status: null,
      request: {
        '@type': 'type.googleapis.com/google.iam.admin.v1.CreateServiceAccountKeyRequest',
        name: accountName,
        private_key_type: 2,
      },
      response: {
        '@type': 'type.googleapis.com/google.iam.admin.v1.ServiceAccountKey',
        name: `${accountName}/keys/${random.guid()}`,
        private_key_type: 2,
      },
      serviceData: null,
      metadata: null,
    },
    {
      log: 'activity',
      severity: 'NOTICE',
      service: 'cloudresourcemanager.googleapis.com',
      method: 'SetIamPolicy',
      resourceName: `projects/${project}`,
      resource: { type: 'project', labels: { project_id: project } },
      permissions: [{ permission: 'resourcemanager.projects.setIamPolicy', granted: true }],
      status: null,
      request: {
        '@type': 'type.googleapis.com/google.iam.v1.SetIamPolicyRequest',
        resource: project,
        policy: {
          bindings: [{ role: 'roles/owner', members: [`user:${user.principalName}`] }],
          etag: 'BwXYPRNtbqo=',
        },
      },
      response: null,
      serviceData: {
        '@type': 'type.googleapis.com/google.iam.v1.logging.AuditData',
        policyDelta: {
          bindingDeltas: [{ action: 'ADD', role: 'roles/owner', member: 'user:outsider@partner.example' }],
        },
      },
      metadata: null,
    },
    {
      log: 'data_access',
      severity: 'INFO',
      service: 'iamcredentials.googleapis.com',
      method: 'GenerateAccessToken',
      resourceName: accountName,
      resource: ofAccount,
      // A workload of another cloud: no mail address.
      email: null,
      subject: `principal://iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/build/subject/${user.id}`,
      permissions: [{ permission: 'iam.serviceAccounts.getAccessToken', granted: true }],
      status: null,
      request: {
        '@type': 'type.googleapis.com/google.iam.credentials.v1.GenerateAccessTokenRequest',
        name: accountName,
      },
      response: null,
      serviceData: null,
      metadata: { identityDelegationChain: [accountName] },
    },
    {
      log: 'data_access',
      severity: 'ERROR',
      service: 'iam.googleapis.com',
      method: 'google.iam.admin.v1.ListServiceAccounts',
      resourceName: `projects/${project}`,
      resource: api('iam.googleapis.com', 'google.iam.admin.v1.ListServiceAccounts'),
      permissions: [{ permission: 'iam.serviceAccounts.list', granted: false }],
      status: { code: 7, message: `Permission "iam.serviceAccounts.list" denied on 'projects/${project}'` },
      request: {
        '@type': 'type.googleapis.com/google.iam.admin.v1.ListServiceAccountsRequest',
        name: `projects/${project}`,
        page_size: 100,
      },
      response: null,
      serviceData: null,
      metadata: null,
    },
    {
      log: 'activity',
      severity: 'NOTICE',
      service: 'compute.googleapis.com',
      method: 'v1.compute.instances.insert',
      resourceName: `projects/${project}/zones/europe-west6-a/instances/build-${random.integer(90)}`,
      resource: {
        type: 'gce_instance',
        labels: { project_id: project, zone: 'europe-west6-a', instance_id: unique },
      },
      email: account,
      subject: `serviceAccount:${account}`,
      callerIp: random.pick(['private', 'gce-internal-ip']),
      permissions: [
        { permission: 'compute.instances.create', granted: true },
        { permission: 'compute.disks.create', granted: true },
      ],
      status: null,
      request: {
        '@type': 'type.googleapis.com/compute.instances.insert',
        name: 'build',
        "labels, 'quoted'": 'a "b"',
      },
      response: null,
      serviceData: null,
      metadata: null,
    },
  ];
}

/** Calls on one project: each person makes one of each kind, the first person from an attacker's address. */
export function composeGcpEvents(tenant: Tenant, at: number): readonly GcpEvent[] {
  const random = createRandom(`${tenant.seed}/gcp`);
  return tenant.users.flatMap((user, person) =>
    drafts(user, random).map((draft, index): GcpEvent => {
      const micro = random.integer(999) + 1;
      return {
        insertId: random.guid().replaceAll('-', '').slice(0, 14),
        time: instant(at + person * 3_600_007 + index * 61_013, micro * 10),
        project,
        email: user.principalName,
        subject: `user:${user.principalName}`,
        callerIp: person === 0 ? attackerOrigins.hosting.ipAddress : user.office.ipAddress,
        userAgent: user.userAgent,
        ...draft,
      };
    }),
  );
}

/** The audit record, and the log entry around it. */
export function gcpEntry(event: GcpEvent): JsonObject {
  return {
    protoPayload: auditRecord(event),
    insertId: event.insertId,
    resource: event.resource,
    timestamp: googleTime(event.time),
    severity: event.severity,
    logName: `projects/${event.project}/logs/cloudaudit.googleapis.com%2F${event.log}`,
    receiveTimestamp: googleTime(event.time).replace('Z', '731Z'),
  };
}

/** Microseconds, as Google writes them. */
export function googleTime(time: string): string {
  return `${time.slice(0, 26)}Z`;
}

function auditRecord(event: GcpEvent): JsonObject {
  return {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    status: event.status === null ? {} : { ...event.status },
    authenticationInfo: {
      ...(event.email === null ? {} : { principalEmail: event.email }),
      principalSubject: event.subject,
      ...(event.keyName === undefined ? {} : { serviceAccountKeyName: event.keyName }),
    },
    requestMetadata: {
      callerIp: event.callerIp,
      callerSuppliedUserAgent: event.userAgent,
      requestAttributes: { time: googleTime(event.time), auth: {} },
      destinationAttributes: {},
    },
    serviceName: event.service,
    methodName: event.method,
    authorizationInfo: event.permissions.map(({ permission, granted }) => ({
      resource: event.resourceName,
      permission,
      ...(granted ? { granted } : {}),
      resourceAttributes: {},
    })),
    resourceName: event.resourceName,
    request: event.request,
    ...(event.response === null ? {} : { response: event.response }),
    ...(event.serviceData === null ? {} : { serviceData: event.serviceData }),
    ...(event.metadata === null ? {} : { metadata: event.metadata }),
  };
}
