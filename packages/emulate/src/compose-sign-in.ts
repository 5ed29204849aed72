import type { Application } from './applications.js';
import { applications } from './applications.js';
import {
  applicationAuthentication,
  asksSecondFactor,
  authenticationOf,
  lacksSecondFactor,
  type Proof,
} from './authentication.js';
import { statusOf } from './error-codes.js';
import { places, type Origin } from './places.js';
import type { Random } from './random.js';
import { noRisk, type SignIn, type SignInCategory, type SignInDevice } from './sign-in.js';
import type {
  Tenant,
  TenantGuest,
  TenantManagedIdentity,
  TenantServicePrincipal,
  TenantUser,
} from './tenant.js';
import { instant } from './time.js';
import { uniqueTokenIdentifier } from './token-identifier.js';

export interface UserSignInDraft {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 100 ns below the millisecond, 0-9999; drawn when not given. */
  readonly ticks?: number;
  readonly category?: 'interactive' | 'nonInteractive';
  readonly application?: Application;
  readonly origin?: Origin;
  readonly device?: SignInDevice;
  readonly userAgent?: string;
  readonly errorCode?: number;
  readonly proof?: Proof;
  /** Anything else that is different; replaces whole properties. */
  readonly changes?: Partial<SignIn>;
}

/** Composes the sign-in of a person; what the draft leaves open is the person's usual. */
export function composeUserSignIn(
  tenant: Tenant,
  person: TenantUser | TenantGuest,
  random: Random,
  draft: UserSignInDraft,
): SignIn {
  const application = draft.application ?? applications.officeHome;
  const proof = draft.proof ?? (person.requiresMfa ? 'claimsAndMfa' : 'password');
  const common = composeCommon(
    tenant,
    random,
    draft,
    draft.category ?? 'interactive',
    draft.origin ?? person.office,
  );
  const secondFactor = asksSecondFactor(proof);
  const guest = person.type === 'guest';
  const parts: Parts = {
    sessionId: random.guid(),
    servicePrincipal: null,
    managedIdentity: null,
    risk: noRisk,
    token: NO_TOKEN,
    user: {
      id: person.id,
      displayName: person.displayName,
      principalName: person.principalName,
      type: person.type,
    },
    app: {
      id: application.id,
      displayName: application.displayName,
      ownerTenantId: MICROSOFT_SERVICES_TENANT,
    },
    resource: resourceOf(tenant, application.resourceId, application.resourceName),
    homeTenantId: guest ? person.homeTenantId : tenant.id,
    homeTenantName: guest ? person.homeTenantName : '',
    crossTenantAccessType: guest ? 'b2bCollaboration' : 'none',
    device: draft.device ?? person.computer,
    clientAppUsed: application.clientApp,
    userAgent: draft.userAgent ?? person.userAgent,
    status: statusOf(
      draft.errorCode ?? 0,
      secondFactor && !draft.errorCode ? 'MFA requirement satisfied by claim in the token' : null,
    ),
    conditionalAccess: secondFactor
      ? {
          status: lacksSecondFactor(proof) ? 'failure' : 'success',
          policies: [
            lacksSecondFactor(proof) ? { ...tenant.mfaPolicy, result: 'failure' } : tenant.mfaPolicy,
          ],
        }
      : { status: 'notApplied', policies: [] },
    authentication: authenticationOf(proof, common.createdDateTime, draft.errorCode),
  };
  return assemble(common, parts, draft.changes);
}

export interface ApplicationSignInDraft {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 100 ns below the millisecond, 0-9999; drawn when not given. */
  readonly ticks?: number;
  readonly errorCode?: number;
  readonly origin?: Origin;
  readonly changes?: Partial<SignIn>;
}

/**
 * Composes the sign-in of a service principal. Its risk level is `low` with state `none`, as in every
 * genuine record: a filler that says nothing (log-format reference, section 0, row 17).
 */
export function composeServicePrincipalSignIn(
  tenant: Tenant,
  principal: TenantServicePrincipal,
  random: Random,
  draft: ApplicationSignInDraft,
): SignIn {
  const common = composeCommon(tenant, random, draft, 'servicePrincipal', draft.origin ?? principal.origin);
  const parts: Parts = {
    ...applicationParts(tenant, principal.appId, principal.displayName, draft.errorCode ?? 0),
    servicePrincipal: {
      id: principal.id,
      displayName: principal.displayName,
      credentialKeyId: principal.credentialKeyId,
      credentialThumbprint: null,
    },
    managedIdentity: null,
    token: { ...NO_TOKEN, clientCredentialType: 'clientSecret' },
  };
  return assemble(common, parts, draft.changes);
}

/** Composes the sign-in of a managed identity: no address, no place, the same filler risk level. */
export function composeManagedIdentitySignIn(
  tenant: Tenant,
  machine: TenantManagedIdentity,
  random: Random,
  draft: ApplicationSignInDraft,
): SignIn {
  const common = composeCommon(tenant, random, draft, 'managedIdentity', draft.origin ?? NO_ORIGIN);
  const parts: Parts = {
    ...applicationParts(tenant, machine.appId, machine.displayName, draft.errorCode ?? 0),
    servicePrincipal: {
      id: machine.id,
      displayName: machine.displayName,
      credentialKeyId: null,
      credentialThumbprint: null,
    },
    managedIdentity: machine.identity,
    token: { ...NO_TOKEN, clientCredentialType: 'managedIdentity' },
  };
  return assemble(common, parts, draft.changes);
}

