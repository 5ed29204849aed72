import type { JsonObject } from '../json.js';
import type { Stage } from '../stories/story.js';
import { instant } from '../time.js';
import type { GcpEvent } from './event.js';

/** Who calls Google Cloud, from where and with which program. */
export interface GcpCaller {
  /** A person's mail address or a service account's. */
  readonly email: string;
  readonly callerIp: string;
  readonly userAgent: string;
  /** The id of the key that a service account signs with. */
  readonly key?: string;
}

/** What is asked of Google Cloud. */
export interface GcpCall {
  readonly log?: GcpEvent['log'];
  readonly service: string;
  readonly method: string;
  readonly resourceName: string;
  readonly resource?: GcpEvent['resource'];
  readonly permission: string;
  readonly refused?: boolean;
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly serviceData?: JsonObject;
}

/** The project that the stories are about. */
export const GCP_PROJECT = 'tailspin-prod-4711';

/** A service account of the project. */
export function serviceAccount(name: string): string {
  return `${name}@${GCP_PROJECT}.iam.gserviceaccount.com`;
}

/** The id of a key: forty hexadecimal digits. */
export function serviceAccountKey({ random }: Stage): string {
  return `${random.guid()}${random.guid()}`.replaceAll('-', '').slice(0, 40);
}

/** One call; `at` in milliseconds since 1970. */
export function draftGcpCall({ random }: Stage, caller: GcpCaller, at: number, call: GcpCall): GcpEvent {
  const { email, callerIp, userAgent, key } = caller;
  const ofService = email.endsWith('.gserviceaccount.com');
  const refused = call.refused === true;
  return {
    insertId: random.guid().replaceAll('-', '').slice(0, 14),
    time: instant(at, (random.integer(999) + 1) * 10),
    project: GCP_PROJECT,
    log: call.log ?? 'activity',
    severity: refused ? 'ERROR' : call.log === 'data_access' ? 'INFO' : 'NOTICE',
    service: call.service,
    method: call.method,
    resourceName: call.resourceName,
    resource: call.resource ?? {
      type: 'audited_resource',
      labels: { project_id: GCP_PROJECT, service: call.service, method: call.method },
    },
    email,
    subject: `${ofService ? 'serviceAccount' : 'user'}:${email}`,
    ...(key === undefined
      ? {}
      : { keyName: `//iam.googleapis.com/projects/${GCP_PROJECT}/serviceAccounts/${email}/keys/${key}` }),
    callerIp,
    userAgent,
    permissions: [{ permission: call.permission, granted: !refused }],
    status: refused
      ? { code: 7, message: `Permission '${call.permission}' denied on resource (or it may not exist).` }
      : null,
    request: call.request ?? {},
    response: call.response ?? null,
    serviceData: call.serviceData ?? null,
    metadata: null,
  };
}

/** A key made for a service account. */
export function draftKeyCreation(
  stage: Stage,
  caller: GcpCaller,
  at: number,
  { account, key }: { readonly account: string; readonly key: string },
): GcpEvent {
  const name = `projects/-/serviceAccounts/${account}`;
  return draftGcpCall(stage, caller, at, {
    service: 'iam.googleapis.com',
    method: 'google.iam.admin.v1.CreateServiceAccountKey',
    resourceName: name,
    resource: { type: 'service_account', labels: { project_id: GCP_PROJECT, email_id: account } },
    permission: 'iam.serviceAccountKeys.create',
    request: {
      '@type': 'type.googleapis.com/google.iam.admin.v1.CreateServiceAccountKeyRequest',
      name,
      private_key_type: 2,
    },
    response: {
      '@type': 'type.googleapis.com/google.iam.admin.v1.ServiceAccountKey',
      name: `projects/${GCP_PROJECT}/serviceAccounts/${account}/keys/${key}`,
      private_key_type: 2,
      key_origin: 2,
    },
  });
}

