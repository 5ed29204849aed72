import { kql } from '@interloper/kql';
import { ticksOfIso } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import type { Json, Reader } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { graphRecord, lines } from './ingest-files.js';
import { countOf, withFiles } from './written-logs.js';

/** Two sign-ins of users and two of applications, as Graph has them. */
const graph = lines(
  graphRecord('a', {
    createdDateTime: '2026-03-13T19:15:41.1234567Z',
    appId: 'app-1',
    correlationId: 'corr-a',
    crossTenantAccessType: 'b2bCollaboration',
    userType: 'guest',
    tokenIssuerType: 'AzureAD',
    riskLevelAggregated: 'high',
    riskState: 'atRisk',
    conditionalAccessStatus: 'failure',
    status: { errorCode: 50126, failureReason: 'Bad password', additionalDetails: null },
    deviceDetail: {
      deviceId: 'dev-1',
      isManaged: true,
      isCompliant: false,
      trustType: 'Hybrid Azure AD joined',
    },
    location: {
      city: 'Bern',
      state: 'BE',
      countryOrRegion: 'CH',
      geoCoordinates: { latitude: 46.9, longitude: 7.4 },
    },
  }),
  graphRecord('b', {
    createdDateTime: '2026-03-13T20:00:00Z',
    crossTenantAccessType: 'none',
    riskLevelAggregated: 'none',
    riskState: 'none',
    signInEventTypes: ['nonInteractiveUser'],
  }),
  graphRecord('c', {
    userPrincipalName: '',
    userId: '',
    servicePrincipalId: 'sp-1',
    servicePrincipalName: 'backup',
    signInEventTypes: ['servicePrincipal'],
  }),
  graphRecord('d', {
    userPrincipalName: '',
    userId: '',
    servicePrincipalId: 'sp-2',
    signInEventTypes: ['managedIdentity'],
  }),
);

/** The same as advanced hunting exports them. */
const header = `Timestamp,Application,ApplicationId,LogonType,ErrorCode,CorrelationId,AccountObjectId,AccountUpn,IsExternalUser,IsGuestUser,EntraIdDeviceId,DeviceTrustType,IsManaged,IsCompliant,TokenIssuerType,RiskLevelAggregated,RiskDetails,RiskState,ConditionalAccessStatus,IPAddress,Country,State,City,Latitude,Longitude,RequestId,ReportId,EndpointCall`;
const hunting = [
  header,
  `2026-03-13T19:15:41.1234567Z,Office 365,app-1,"[""interactiveUser""]",50126,corr-a,user-a,a@tailspin.example,1,true,dev-1,ServerAd,1,0,0,100,8,4,1,192.0.2.7,CH,BE,Bern,46.9,7.4,a,rep-a,OAuth2:Token`,
  `2026-03-13T20:00:00Z,Office 365,,"[""nonInteractiveUser""]",0,,user-b,b@tailspin.example,0,false,,,,,,1,0,0,,192.0.2.7,CH,Bern,Bern,,,b,rep-b,`,
  '',
].join('\n');
const applications = [
  'Timestamp,Application,ApplicationId,IsManagedIdentity,ErrorCode,CorrelationId,ServicePrincipalName,ServicePrincipalId,IPAddress,Country,State,City,RequestId,ReportId',
  '2026-03-13T19:15:41Z,Office 365,,false,0,,backup,sp-1,192.0.2.7,CH,Bern,Bern,c,rep-c',
  '2026-03-13T19:15:41Z,Office 365,,true,0,,,sp-2,192.0.2.7,CH,Bern,Bern,d,rep-d',
  '',
].join('\n');

async function rowsOf(reader: Pick<Reader, 'query'>, rule: string): Promise<readonly (readonly Json[])[]> {
  const { plan, diagnostics } = kql.compile(rule, catalogOf(sources));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (plan === undefined) throw new Error(`no plan: ${rule}`);
  const now = ticksOfIso('2027-01-01T00:00:00Z');
  if (now === undefined) throw new Error('not a time');
  return (await reader.query(plan, { now })).rows;
}

const users = `| project RequestId, Timestamp, LogonType, ErrorCode, AccountUpn, IsExternalUser, IsGuestUser,
  EntraIdDeviceId, DeviceTrustType, IsManaged, IsCompliant, TokenIssuerType, RiskLevelAggregated, RiskState,
  ConditionalAccessStatus, Country, State, City, Latitude, Longitude | sort by RequestId asc`;
const expected = [
  ['a', '2026-03-13T19:15:41.1234567Z', '["interactiveUser"]', 50126, 'a@tailspin.example', 1, true].concat([
    'dev-1',
    'ServerAd',
    1,
    0,
    0,
    100,
    4,
    1,
    'CH',
    'BE',
    'Bern',
    '46.9',
    '7.4',
  ]),
];

describe('the sign-ins as Defender’s tables', () => {
  test.each([
    ['Graph', { 'graph.json': graph }],
    ['advanced hunting', { 'hunting.csv': hunting, 'applications.csv': applications }],
  ])('from %s have Defender’s numbers and words', async (_, files) => {
    await withFiles(files, async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics).toEqual([]);
      expect(new Set(inputs.map(({ source }) => source))).toEqual(new Set(['entra-sign-ins']));
      const rows = await rowsOf(store, `EntraIdSignInEvents ${users}`);
      expect(rows[0]).toEqual(expected[0]);
      expect(rows[1]?.slice(0, 6)).toEqual([
        'b',
        '2026-03-13T20:00:00Z',
        '["nonInteractiveUser"]',
        0,
        'b@tailspin.example',
        0,
      ]);
      expect(
        await rowsOf(store, 'AADSignInEventsBeta | where RiskState == 4 | project RequestId, AadDeviceId'),
      ).toEqual([['a', 'dev-1']]);
      for (const table of ['EntraIdSpnSignInEvents', 'AADSpnSignInEventsBeta']) {
        expect(
          await rowsOf(
            store,
            `${table} | sort by RequestId asc | project RequestId, ServicePrincipalId, IsManagedIdentity, ErrorCode`,
          ),
        ).toEqual([
          ['c', 'sp-1', false, 0],
          ['d', 'sp-2', true, 0],
        ]);
      }
    });
  });

  test('are the sign-ins that Graph has, and fold into them', async () => {
    const files = { 'graph.json': graph, 'hunting.csv': hunting, 'applications.csv': applications };
    await withFiles(files, async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(4);
      expect(
        await countOf(
          store,
          'kql',
          'EntraIdSignInEvents | where ErrorCode == 50126 and RiskLevelAggregated >= 50',
        ),
      ).toBe(1);
      expect(
        await countOf(
          store,
          'kql',
          'SigninLogs | where ResultType == "50126" and RiskLevelAggregated == "high"',
        ),
      ).toBe(1);
    });
  });

  test('what only Defender says is kept', async () => {
    await withFiles({ 'hunting.csv': hunting }, async (_, store) => {
      expect(
        await rowsOf(
          store,
          'EntraIdSignInEvents | sort by RequestId asc | project RiskDetails, ReportId, EndpointCall',
        ),
      ).toEqual([
        [8, 'rep-a', 'OAuth2:Token'],
        [0, 'rep-b', ''],
      ]);
    });
  });
});
