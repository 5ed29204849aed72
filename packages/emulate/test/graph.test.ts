import { describe, expect, test } from 'vitest';
import {
  graphBetaSignIn,
  graphV1SignIn,
  signInScenarios,
  writeSignIns,
  type Json,
} from '@interloper/emulate';
import { referenceColumns, referenceMissing } from './support/reference.js';
import { sample, tenant, textOf } from './support/sample.js';

// Reference, section 2.2: the properties of v1.0 (metadata of 2026-08).
const v1Properties = [
  'id appDisplayName appId appliedConditionalAccessPolicies authenticationAppDeviceDetails clientAppUsed',
  'conditionalAccessStatus correlationId createdDateTime deviceDetail homeTenantId ipAddress isInteractive location',
  'resourceDisplayName resourceId resourceTenantId riskDetail riskEventTypes riskEventTypes_v2 riskLevelAggregated',
  'riskLevelDuringSignIn riskState servicePrincipalId servicePrincipalName status userAgent userDisplayName userId',
  'userPrincipalName',
].flatMap((line) => line.split(' '));

// Reference, section 2.2: what beta adds, and the one property of v1.0 that only sovereign clouds still have.
const betaAdds = [
  'agent appliedEventListeners appOwnerTenantId appTokenProtectionStatus authenticationAppPolicyEvaluationDetails',
  'authenticationContextClassReferences authenticationDetails authenticationMethodsUsed',
  'authenticationProcessingDetails authenticationProtocol authenticationRequirement',
  'authenticationRequirementPolicies autonomousSystemNumber azureResourceId clientCredentialType clientSessionId',
  'conditionalAccessAudiences crossTenantAccessType federatedCredentialId flaggedForReview',
  'globalSecureAccessIpAddress homeTenantName incomingTokenType ipAddressFromResourceProvider isTenantRestricted',
  'isThroughGlobalSecureAccess managedServiceIdentity mfaDetail networkLocationDetails originalRequestId',
  'originalTransferMethod privateLinkDetails processingTimeInMilliseconds resourceOwnerTenantId',
  'resourceServicePrincipalId servicePrincipalCredentialKeyId servicePrincipalCredentialThumbprint sessionId',
  'sessionLifetimePolicies signInEventTypes signInIdentifier signInIdentifierType signInTokenProtectionStatus',
  'tokenIssuerName tokenIssuerType tokenProtectionStatusDetails uniqueTokenIdentifier userType',
].flatMap((line) => line.split(' '));
const betaProperties = [...v1Properties.filter((name) => name !== 'riskEventTypes'), ...betaAdds];

const interactive = sample.filter(({ category }) => category === 'interactive');

describe('Graph v1.0', () => {
  test('has the thirty properties and no other', () => {
    for (const event of interactive) {
      expect(Object.keys(graphV1SignIn(event)).toSorted()).toEqual(v1Properties.toSorted());
    }
  });

  test('has the properties of the reference schema', ({ skip }) => {
    skip(referenceMissing !== undefined, referenceMissing);
    const names = referenceColumns('Graph.v1.signIn').map(({ name }) => name);
    expect(v1Properties.toSorted()).toEqual(names.toSorted());
  });

  test('leaves the tenants out when it is an older export', () => {
    const [file] = writeSignIns('graph-v1', interactive, { tenantIds: false });
    const text = textOf(file?.content);
    expect(text).not.toContain('homeTenantId');
    expect(text).not.toContain('resourceTenantId');
    expect(text).toContain('"riskState"');
  });
});

describe('Graph beta', () => {
  test('has every property of the public cloud and no other', () => {
    for (const event of sample) {
      expect(Object.keys(graphBetaSignIn(event)).toSorted()).toEqual(betaProperties.toSorted());
    }
  });

  test('has the properties of the reference schema', ({ skip }) => {
    skip(referenceMissing !== undefined, referenceMissing);
    const names = referenceColumns('Graph.beta.signIn').filter(({ note }) => note === undefined);
    expect(betaProperties.toSorted()).toEqual(names.map(({ name }) => name).toSorted());
  });

  test('writes a risky sign-in as the reference shows one', () => {
    // Reference, section 17, test 2: values and their types, not the identities.
    const scenario = signInScenarios.get('risky-sign-in');
    const event = scenario?.compose(tenant, { at: Date.UTC(2026, 2, 11, 13, 2, 18, 204), level: 'medium' })
      .events[0];
    if (event === undefined) throw new Error('the scenario has no event');
    expect(graphBetaSignIn(event)).toMatchObject({
      createdDateTime: '2026-03-11T13:02:18Z',
      appDisplayName: 'Azure Portal',
      appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
      isInteractive: true,
      homeTenantName: '',
      riskLevelAggregated: 'medium',
      riskLevelDuringSignIn: 'medium',
      riskState: 'atRisk',
      riskEventTypes_v2: ['anonymizedIPAddress'],
      authenticationRequirement: 'singleFactorAuthentication',
      signInEventTypes: ['interactiveUser'],
      servicePrincipalId: '',
      userType: 'member',
      crossTenantAccessType: 'none',
      status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
      location: {
        city: '',
        state: '',
        countryOrRegion: 'DE',
        geoCoordinates: { altitude: null, latitude: 51, longitude: 9 },
      },
    });
  });

  test('pages newest first, with a next link on all but the last', () => {
    const files = writeSignIns('graph-beta', sample, { pageSize: 40 });
    const pages = files.map(
      ({ content }) => JSON.parse(textOf(content)) as { value: { createdDateTime: string }[] },
    );
    expect(pages.map((page) => '@odata.nextLink' in page)).toEqual(
      pages.map((_, index) => index < pages.length - 1),
    );
    expect(Object.keys(pages[0] ?? {})[0]).toBe('@odata.context');
    const times = pages.flatMap(({ value }) => value.map(({ createdDateTime }) => createdDateTime));
    expect(times).toEqual(times.toSorted().toReversed());
    expect(pages.slice(0, -1).every(({ value }) => value.length === 40)).toBe(true);
  });

  test('as PowerShell prints it: PascalCase throughout, additional properties, locale dates', () => {
    const [file] = writeSignIns('graph-powershell', sample);
    const records = JSON.parse(textOf(file?.content)) as Record<string, Json>[];
    const [first] = records;
    expect(first).toHaveProperty('RiskEventTypesV2');
    expect(first).toHaveProperty('Status.ErrorCode');
    expect(first).toHaveProperty('Location.GeoCoordinates.AdditionalProperties', {});
    expect(records.map(({ CreatedDateTime }) => CreatedDateTime)).toContainEqual(
      expect.stringMatching(/^3\/11\/2026 \d{1,2}:\d\d:\d\d [AP]M$/),
    );
    expect(Object.keys(first ?? {}).filter((key) => /^[a-z]|_/.test(key))).toEqual([]);
  });
});