/** A token taken for a service account by somebody else, which the data access log has. */
export function draftGcpImpersonation(
  stage: Stage,
  caller: GcpCaller,
  at: number,
  account: string,
  refused = false,
): GcpEvent {
  return draftGcpCall(stage, caller, at, {
    log: 'data_access',
    refused,
    service: 'iamcredentials.googleapis.com',
    method: 'GenerateAccessToken',
    resourceName: `projects/-/serviceAccounts/${account}`,
    resource: { type: 'service_account', labels: { project_id: GCP_PROJECT, email_id: account } },
    permission: 'iam.serviceAccounts.getAccessToken',
    request: {
      '@type': 'type.googleapis.com/google.iam.credentials.v1.GenerateAccessTokenRequest',
      name: `projects/-/serviceAccounts/${account}`,
    },
  });
}

/** A role of the project given to somebody. */
export function draftGrant(
  stage: Stage,
  caller: GcpCaller,
  at: number,
  { role, member }: { readonly role: string; readonly member: string },
): GcpEvent {
  return draftGcpCall(stage, caller, at, {
    service: 'cloudresourcemanager.googleapis.com',
    method: 'SetIamPolicy',
    resourceName: `projects/${GCP_PROJECT}`,
    permission: 'resourcemanager.projects.setIamPolicy',
    request: { resource: GCP_PROJECT, policy: { bindings: [{ role, members: [member] }] } },
    serviceData: {
      '@type': 'type.googleapis.com/google.iam.v1.logging.AuditData',
      policyDelta: { bindingDeltas: [{ action: 'ADD', role, member }] },
    },
  });
}

/** A look at something, which the data access log has if it is switched on. */
export function draftGcpLook(
  stage: Stage,
  caller: GcpCaller,
  at: number,
  what: 'projects' | 'buckets' | 'objects' | 'secret' | 'service-accounts',
  refused = false,
): GcpEvent {
  const look = { log: 'data_access', refused } as const;
  const project = `projects/${GCP_PROJECT}`;
  switch (what) {
    case 'projects':
      return draftGcpCall(stage, caller, at, {
        ...look,
        service: 'cloudresourcemanager.googleapis.com',
        method: 'GetProject',
        resourceName: project,
        permission: 'resourcemanager.projects.get',
      });
    case 'buckets':
      return draftGcpCall(stage, caller, at, {
        ...look,
        service: 'storage.googleapis.com',
        method: 'storage.buckets.list',
        resourceName: project,
        permission: 'storage.buckets.list',
      });
    case 'objects':
      return draftGcpCall(stage, caller, at, {
        ...look,
        service: 'storage.googleapis.com',
        method: 'storage.objects.get',
        resourceName: `projects/_/buckets/tailspin-exports/objects/orders-${stage.random.integer(9000)}.csv`,
        permission: 'storage.objects.get',
      });
    case 'secret':
      return draftGcpCall(stage, caller, at, {
        ...look,
        service: 'secretmanager.googleapis.com',
        method: 'google.cloud.secretmanager.v1.SecretManagerService.AccessSecretVersion',
        resourceName: `${project}/secrets/payment-gateway/versions/latest`,
        permission: 'secretmanager.versions.access',
      });
    case 'service-accounts':
      return draftGcpCall(stage, caller, at, {
        ...look,
        service: 'iam.googleapis.com',
        method: 'google.iam.admin.v1.ListServiceAccounts',
        resourceName: project,
        permission: 'iam.serviceAccounts.list',
      });
  }
}

/** A machine made; the zone is as in `europe-west6-a`. */
export function draftGcpMachine(
  stage: Stage,
  caller: GcpCaller,
  at: number,
  { name, zone, type }: { readonly name: string; readonly zone: string; readonly type: string },
): GcpEvent {
  return draftGcpCall(stage, caller, at, {
    service: 'compute.googleapis.com',
    method: 'v1.compute.instances.insert',
    resourceName: `projects/${GCP_PROJECT}/zones/${zone}/instances/${name}`,
    resource: { type: 'gce_instance', labels: { project_id: GCP_PROJECT, zone } },
    permission: 'compute.instances.create',
    request: {
      '@type': 'type.googleapis.com/compute.instances.insert',
      name,
      machineType: `projects/${GCP_PROJECT}/zones/${zone}/machineTypes/${type}`,
    },
  });
}
