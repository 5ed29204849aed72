import { lines } from '../../ingest/ingest-files.js';
import type { Files } from '../../ingest/ingest-files.js';

/** Native records of several identity systems, composed for the tests of ASIM: one person, Maren, is known to all. */

/** The tenant of all Entra records. */
export const TENANT = '6f1c0a52-0000-4000-8000-00000000a001';

interface EntraSignIn {
  readonly id: string;
  readonly time: string;
  readonly category: string;
  readonly code: number;
  readonly reason?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly place: Readonly<Record<string, unknown>>;
}

export const BERN = {
  city: 'Bern',
  state: 'Canton Bern',
  countryOrRegion: 'CH',
  geoCoordinates: { latitude: 46.948, longitude: 7.447 },
};
export const LIMA = {
  city: 'Lima',
  state: 'Lima Province',
  countryOrRegion: 'PE',
  geoCoordinates: { latitude: -12.046, longitude: -77.043 },
};

/** A sign-in as diagnostic settings send it. */
export function entraSignIn({
  id,
  time,
  category,
  code,
  reason,
  properties,
  address,
  place,
}: EntraSignIn): unknown {
  return {
    time,
    resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
    operationName: 'Sign-in activity',
    operationVersion: '1.0',
    category,
    tenantId: TENANT,
    resultType: String(code),
    resultSignature: 'None',
    ...(reason === undefined ? {} : { resultDescription: reason }),
    durationMs: 0,
    callerIpAddress: address,
    correlationId: `c-${id}`,
    properties: {
      id,
      createdDateTime: time,
      correlationId: `c-${id}`,
      ipAddress: address,
      status: { errorCode: code, ...(reason === undefined ? {} : { failureReason: reason }) },
      location: place,
      ...properties,
    },
  };
}

/** What a user's sign-in says beside its outcome. */
export function userProperties(
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    userDisplayName: name,
    userPrincipalName: `${name}@tailspin.example`,
    userId: `id-${name}`,
    userType: 'Member',
    appId: 'app-1',
    appDisplayName: 'Travel desk',
    resourceDisplayName: 'Mail',
    resourceId: 'resource-1',
    clientAppUsed: 'Browser',
    userAgent: 'Mozilla/5.0 (Example)',
    authenticationRequirement: 'singleFactorAuthentication',
    isInteractive: true,
    deviceDetail: { deviceId: '', displayName: 'DESK-7', operatingSystem: 'Windows 10', browser: 'Edge' },
    ...more,
  };
}

interface Okta {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly result: string;
  readonly reason?: string;
  readonly user: string;
  readonly address: string;
  readonly country: string;
  readonly city: string;
}

/** An event of Okta's System Log. */
export function oktaEvent({ id, time, type, result, reason, user, address, country, city }: Okta): unknown {
  return {
    uuid: id,
    published: time,
    eventType: type,
    version: '0',
    severity: result === 'FAILURE' ? 'WARN' : 'INFO',
    legacyEventType: 'core.user_auth.login',
    displayMessage: 'User login to Okta',
    actor: { id: `00u-${user}`, type: 'User', alternateId: `${user}@tailspin.example`, displayName: user },
    client: {
      userAgent: { rawUserAgent: 'Mozilla/5.0 (Example)', os: 'Mac OS X', browser: 'CHROME' },
      zone: 'null',
      device: 'Computer',
      id: null,
      ipAddress: address,
      geographicalContext: {
        city,
        state: null,
        country,
        postalCode: null,
        geolocation: { lat: 46.5, lon: 7.5 },
      },
    },
    outcome: { result, reason: reason ?? null },
    target: null,
    transaction: { type: 'WEB', id: `t-${id}`, detail: {} },
    debugContext: { debugData: { requestUri: '/api/v1/authn' } },
    authenticationContext: {
      authenticationStep: 0,
      credentialType: 'PASSWORD',
      externalSessionId: `session-${id}`,
    },
    securityContext: {
      asNumber: 64496,
      asOrg: 'Example',
      isp: 'Example Networks',
      domain: null,
      isProxy: false,
    },
    request: { ipChain: [] },
  };
}

