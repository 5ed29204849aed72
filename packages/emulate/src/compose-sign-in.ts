import type { Application } from './applications.js';
import { applications } from './applications.js';
import { statusOf } from './error-codes.js';
import { places, type Origin } from './places.js';
import type { Random } from './random.js';
import {
  noRisk,
  type Authentication,
  type AuthenticationStep,
  type SignIn,
  type SignInCategory,
  type SignInDevice,
} from './sign-in.js';
import type {
  Tenant,
  TenantGuest,
  TenantManagedIdentity,
  TenantServicePrincipal,
  TenantUser,
} from './tenant.js';
import { instant } from './time.js';
import { uniqueTokenIdentifier } from './token-identifier.js';

/** How far the person got in proving who they are. */
export type Proof =
  'password' | 'passwordAndMfa' | 'claims' | 'claimsAndMfa' | 'wrongPassword' | 'mfaPending';

export interface UserSignInDraft {
  /** Milliseconds since 1970; the 100 ns below are drawn. */
  readonly at: number;
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
    draft.at,
    draft.category ?? 'interactive',
    draft.origin ?? person.office,
  );
  const secondFactor = proof === 'passwordAndMfa' || proof === 'claimsAndMfa' || proof === 'mfaPending';
  const guest = person.type === 'guest';
  return {
    ...common,
    sessionId: random.guid(),
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
          status: proof === 'mfaPending' ? 'failure' : 'success',
          policies: [proof === 'mfaPending' ? { ...tenant.mfaPolicy, result: 'failure' } : tenant.mfaPolicy],
        }
      : { status: 'notApplied', policies: [] },
    authentication: authenticationOf(proof, common.createdDateTime, draft.errorCode),
    ...draft.changes,
  };
}

export interface ApplicationSignInDraft {
  readonly at: number;
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
  return {
    ...composeCommon(tenant, random, draft.at, 'servicePrincipal', draft.origin ?? principal.origin),
    ...applicationParts(tenant, principal.appId, principal.displayName, draft.errorCode ?? 0),
    servicePrincipal: {
      id: principal.id,
      displayName: principal.displayName,
      credentialKeyId: principal.credentialKeyId,
      credentialThumbprint: null,
    },
    token: { ...NO_TOKEN, clientCredentialType: 'clientSecret' },
    ...draft.changes,
  };
}

/** Composes the sign-in of a managed identity: no address, no place, the same filler risk level. */
export function composeManagedIdentitySignIn(
  tenant: Tenant,
  machine: TenantManagedIdentity,
  random: Random,
  draft: ApplicationSignInDraft,
): SignIn {
  const nowhere: Origin = { ipAddress: '', autonomousSystemNumber: null, place: places.nowhere };
  return {
    ...composeCommon(tenant, random, draft.at, 'managedIdentity', draft.origin ?? nowhere),
    ...applicationParts(tenant, machine.appId, machine.displayName, draft.errorCode ?? 0),
    servicePrincipal: {
      id: machine.id,
      displayName: machine.displayName,
      credentialKeyId: null,
      credentialThumbprint: null,
    },
    managedIdentity: machine.identity,
    token: { ...NO_TOKEN, clientCredentialType: 'managedIdentity' },
    ...draft.changes,
  };
}

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

type Composed =
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
  | 'authentication';

function composeCommon(
  tenant: Tenant,
  random: Random,
  at: number,
  category: SignInCategory,
  origin: Origin,
): Omit<SignIn, Composed> {
  const id = `${random.guid().slice(0, 34)}00`;
  return {
    category,
    createdDateTime: instant(at, random.integer(10_000)),
    recordTime: instant(at + 60_000 + random.integer(660_000), random.integer(10_000)),
    id,
    correlationId: random.guid(),
    originalRequestId: id,
    uniqueTokenIdentifier: uniqueTokenIdentifier(id),
    sessionId: null,
    tenantId: tenant.id,
    user: null,
    servicePrincipal: null,
    managedIdentity: null,
    ipAddress: origin.ipAddress,
    ipAddressFromResourceProvider: null,
    autonomousSystemNumber: origin.autonomousSystemNumber,
    location: origin.place,
    networkLocations: [],
    risk: noRisk,
    token: NO_TOKEN,
    flaggedForReview: false,
    isTenantRestricted: false,
    isThroughGlobalSecureAccess: false,
    processingTimeInMilliseconds: 60 + random.integer(900),
  };
}

function applicationParts(
  tenant: Tenant,
  appId: string,
  displayName: string,
  errorCode: number,
): Pick<SignIn, Composed | 'risk'> {
  return {
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
    authentication: {
      requirement: null,
      requirementPolicies: [],
      steps: [],
      methodsUsed: [],
      processingDetails: [{ key: 'Is CAE Token', value: 'False' }],
      protocol: 'none',
    },
    risk: { ...noRisk, levelDuringSignIn: 'low', levelAggregated: 'low' },
  };
}

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

function authenticationOf(proof: Proof, dateTime: string, errorCode: number | undefined): Authentication {
  const step = (
    method: string | null,
    methodDetail: string | null,
    succeeded: boolean,
    resultDetail: string,
    requirement: string,
  ): AuthenticationStep => ({ dateTime, method, methodDetail, succeeded, resultDetail, requirement });
  const password = step('Password', 'Password in the cloud', true, 'Correct password', PRIMARY);
  const claim = step(
    'Previously satisfied',
    null,
    true,
    'First factor requirement satisfied by claim in the token',
    PRIMARY,
  );
  // Real rows say false beside this text although the sign-in succeeded (reference, section 2.7).
  const mfaClaim = step(null, null, false, 'MFA requirement satisfied by claim in the token', SECONDARY);
  const steps: Readonly<Record<Proof, readonly AuthenticationStep[]>> = {
    password: [password],
    passwordAndMfa: [
      password,
      step('Mobile app notification', null, true, 'MFA completed in Azure AD', SECONDARY),
    ],
    claims: [claim],
    claimsAndMfa: [claim, mfaClaim],
    wrongPassword: [step('Password', 'Password in the cloud', false, wrongPasswordText(errorCode), PRIMARY)],
    mfaPending: [password, step(null, null, false, 'MFA required in Azure AD', PRIMARY)],
  };
  const secondFactor = proof === 'passwordAndMfa' || proof === 'claimsAndMfa' || proof === 'mfaPending';
  return {
    requirement: secondFactor ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    requirementPolicies: secondFactor
      ? [{ requirementProvider: 'multiConditionalAccess', detail: 'Conditional Access' }]
      : [],
    steps: steps[proof],
    methodsUsed: [],
    processingDetails: [{ key: 'Is CAE Token', value: 'False' }],
    protocol: 'none',
  };
}

const PRIMARY = 'Primary authentication';
const SECONDARY = 'Secondary authentication';

function wrongPasswordText(errorCode: number | undefined): string {
  return errorCode === 50126 || errorCode === undefined
    ? 'Invalid username or password or Invalid on-premise username or password.'
    : (statusOf(errorCode).failureReason ?? '');
}
