import type { Json, JsonObject } from '../json.js';
import type {
  AuthenticationStep,
  ConditionalAccessPolicy,
  SignIn,
  SignInDevice,
  SignInLocation,
} from '../sign-in.js';
import { signInStreams } from '../tables.js';
import { secondsPrecision } from '../time.js';

/**
 * The sign-in as Graph beta gives it: every property of the resource type in the public cloud, absent
 * values as null, times to the second, `failureReason` "Other." on success (reference, sections 2.2 and 17).
 */
export function graphBetaSignIn(event: SignIn): JsonObject {
  const { user, servicePrincipal, managedIdentity, authentication, risk, token } = event;
  return {
    id: event.id,
    createdDateTime: secondsPrecision(event.createdDateTime),
    userDisplayName: user?.displayName ?? null,
    userPrincipalName: user?.principalName ?? null,
    userId: user?.id ?? null,
    appId: event.app.id,
    appDisplayName: event.app.displayName,
    ipAddress: event.ipAddress,
    ipAddressFromResourceProvider: event.ipAddressFromResourceProvider,
    clientAppUsed: event.clientAppUsed,
    userAgent: event.userAgent,
    correlationId: event.correlationId,
    conditionalAccessStatus: event.conditionalAccess.status,
    originalRequestId: event.originalRequestId,
    isInteractive: event.category === 'interactive',
    tokenIssuerName: token.issuerName,
    tokenIssuerType: token.issuerType,
    clientCredentialType: token.clientCredentialType,
    processingTimeInMilliseconds: event.processingTimeInMilliseconds,
    riskDetail: risk.detail,
    riskLevelAggregated: risk.levelAggregated,
    riskLevelDuringSignIn: risk.levelDuringSignIn,
    riskState: risk.state,
    riskEventTypes_v2: risk.eventTypes,
    resourceDisplayName: event.resource.displayName,
    resourceId: event.resource.id,
    resourceTenantId: event.resource.tenantId,
    resourceOwnerTenantId: event.resource.ownerTenantId,
    resourceServicePrincipalId: event.resource.servicePrincipalId,
    homeTenantId: event.homeTenantId,
    homeTenantName: event.homeTenantName,
    appOwnerTenantId: event.app.ownerTenantId,
    appTokenProtectionStatus: null,
    azureResourceId: managedIdentity?.associatedResourceId ?? null,
    authenticationMethodsUsed: authentication.methodsUsed,
    authenticationRequirement: authentication.requirement,
    authenticationProtocol: authentication.protocol,
    incomingTokenType: token.incomingTokenType,
    originalTransferMethod: token.originalTransferMethod,
    signInIdentifier: user?.principalName ?? null,
    signInIdentifierType: null,
    signInEventTypes: [signInStreams[event.category].eventType],
    signInTokenProtectionStatus: token.protectionStatus,
    servicePrincipalId: servicePrincipal?.id ?? '',
    servicePrincipalName: servicePrincipal?.displayName ?? null,
    servicePrincipalCredentialKeyId: servicePrincipal?.credentialKeyId ?? null,
    servicePrincipalCredentialThumbprint: servicePrincipal?.credentialThumbprint ?? null,
    federatedCredentialId: null,
    userType: user?.type ?? null,
    flaggedForReview: event.flaggedForReview,
    isTenantRestricted: event.isTenantRestricted,
    isThroughGlobalSecureAccess: event.isThroughGlobalSecureAccess,
    globalSecureAccessIpAddress: null,
    autonomousSystemNumber: event.autonomousSystemNumber,
    crossTenantAccessType: event.crossTenantAccessType,
    uniqueTokenIdentifier: event.uniqueTokenIdentifier,
    sessionId: event.sessionId,
    clientSessionId: null,
    conditionalAccessAudiences: [],
    agent: null,
    mfaDetail: null,
    privateLinkDetails: null,
    authenticationAppDeviceDetails: null,
    authenticationAppPolicyEvaluationDetails: [],
    status: graphStatus(event),
    deviceDetail: graphDevice(event.device, true),
    location: graphLocation(event.location),
    managedServiceIdentity:
      managedIdentity === null
        ? null
        : {
            msiType: managedIdentity.type,
            associatedResourceId: managedIdentity.associatedResourceId,
            federatedTokenId: '',
            federatedTokenIssuer: '',
          },
    tokenProtectionStatusDetails: {
      signInSessionStatus: token.protectionStatus,
      signInSessionStatusCode: token.protectionStatusCode,
    },
    appliedConditionalAccessPolicies: event.conditionalAccess.policies.map(betaPolicy),
    authenticationContextClassReferences: [],
    authenticationProcessingDetails: authentication.processingDetails.map(({ key, value }) => ({
      key,
      value,
    })),
    networkLocationDetails: event.networkLocations.map(({ networkType, networkNames }) => ({
      networkType,
      networkNames,
    })),
    authenticationDetails: authentication.steps.map(graphStep),
    authenticationRequirementPolicies: authentication.requirementPolicies.map(
      ({ requirementProvider, detail }) => ({
        requirementProvider,
        detail,
      }),
    ),
    sessionLifetimePolicies: [],
    appliedEventListeners: [],
  };
}

/** `status`, as both Graph versions give it. */
export function graphStatus(event: SignIn): JsonObject {
  const { errorCode, failureReason, additionalDetails } = event.status;
  return { errorCode, failureReason: failureReason ?? 'Other.', additionalDetails };
}

/** `location`, as both Graph versions give it. */
export function graphLocation({
  city,
  state,
  countryOrRegion,
  latitude,
  longitude,
}: SignInLocation): JsonObject {
  return { city, state, countryOrRegion, geoCoordinates: { altitude: null, latitude, longitude } };
}

/** `deviceDetail`; only beta has `browserId`. Apps have none. */
export function graphDevice(device: SignInDevice | null, beta: boolean): Json {
  if (device === null) return null;
  const { deviceId, displayName, operatingSystem, browser, isCompliant, isManaged, trustType } = device;
  const fields = { deviceId, displayName, operatingSystem, browser, isCompliant, isManaged, trustType };
  return beta ? { ...fields, browserId: '' } : fields;
}

/** The policy's five properties of v1.0; Graph spells the controls in lower case. */
export function graphPolicy(policy: ConditionalAccessPolicy): JsonObject {
  return {
    id: policy.id,
    displayName: policy.displayName,
    enforcedGrantControls: policy.enforcedGrantControls.map(lowerFirst),
    enforcedSessionControls: policy.enforcedSessionControls.map(lowerFirst),
    result: policy.result,
  };
}

function betaPolicy(policy: ConditionalAccessPolicy): JsonObject {
  return {
    ...graphPolicy(policy),
    authenticationStrength: null,
    conditionsSatisfied: 'application,users',
    conditionsNotSatisfied: 'none',
    includeRulesSatisfied: [],
    excludeRulesSatisfied: [],
    sessionControlsNotSatisfied: [],
  };
}

function graphStep(step: AuthenticationStep): JsonObject {
  return {
    authenticationStepDateTime: secondsPrecision(step.dateTime),
    authenticationMethod: step.method,
    authenticationMethodDetail: step.methodDetail,
    succeeded: step.succeeded,
    authenticationStepResultDetail: step.resultDetail,
    authenticationStepRequirement: step.requirement,
  };
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
