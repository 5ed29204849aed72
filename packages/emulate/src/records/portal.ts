import { interruptCodes } from '../error-codes.js';
import type { SignIn, SignInCategory, SignInLocation } from '../sign-in.js';
import { secondsPrecision } from '../time.js';

/** How the portal names the download of each kind of sign-in. */
export const portalFileNames: Readonly<Record<SignInCategory, string>> = {
  interactive: 'InteractiveSignIns',
  nonInteractive: 'NonInteractiveSignIns',
  servicePrincipal: 'ApplicationSignIns',
  managedIdentity: 'MSISignIns',
};

/** A portal column: its header to the letter, and its cell. Numbers matter to .xlsx only. */
export interface PortalColumn {
  readonly header: string;
  readonly cell: (event: SignIn) => string | number;
}

/** What a CSV download of users' sign-ins has no column for: every risk, and what only the API carries. */
export const portalCsvLacks: readonly string[] = [
  'AuthenticationDetails',
  'AuthenticationProcessingDetails',
  'AuthenticationRequirementPolicies',
  'ConditionalAccessPolicies',
  'NetworkLocationDetails',
  'RiskDetail',
  'RiskEventTypes',
  'RiskEventTypes_V2',
  'RiskLevelAggregated',
  'RiskLevelDuringSignIn',
  'RiskState',
];

const empty = (): string => '';
const date = (event: SignIn): string => secondsPrecision(event.createdDateTime);
const place = (event: SignIn): string => portalPlace(event.location);

/** The columns that the user and the service-principal downloads share from `Application` on. */
const applicationColumns: readonly PortalColumn[] = [
  { header: 'Application', cell: (event) => event.app.displayName },
  { header: 'Application ID ', cell: (event) => event.app.id },
  { header: 'App owner tenant ID', cell: (event) => event.app.ownerTenantId ?? '' },
  { header: 'Resource', cell: (event) => event.resource.displayName },
  { header: 'Resource ID ', cell: (event) => event.resource.id },
  { header: 'Resource tenant ID', cell: (event) => event.resource.tenantId ?? '' },
  { header: 'Resource owner tenant ID', cell: (event) => event.resource.ownerTenantId ?? '' },
  { header: 'Home tenant ID', cell: (event) => event.homeTenantId ?? '' },
  { header: 'Home tenant name', cell: (event) => event.homeTenantName ?? '' },
  { header: 'IP address', cell: (event) => event.ipAddress },
  { header: 'Location', cell: place },
  { header: 'Status', cell: (event) => portalStatus(event) },
  { header: 'Sign-in error code', cell: (event) => event.status.errorCode || '' },
  { header: 'Failure reason', cell: (event) => event.status.failureReason ?? 'Other.' },
];

const conditionalAccess: PortalColumn = {
  header: 'Conditional Access',
  cell: (event) => conditionalAccessWords[event.conditionalAccess.status],
};

/**
 * The 57 columns (56 names) of interactive and non-interactive downloads, header by header as the portal writes
 * them: one name twice, a blank at the end of two, two blanks inside one (reference, section 2.5).
 */
