/**
 * One Entra sign-in, as rich as the richest export shape; every shape is written from it.
 * `null` means that the service has no value; an empty text means that it sends an empty one.
 * Words in enumerations are Graph's own (log-format reference, section 2.7).
 */
export interface SignIn {
  readonly category: SignInCategory;
  /** When the sign-in happened: UTC, seven fraction digits (see time.ts). */
  readonly createdDateTime: string;
  /** When the log record was written: minutes after `createdDateTime`. */
  readonly recordTime: string;
  readonly id: string;
  /** Shared by the several records of one attempt, as the steps of one MFA sign-in. */
  readonly correlationId: string;
  readonly originalRequestId: string;
  readonly uniqueTokenIdentifier: string;
  readonly sessionId: string | null;
  /** The directory whose log this is. */
  readonly tenantId: string;
  readonly user: SignInUser | null;
  readonly servicePrincipal: SignInServicePrincipal | null;
  readonly managedIdentity: SignInManagedIdentity | null;
  readonly app: SignInApp;
  readonly resource: SignInResource;
  readonly homeTenantId: string | null;
  readonly homeTenantName: string | null;
  readonly crossTenantAccessType: CrossTenantAccessType;
  readonly ipAddress: string;
  readonly ipAddressFromResourceProvider: string | null;
  readonly autonomousSystemNumber: number | null;
  readonly location: SignInLocation;
  readonly networkLocations: readonly NetworkLocation[];
  readonly device: SignInDevice | null;
  readonly clientAppUsed: string | null;
  readonly userAgent: string | null;
  readonly status: SignInStatus;
  readonly conditionalAccess: ConditionalAccess;
  readonly authentication: Authentication;
  readonly risk: SignInRisk;
  readonly token: SignInToken;
  readonly flaggedForReview: boolean;
  readonly isTenantRestricted: boolean;
  readonly isThroughGlobalSecureAccess: boolean;
  readonly processingTimeInMilliseconds: number;
}

export type SignInCategory = 'interactive' | 'nonInteractive' | 'servicePrincipal' | 'managedIdentity';

export const signInCategories: readonly SignInCategory[] = [
  'interactive',
  'nonInteractive',
  'servicePrincipal',
  'managedIdentity',
];

export type CrossTenantAccessType =
  'none' | 'b2bCollaboration' | 'b2bDirectConnect' | 'microsoftSupport' | 'serviceProvider' | 'passthrough';

export interface SignInUser {
  readonly id: string;
  readonly displayName: string;
  /** Lower case; a guest's is the external address, not the `#EXT#` form. */
  readonly principalName: string;
  readonly type: 'member' | 'guest';
}

export interface SignInServicePrincipal {
  readonly id: string;
  readonly displayName: string;
  readonly credentialKeyId: string | null;
  readonly credentialThumbprint: string | null;
}

export interface SignInManagedIdentity {
  readonly type: 'systemAssigned' | 'userAssigned';
  readonly associatedResourceId: string;
}

export interface SignInApp {
  readonly id: string;
  readonly displayName: string;
  readonly ownerTenantId: string | null;
}

export interface SignInResource {
  readonly id: string;
  readonly displayName: string;
  readonly servicePrincipalId: string;
  /** The tenant of the resource that is signed in to; empty in some records. */
  readonly tenantId: string | null;
  readonly ownerTenantId: string | null;
}

export interface SignInLocation {
  readonly city: string;
  readonly state: string;
  /** ISO 3166 two letters; empty for managed identities. */
  readonly countryOrRegion: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface NetworkLocation {
  readonly networkType: 'intranet' | 'extranet' | 'namedNetwork' | 'trusted' | 'trustedNamedLocation';
  readonly networkNames: readonly string[];
}

export interface SignInDevice {
  readonly deviceId: string;
  readonly displayName: string;
  readonly operatingSystem: string;
  readonly browser: string;
  readonly isCompliant: boolean;
  readonly isManaged: boolean;
  /** `Azure AD joined`, `Hybrid Azure AD joined`, `Azure AD registered` or empty. */
  readonly trustType: string;
}

export interface SignInStatus {
  /** 0 is success; the others are in the reference's section 2.8. */
  readonly errorCode: number;
  readonly failureReason: string | null;
  readonly additionalDetails: string | null;
}

export interface ConditionalAccess {
  readonly status: 'success' | 'failure' | 'notApplied';
  readonly policies: readonly ConditionalAccessPolicy[];
}

export interface ConditionalAccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly enforcedGrantControls: readonly string[];
  readonly enforcedSessionControls: readonly string[];
  readonly result:
    'success' | 'failure' | 'notApplied' | 'notEnabled' | 'reportOnlySuccess' | 'reportOnlyFailure';
}

export interface Authentication {
  /** The highest level required, not what happened. Null for apps and managed identities. */
  readonly requirement: 'singleFactorAuthentication' | 'multiFactorAuthentication' | null;
  readonly requirementPolicies: readonly RequirementPolicy[];
  readonly steps: readonly AuthenticationStep[];
  readonly methodsUsed: readonly string[];
  readonly processingDetails: readonly KeyValue[];
  readonly protocol: string;
}

export interface RequirementPolicy {
  readonly requirementProvider: string;
  readonly detail: string;
}

export interface AuthenticationStep {
  readonly dateTime: string;
  readonly method: string | null;
  readonly methodDetail: string | null;
  readonly succeeded: boolean;
  readonly resultDetail: string;
  readonly requirement: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export type RiskLevel = 'none' | 'low' | 'medium' | 'high' | 'hidden';

export type RiskState =
  'none' | 'confirmedSafe' | 'remediated' | 'dismissed' | 'atRisk' | 'confirmedCompromised';

export interface SignInRisk {
  readonly levelDuringSignIn: RiskLevel;
  readonly levelAggregated: RiskLevel;
  readonly state: RiskState;
  readonly detail: string;
  /** `riskEventTypes_v2`. */
  readonly eventTypes: readonly string[];
}

export interface SignInToken {
  readonly incomingTokenType: string;
  readonly originalTransferMethod: 'none' | 'deviceCodeFlow' | 'authenticationTransfer';
  readonly clientCredentialType: string;
  readonly protectionStatus: 'none' | 'bound' | 'unbound';
  readonly protectionStatusCode: number | null;
  readonly issuerName: string;
  readonly issuerType: string;
}

/** Nothing known against the sign-in, which is what most records say. */
export const noRisk: SignInRisk = {
  levelDuringSignIn: 'none',
  levelAggregated: 'none',
  state: 'none',
  detail: 'none',
  eventTypes: [],
};