const NO_ORIGIN: Origin = { ipAddress: '', autonomousSystemNumber: null, place: places.nowhere };

/** Microsoft's own tenant, which owns its first-party applications. */
const MICROSOFT_SERVICES_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

const NO_TOKEN: SignIn['token'] = {
  incomingTokenType: 'none',
  originalTransferMethod: 'none',
  clientCredentialType: 'none',
  protectionStatus: 'none',
  protectionStatusCode: null,
  issuerName: '',
  issuerType: 'AzureAD',
};

/** What every sign-in has from its time, category and network. */
interface Common {
  readonly category: SignInCategory;
  readonly createdDateTime: string;
  readonly recordTime: string;
  readonly id: string;
  readonly correlationId: string;
  readonly tenantId: string;
  readonly origin: Origin;
  readonly processingTimeInMilliseconds: number;
}

/** What differs between people, applications and machines. */
type Parts = Pick<
  SignIn,
  | 'sessionId'
  | 'user'
  | 'servicePrincipal'
  | 'managedIdentity'
  | 'app'
  | 'resource'
  | 'homeTenantId'
  | 'homeTenantName'
  | 'crossTenantAccessType'
  | 'device'
  | 'clientAppUsed'
  | 'userAgent'
  | 'status'
  | 'conditionalAccess'
  | 'authentication'
  | 'risk'
  | 'token'
>;

function composeCommon(
  tenant: Tenant,
  random: Random,
  { at, ticks = random.integer(10_000) }: { readonly at: number; readonly ticks?: number },
  category: SignInCategory,
  origin: Origin,
): Common {
  return {
    category,
    createdDateTime: instant(at, ticks),
    recordTime: instant(at + 60_000 + random.integer(660_000), random.integer(10_000)),
    id: `${random.guid().slice(0, 34)}00`,
    correlationId: random.guid(),
    tenantId: tenant.id,
    origin,
    processingTimeInMilliseconds: 60 + random.integer(900),
  };
}

/** One literal with every property: spreading three objects of this size costs more than all else (16 of 38 µs). */
function assemble(common: Common, parts: Parts, changes: Partial<SignIn> | undefined): SignIn {
  const signIn: SignIn = {
    category: common.category,
    createdDateTime: common.createdDateTime,
    recordTime: common.recordTime,
    id: common.id,
    correlationId: common.correlationId,
    originalRequestId: common.id,
    uniqueTokenIdentifier: uniqueTokenIdentifier(common.id),
    sessionId: parts.sessionId,
    tenantId: common.tenantId,
    user: parts.user,
    servicePrincipal: parts.servicePrincipal,
    managedIdentity: parts.managedIdentity,
    app: parts.app,
    resource: parts.resource,
    homeTenantId: parts.homeTenantId,
    homeTenantName: parts.homeTenantName,
    crossTenantAccessType: parts.crossTenantAccessType,
    ipAddress: common.origin.ipAddress,
    ipAddressFromResourceProvider: null,
    autonomousSystemNumber: common.origin.autonomousSystemNumber,
    location: common.origin.place,
    networkLocations: [],
    device: parts.device,
    clientAppUsed: parts.clientAppUsed,
    userAgent: parts.userAgent,
    status: parts.status,
    conditionalAccess: parts.conditionalAccess,
    authentication: parts.authentication,
    risk: parts.risk,
    token: parts.token,
    flaggedForReview: false,
    isTenantRestricted: false,
    isThroughGlobalSecureAccess: false,
    processingTimeInMilliseconds: common.processingTimeInMilliseconds,
  };
  return changes === undefined ? signIn : { ...signIn, ...changes };
}

function applicationParts(
  tenant: Tenant,
  appId: string,
  displayName: string,
  errorCode: number,
): Omit<Parts, 'servicePrincipal' | 'managedIdentity' | 'token'> {
  return {
    sessionId: null,
    user: null,
    app: { id: appId, displayName, ownerTenantId: tenant.id },
    resource: resourceOf(tenant, '00000003-0000-0000-c000-000000000000', 'Microsoft Graph'),
    homeTenantId: tenant.id,
    homeTenantName: '',
    crossTenantAccessType: 'none',
    device: null,
    clientAppUsed: null,
    userAgent: null,
    status: statusOf(errorCode),
    conditionalAccess: { status: 'notApplied', policies: [] },
    authentication: applicationAuthentication,
    risk: FILLER_RISK,
  };
}

const FILLER_RISK = { ...noRisk, levelDuringSignIn: 'low', levelAggregated: 'low' } as const;

function resourceOf(tenant: Tenant, id: string, displayName: string): SignIn['resource'] {
  return {
    id,
    displayName,
    // The service principal of a resource is particular to the tenant: the tenant's id with the resource's head.
    servicePrincipalId: `${id.slice(0, 8)}${tenant.id.slice(8)}`,
    tenantId: tenant.id,
    ownerTenantId: MICROSOFT_SERVICES_TENANT,
  };
}