export const portalUserColumns: readonly PortalColumn[] = [
  { header: 'Date (UTC)', cell: date },
  { header: 'Request ID', cell: (event) => event.id },
  { header: 'User agent', cell: (event) => event.userAgent ?? '' },
  { header: 'Correlation ID', cell: (event) => event.correlationId },
  { header: 'User ID', cell: (event) => event.user?.id ?? '' },
  { header: 'User', cell: (event) => event.user?.displayName ?? '' },
  { header: 'Username', cell: (event) => event.user?.principalName ?? '' },
  { header: 'User type', cell: (event) => (event.user?.type === 'guest' ? 'Guest' : 'Member') },
  { header: 'Cross tenant access type', cell: (event) => crossTenantWords[event.crossTenantAccessType] },
  { header: 'Incoming token type', cell: (event) => capitalised(event.token.incomingTokenType) },
  { header: 'Authentication Protocol', cell: (event) => capitalised(event.authentication.protocol) },
  { header: 'Unique token identifier', cell: (event) => event.uniqueTokenIdentifier },
  { header: 'Original transfer method', cell: (event) => capitalised(event.token.originalTransferMethod) },
  { header: 'Client credential type', cell: (event) => capitalised(event.token.clientCredentialType) },
  {
    header: 'Token Protection - Sign In Session',
    cell: (event) => capitalised(event.token.protectionStatus),
  },
  {
    header: 'Token Protection - Sign In Session StatusCode',
    cell: (event) => event.token.protectionStatusCode ?? '',
  },
  ...applicationColumns,
  { header: 'Client app', cell: (event) => event.clientAppUsed ?? '' },
  { header: 'Device ID', cell: (event) => event.device?.deviceId ?? '' },
  { header: 'Browser', cell: (event) => event.device?.browser ?? '' },
  { header: 'Operating System', cell: (event) => event.device?.operatingSystem ?? '' },
  { header: 'Compliant', cell: (event) => (event.device?.isCompliant === true ? 'Yes' : 'No') },
  { header: 'Managed', cell: (event) => (event.device?.isManaged === true ? 'Yes' : 'No') },
  { header: 'Join Type', cell: (event) => event.device?.trustType ?? '' },
  { header: 'Multifactor authentication result', cell: (event) => event.status.additionalDetails ?? '' },
  { header: 'Multifactor authentication auth method', cell: secondFactorMethod },
  { header: 'Multifactor authentication auth detail', cell: empty },
  {
    header: 'Authentication requirement',
    cell: (event) =>
      event.authentication.requirement === 'multiFactorAuthentication'
        ? 'Multifactor authentication'
        : 'Single-factor authentication',
  },
  { header: 'Sign-in identifier', cell: (event) => event.user?.principalName ?? '' },
  { header: 'Session ID', cell: (event) => event.sessionId ?? '' },
  { header: 'IP address (seen by resource)', cell: (event) => event.ipAddressFromResourceProvider ?? '' },
  {
    header: 'Through Global Secure Access',
    cell: (event) => (event.isThroughGlobalSecureAccess ? 'Yes' : 'No'),
  },
  { header: 'Global Secure Access IP address', cell: empty },
  { header: 'Autonomous system  number', cell: (event) => event.autonomousSystemNumber ?? '' },
  { header: 'Flagged for review', cell: (event) => (event.flaggedForReview ? 'Yes' : 'No') },
  { header: 'Token issuer type', cell: (event) => event.token.issuerType },
  { header: 'Incoming token type', cell: (event) => capitalised(event.token.incomingTokenType) },
  { header: 'Token issuer name', cell: (event) => event.token.issuerName },
  { header: 'Latency', cell: (event) => event.processingTimeInMilliseconds },
  conditionalAccess,
  { header: 'Managed Identity type', cell: empty },
  { header: 'Associated Resource Id', cell: empty },
  { header: 'Federated Token Id', cell: empty },
  { header: 'Federated Token Issuer', cell: empty },
];

/** The 22 columns of the service-principal download (reference, section 2.5). */
export const portalServicePrincipalColumns: readonly PortalColumn[] = [
  { header: 'Date (UTC)', cell: date },
  { header: 'Request ID', cell: (event) => event.id },
  { header: 'Correlation ID', cell: (event) => event.correlationId },
  { header: 'Service principal ID', cell: (event) => event.servicePrincipal?.id ?? '' },
  { header: 'Service principal name', cell: (event) => event.servicePrincipal?.displayName ?? '' },
  { header: 'Credential key ID', cell: (event) => event.servicePrincipal?.credentialKeyId ?? '' },
  { header: 'Credential thumbprint', cell: (event) => event.servicePrincipal?.credentialThumbprint ?? '' },
  ...applicationColumns,
  conditionalAccess,
];

/** Success, Interrupted or Failure, as the portal sums a result up. */
export function portalStatus(event: SignIn): string {
  if (event.status.errorCode === 0) return 'Success';
  return interruptCodes.has(event.status.errorCode) ? 'Interrupted' : 'Failure';
}

/** `City, State, CC` without what is empty. */
function portalPlace({ city, state, countryOrRegion }: SignInLocation): string {
  return [city, state, countryOrRegion].filter((part) => part !== '').join(', ');
}

function secondFactorMethod(event: SignIn): string {
  return (
    event.authentication.steps.find((step) => step.requirement === 'Secondary authentication')?.method ?? ''
  );
}

/** `primaryRefreshToken` as `Primary Refresh Token`. */
function capitalised(word: string): string {
  return word.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (letter) => letter.toUpperCase());
}

const conditionalAccessWords = { success: 'Success', failure: 'Failure', notApplied: 'Not Applied' } as const;

const crossTenantWords = {
  none: 'None',
  b2bCollaboration: 'B2B collaboration',
  b2bDirectConnect: 'B2B direct connect',
  microsoftSupport: 'Microsoft support',
  serviceProvider: 'Service provider',
  passthrough: 'Passthrough',
} as const;
