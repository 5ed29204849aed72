import type { JsonObject } from '../json.js';
import type { SignIn } from '../sign-in.js';
import { secondsPrecision } from '../time.js';
import { graphDevice, graphLocation, graphPolicy, graphStatus } from './graph-beta.js';

/** The words of the old `riskEventTypes` enumeration; every newer type becomes `unknownFutureValue`. */
const legacyRiskEventTypes: ReadonlySet<string> = new Set([
  'adminConfirmedUserCompromised',
  'anonymizedIPAddress',
  'generic',
  'investigationsThreatIntelligence',
  'investigationsThreatIntelligenceSigninLinked',
  'leakedCredentials',
  'maliciousIPAddress',
  'maliciousIPAddressValidCredentialsBlockedIP',
  'malwareInfectedIPAddress',
  'mcasImpossibleTravel',
  'mcasSuspiciousInboxManipulationRules',
  'suspiciousIPAddress',
  'unfamiliarFeatures',
  'unlikelyTravel',
]);

/** `riskEventTypes` for a list of `riskEventTypes_v2` (reference, section 2.7). */
export function legacyRiskTypes(eventTypes: readonly string[]): readonly string[] {
  return eventTypes.map((type) => (legacyRiskEventTypes.has(type) ? type : 'unknownFutureValue'));
}

export interface GraphV1Options {
  /** Older exports have neither `homeTenantId` nor `resourceTenantId`; default true. */
  readonly tenantIds?: boolean;
}

/**
 * The sign-in as Graph v1.0 gives it: thirty properties. There is no authenticationRequirement, no
 * crossTenantAccessType, no authenticationDetails, no userType, no session or token id.
 */
export function graphV1SignIn(event: SignIn, { tenantIds = true }: GraphV1Options = {}): JsonObject {
  return {
    id: event.id,
    createdDateTime: secondsPrecision(event.createdDateTime),
    userDisplayName: event.user?.displayName ?? null,
    userPrincipalName: event.user?.principalName ?? null,
    userId: event.user?.id ?? null,
    appId: event.app.id,
    appDisplayName: event.app.displayName,
    ipAddress: event.ipAddress,
    clientAppUsed: event.clientAppUsed,
    userAgent: event.userAgent,
    correlationId: event.correlationId,
    conditionalAccessStatus: event.conditionalAccess.status,
    isInteractive: event.category === 'interactive',
    riskDetail: event.risk.detail,
    riskLevelAggregated: event.risk.levelAggregated,
    riskLevelDuringSignIn: event.risk.levelDuringSignIn,
    riskState: event.risk.state,
    riskEventTypes: legacyRiskTypes(event.risk.eventTypes),
    riskEventTypes_v2: event.risk.eventTypes,
    resourceDisplayName: event.resource.displayName,
    resourceId: event.resource.id,
    ...(tenantIds ? { homeTenantId: event.homeTenantId, resourceTenantId: event.resource.tenantId } : {}),
    servicePrincipalId: event.servicePrincipal?.id ?? '',
    servicePrincipalName: event.servicePrincipal?.displayName ?? null,
    authenticationAppDeviceDetails: null,
    status: graphStatus(event),
    deviceDetail: graphDevice(event.device, false),
    location: graphLocation(event.location),
    appliedConditionalAccessPolicies: event.conditionalAccess.policies.map(graphPolicy),
  };
}