interface AwsCall {
  readonly id: string;
  readonly time: string;
  readonly name: string;
  readonly source?: string;
  readonly identity: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export const ACCOUNT = '111122223333';

/** A record of CloudTrail. */
export function awsCall({ id, time, name, source, identity, address, more = {} }: AwsCall): unknown {
  return {
    eventVersion: '1.08',
    userIdentity: identity,
    eventTime: time,
    eventSource: source ?? 'signin.amazonaws.com',
    eventName: name,
    awsRegion: 'eu-central-1',
    sourceIPAddress: address,
    userAgent: 'Mozilla/5.0 (Example)',
    requestParameters: null,
    responseElements: null,
    eventID: id,
    readOnly: false,
    eventType: source === undefined ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...more,
  };
}

export function iamUser(name: string): Readonly<Record<string, unknown>> {
  return {
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    accountId: ACCOUNT,
    userName: name,
  };
}

/** A sign-in to the console; without an error it succeeds. */
export function consoleLogin(
  id: string,
  time: string,
  identity: Readonly<Record<string, unknown>>,
  address: string,
  error?: string,
): unknown {
  return awsCall({
    id,
    time,
    name: 'ConsoleLogin',
    identity,
    address,
    more: {
      ...(error === undefined ? {} : { errorMessage: error }),
      responseElements: { ConsoleLogin: error === undefined ? 'Success' : 'Failure' },
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home?state=x',
        MobileVersion: 'No',
        MFAUsed: error === undefined ? 'Yes' : 'No',
      },
    },
  });
}

/** A sign-in activity of Google Workspace. */
export function workspaceLogin(
  id: string,
  time: string,
  name: string,
  user: string,
  parameters: Readonly<Record<string, string>>,
): unknown {
  return {
    kind: 'admin#reports#activity',
    id: { time, uniqueQualifier: id, applicationName: 'login', customerId: 'C01' },
    etag: '"e"',
    actor: { email: `${user}@tailspin.example`, profileId: `1${id}` },
    ipAddress: '203.0.113.80',
    events: [
      {
        type: 'login',
        name,
        parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
      },
    ],
  };
}

/** An activity of Azure's control plane. */
export function azureOperation(
  id: string,
  time: string,
  operation: string,
  status: string,
  substatus: string,
): unknown {
  return {
    time,
    resourceId:
      '/SUBSCRIPTIONS/S-1/RESOURCEGROUPS/RG-DATA/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/TRAVEL',
    operationName: operation,
    category: 'Administrative',
    resultType: status,
    resultSignature: `${status}.${substatus}`,
    durationMs: 0,
    callerIpAddress: '203.0.113.9',
    correlationId: `c-${id}`,
    level: 'Information',
    identity: {
      authorization: { action: operation, scope: '/subscriptions/s-1' },
      claims: {
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'maren.okada@tailspin.example',
      },
    },
    properties: {
      eventDataId: id,
      entity: '/subscriptions/s-1/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/travel',
    },
  };
}

/** A change in the directory. */
export function directoryChange(id: string, time: string): unknown {
  return {
    time,
    resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
    operationName: 'Update application',
    operationVersion: '1.0',
    category: 'AuditLogs',
    tenantId: TENANT,
    resultSignature: 'None',
    durationMs: 0,
    callerIpAddress: '203.0.113.9',
    correlationId: `c-${id}`,
    Level: 4,
    properties: {
      id,
      category: 'ApplicationManagement',
      correlationId: `c-${id}`,
      result: 'success',
      resultReason: 'done',
      activityDisplayName: 'Update application',
      activityDateTime: time,
      loggedByService: 'Core Directory',
      operationType: 'Update',
      initiatedBy: {
        user: { id: 'id-maren', userPrincipalName: 'maren.okada@tailspin.example', ipAddress: '203.0.113.9' },
      },
      targetResources: [
        {
          id: 'object-1',
          displayName: 'Travel desk',
          type: 'Application',
          modifiedProperties: [{ displayName: 'KeyDescription', oldValue: '["old"]', newValue: '["new"]' }],
        },
      ],
      additionalDetails: [{ key: 'AppId', value: 'app-1' }],
    },
  };
}

/** A change to Exchange, as the unified audit log has it. */
export function exchangeChange(id: string, time: string): unknown {
  return {
    CreationTime: time.replace('Z', ''),
    Id: id,
    Operation: 'New-InboxRule',
    OrganizationId: 'org-1',
    RecordType: 1,
    ResultStatus: 'True',
    UserKey: 'k',
    UserType: 2,
    Version: 1,
    Workload: 'Exchange',
    ClientIP: '203.0.113.9:49152',
    ObjectId: 'tailspin.example\\Maren\\rule',
    UserId: 'maren.okada@tailspin.example',
    OrganizationName: 'tailspin.example',
    OriginatingServer: 'SERVER-1',
    Parameters: [{ Name: 'DeleteMessage', Value: 'True' }],
  };
}

/** Records in a file for each system, of lines. */
export function logFiles(logs: Readonly<Record<string, readonly unknown[]>>): Files {
  return Object.fromEntries(
    Object.entries(logs).map(([name, records]) => [`${name}.jsonl`, lines(...records)]),
  );
}
