import type { Json, JsonObject } from '../json.js';
import type { AuthenticationStep, SignIn, SignInDevice, SignInLocation, SignInStatus } from '../sign-in.js';
import { signInStreams } from '../tables.js';
import { withOffset } from '../time.js';
import { legacyRiskTypes } from './graph-v1.js';

export interface AzureMonitorOptions {
  /** Zone in which `createdDateTime` is written, in minutes east of UTC; the envelope's `time` stays UTC. */
  readonly offsetMinutes?: number;
  /** `Level` and `durationMs` as text, as some tenants' records have them; default numbers. */
  readonly textNumbers?: boolean;
}

/**
 * The Azure Monitor record of a sign-in, as Event Hubs and storage carry it: an envelope with a textual
 * `resultType` around `properties`, seven fraction digits, absent values left out (reference, section 2.3).
 */
export function azureMonitorRecord(event: SignIn, options: AzureMonitorOptions = {}): JsonObject {
  const { status, servicePrincipal, user } = event;
  return {
    time: event.recordTime,
    resourceId: `/tenants/${event.tenantId}/providers/Microsoft.aadiam`,
    operationName: 'Sign-in activity',
    operationVersion: '1.0',
    category: signInStreams[event.category].category,
    tenantId: event.tenantId,
    resultType: String(status.errorCode),
    resultSignature: 'None',
    ...(status.failureReason === null ? undefined : { resultDescription: status.failureReason }),
    durationMs: options.textNumbers === true ? '0' : 0,
    ...(event.ipAddress === '' ? undefined : { callerIpAddress: event.ipAddress }),
    correlationId: event.correlationId,
    identity: user?.displayName ?? servicePrincipal?.displayName ?? '',
    Level: options.textNumbers === true ? '4' : 4,
    ...(event.location.countryOrRegion === '' ? undefined : { location: event.location.countryOrRegion }),
    properties: user === null ? applicationProperties(event, options) : userProperties(event, user, options),
  };
}

function userProperties(
  event: SignIn,
  user: NonNullable<SignIn['user']>,
  options: AzureMonitorOptions,
): JsonObject {
  const { authentication, risk, token } = event;
  const created = withOffset(event.createdDateTime, options.offsetMinutes ?? 0);
  return {
    id: event.id,
    createdDateTime: created,
    userDisplayName: user.displayName,
    userPrincipalName: user.principalName,
    userId: user.id,
    appId: event.app.id,
    appDisplayName: event.app.displayName,
    ...present('appOwnerTenantId', event.app.ownerTenantId),
    ipAddress: event.ipAddress,
    ...present('ipAddressFromResourceProvider', event.ipAddressFromResourceProvider),
    status: monitorStatus(event.status),
    ...present('clientAppUsed', event.clientAppUsed),
    ...present('userAgent', event.userAgent),
    deviceDetail: monitorDevice(event.device),
    location: monitorLocation(event.location),
    mfaDetail: {},
    correlationId: event.correlationId,
    conditionalAccessStatus: event.conditionalAccess.status,
    appliedConditionalAccessPolicies: event.conditionalAccess.policies.map(monitorPolicy),
    authenticationContextClassReferences: [],
    originalRequestId: event.originalRequestId,
    isInteractive: event.category === 'interactive',
    tokenIssuerName: token.issuerName,
    tokenIssuerType: token.issuerType,
    authenticationProcessingDetails: authentication.processingDetails.map(({ key, value }) => ({
      key,
      value,
    })),
    networkLocationDetails: event.networkLocations.map(({ networkType, networkNames }) => ({
      networkType,
      networkNames,
    })),
    clientCredentialType: token.clientCredentialType,
    processingTimeInMilliseconds: event.processingTimeInMilliseconds,
    riskDetail: risk.detail,
    riskLevelAggregated: risk.levelAggregated,
    riskLevelDuringSignIn: risk.levelDuringSignIn,
    riskState: risk.state,
    riskEventTypes: legacyRiskTypes(risk.eventTypes),
    riskEventTypes_v2: risk.eventTypes,
    resourceDisplayName: event.resource.displayName,
    resourceId: event.resource.id,
    ...present('resourceTenantId', event.resource.tenantId),
    ...present('homeTenantId', event.homeTenantId),
    ...(event.homeTenantName ? { homeTenantName: event.homeTenantName } : undefined),
    tenantId: event.tenantId,
    authenticationDetails: authentication.steps.map((step, index) => monitorStep(step, index, options)),
    authenticationRequirementPolicies: authentication.requirementPolicies.map(
      ({ requirementProvider, detail }) => ({
        requirementProvider,
        detail,
      }),
    ),
    sessionLifetimePolicies: [],
    ...present('authenticationRequirement', authentication.requirement),
    alternateSignInName: user.principalName,
    signInIdentifier: user.principalName,
    servicePrincipalId: '',
    userType: user.type === 'guest' ? 'Guest' : 'Member',
    flaggedForReview: event.flaggedForReview,
    isTenantRestricted: event.isTenantRestricted,
    ...present('autonomousSystemNumber', event.autonomousSystemNumber),
    crossTenantAccessType: event.crossTenantAccessType,
    privateLinkDetails: {},
    ssoExtensionVersion: '',
    uniqueTokenIdentifier: event.uniqueTokenIdentifier,
    ...present('sessionId', event.sessionId),
    authenticationStrengths: [],
    incomingTokenType: token.incomingTokenType,
    authenticationProtocol: authentication.protocol,
    signInTokenProtectionStatus: token.protectionStatus,
    originalTransferMethod: token.originalTransferMethod,
    isThroughGlobalSecureAccess: event.isThroughGlobalSecureAccess,
    rngcStatus: 0,
  };
}

/** Service principals and managed identities: no user keys but `userId`, which is null. */
function applicationProperties(event: SignIn, options: AzureMonitorOptions): JsonObject {
  const { servicePrincipal, managedIdentity, risk, token } = event;
  return {
    id: event.id,
    createdDateTime: withOffset(event.createdDateTime, options.offsetMinutes ?? 0),
    userId: null,
    appId: event.app.id,
    ...present('appOwnerTenantId', event.app.ownerTenantId),
    ipAddress: event.ipAddress,
    status: monitorStatus(event.status),
    location: monitorLocation(event.location),
    correlationId: event.correlationId,
    conditionalAccessStatus: event.conditionalAccess.status,
    isInteractive: false,
    tokenIssuerType: token.issuerType,
    authenticationProcessingDetails: event.authentication.processingDetails.map(({ key, value }) => ({
      key,
      value,
    })),
    clientCredentialType: token.clientCredentialType,
    processingTimeInMilliseconds: event.processingTimeInMilliseconds,
    riskDetail: risk.detail,
    riskLevelAggregated: risk.levelAggregated,
    riskLevelDuringSignIn: risk.levelDuringSignIn,
    riskState: risk.state,
    resourceDisplayName: event.resource.displayName,
    resourceId: event.resource.id,
    resourceServicePrincipalId: event.resource.servicePrincipalId,
    ...present('resourceTenantId', event.resource.tenantId),
    ...present('homeTenantId', event.homeTenantId),
    ...present('servicePrincipalId', servicePrincipal?.id ?? null),
    ...present('servicePrincipalName', servicePrincipal?.displayName ?? null),
    ...present('servicePrincipalCredentialKeyId', servicePrincipal?.credentialKeyId ?? null),
    ...present('servicePrincipalCredentialThumbprint', servicePrincipal?.credentialThumbprint ?? null),
    managedIdentityType: managedIdentity?.type ?? 'none',
    ...(managedIdentity === null
      ? undefined
      : {
          managedServiceIdentity: {
            msiType: managedIdentity.type,
            associatedResourceId: managedIdentity.associatedResourceId,
          },
        }),
    flaggedForReview: event.flaggedForReview,
    isTenantRestricted: event.isTenantRestricted,
    ...present('autonomousSystemNumber', event.autonomousSystemNumber),
    crossTenantAccessType: event.crossTenantAccessType,
    uniqueTokenIdentifier: event.uniqueTokenIdentifier,
    incomingTokenType: token.incomingTokenType,
    authenticationProtocol: event.authentication.protocol,
  };
}

/** `status` without the absent texts; also the object in the `Status` column of Log Analytics. */
export function monitorStatus({ errorCode, failureReason, additionalDetails }: SignInStatus): JsonObject {
  return {
    errorCode,
    ...present('failureReason', failureReason),
    ...present('additionalDetails', additionalDetails),
  };
}

/** `location` without altitude; also `LocationDetails`. */
export function monitorLocation({
  city,
  state,
  countryOrRegion,
  latitude,
  longitude,
}: SignInLocation): JsonObject {
  return { city, state, countryOrRegion, geoCoordinates: { latitude, longitude } };
}

/** `deviceDetail` without what is empty or false, but for `deviceId`; also `DeviceDetail`. */
export function monitorDevice(device: SignInDevice | null): JsonObject {
  if (device === null) return {};
  return {
    deviceId: device.deviceId,
    ...(device.displayName === '' ? undefined : { displayName: device.displayName }),
    operatingSystem: device.operatingSystem,
    browser: device.browser,
    ...(device.isCompliant ? { isCompliant: true } : undefined),
    ...(device.isManaged ? { isManaged: true } : undefined),
    ...(device.trustType === '' ? undefined : { trustType: device.trustType }),
  };
}

/** A policy with its conditions as bitmask integers and capitalised controls; also `ConditionalAccessPolicies`. */
export function monitorPolicy(policy: SignIn['conditionalAccess']['policies'][number]): JsonObject {
  return {
    id: policy.id,
    displayName: policy.displayName,
    enforcedGrantControls: policy.enforcedGrantControls,
    enforcedSessionControls: policy.enforcedSessionControls,
    result: policy.result,
    conditionsSatisfied: 3,
    conditionsNotSatisfied: 0,
  };
}

/** A step with the two keys that only Azure Monitor adds; also an item of `AuthenticationDetails`. */
export function monitorStep(
  step: AuthenticationStep,
  index: number,
  options: AzureMonitorOptions = {},
): JsonObject {
  return {
    authenticationStepDateTime: withOffset(step.dateTime, options.offsetMinutes ?? 0),
    ...present('authenticationMethod', step.method),
    ...present('authenticationMethodDetail', step.methodDetail),
    succeeded: step.succeeded,
    authenticationStepResultDetail: step.resultDetail,
    authenticationStepRequirement: step.requirement,
    StatusSequence: 0,
    RequestSequence: index + 1,
  };
}

function present(key: string, value: Json): JsonObject | undefined {
  return value === null ? undefined : { [key]: value };
}
