import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeRiskEvents, composeTenant, riskLog, writeLog } from '@interloper/emulate';
import type { RiskEvent } from '@interloper/emulate';
import { entraRisk } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import {
  azureRule,
  countOf,
  factsOf,
  rowsOfShape,
  shapeCases,
  sortedFacts,
  withFiles,
} from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('risk', { users: 7 });
const events = composeRiskEvents(tenant, Date.UTC(2026, 2, 10, 21, 30, 7));

const tables: Readonly<Record<RiskEvent['kind'], string>> = {
  userDetection: 'AADUserRiskEvents',
  riskyUser: 'AADRiskyUsers',
  applicationDetection: 'AADServicePrincipalRiskEvents',
  riskyApplication: 'AADRiskyServicePrincipals',
};

/** What a row must say, worked out from the composed event alone. */
function expected(event: RiskEvent): Facts {
  const common = {
    LogTable: tables[event.kind],
    RiskLevel: event.riskLevel,
    RiskState: event.riskState,
    RiskDetail: event.riskDetail,
  };
  const { subject } = event;
  if ('isDeleted' in event) {
    const user = event.kind === 'riskyUser';
    return {
      ...empty,
      ...common,
      EventTime: short(event.riskLastUpdatedDateTime),
      Id: subject.id,
      RiskLastUpdatedDateTime: short(event.riskLastUpdatedDateTime),
      IsProcessing: event.isProcessing,
      ...(user
        ? {
            IsDeleted: event.isDeleted,
            UserDisplayName: subject.displayName,
            UserPrincipalName: subject.principalName,
          }
        : { AccountEnabled: true, AppId: subject.appId, DisplayName: subject.displayName }),
      OperationName: user ? 'Risky user' : 'Risky service principal',
    };
  }
  const user = event.kind === 'userDetection';
  return {
    ...empty,
    ...common,
    EventTime: short(event.activityDateTime),
    Id: event.id,
    Activity: event.activity,
    ActivityDateTime: short(event.activityDateTime),
    DetectedDateTime: short(event.detectedDateTime),
    LastUpdatedDateTime: short(event.lastUpdatedDateTime),
    RequestId: event.requestId,
    RiskEventType: event.riskEventType,
    DetectionTimingType: event.detectionTimingType,
    IpAddress: event.ipAddress,
    'Location.city': event.location?.city ?? null,
    'Location.countryOrRegion': event.location?.countryOrRegion ?? null,
    'Location.geoCoordinates.latitude': event.location === null ? null : String(event.location.latitude),
    AdditionalInfo: event.userAgent === null ? [] : [{ Key: 'userAgent', Value: event.userAgent }],
    ...(user
      ? {
          UserId: subject.id,
          UserDisplayName: subject.displayName,
          UserPrincipalName: subject.principalName,
        }
      : {
          ServicePrincipalId: subject.id,
          ServicePrincipalDisplayName: subject.displayName,
          AppId: subject.appId,
        }),
    OperationName: user ? 'User Risk Detection' : 'Service principal risk detection',
  };
}

const names = [
  'LogTable',
  'EventTime',
  'Id',
  'Activity',
  'ActivityDateTime',
  'DetectedDateTime',
  'LastUpdatedDateTime',
  'RiskLastUpdatedDateTime',
  'RequestId',
  'RiskEventType',
  'RiskLevel',
  'RiskState',
  'RiskDetail',
  'DetectionTimingType',
  'IpAddress',
  'Location.city',
  'Location.countryOrRegion',
  'Location.geoCoordinates.latitude',
  'AdditionalInfo',
  'UserId',
  'UserDisplayName',
  'UserPrincipalName',
  'ServicePrincipalId',
  'ServicePrincipalDisplayName',
  'DisplayName',
  'AppId',
  'AccountEnabled',
  'IsDeleted',
  'IsProcessing',
  'OperationName',
];
const empty: Facts = Object.fromEntries(names.map((name) => [name, null]));

/** `2026-03-10T21:30:07.118Z`: as few digits as say it. */
function short(time: string): string {
  return time.replace(/\.?0*Z$/, 'Z');
}

describe('risk in every shape gives the rows that were composed', () => {
  test.each(shapeCases(riskLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(entraRisk, riskLog, events, [shape, options], names);
    const inOrder = (row: Facts): Facts => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
    expect(rows).toEqual(sortedFacts(events.map((event) => inOrder(expected(event)))));
  });
});

test('exports of one log in several shapes are folded', async () => {
  const files = ['graph', 'event-hub', 'log-analytics-csv'].flatMap((shape) =>
    writeLog(riskLog, shape, events),
  );
  await withFiles(
    Object.fromEntries(files.map(({ path, content }) => [path, content])),
    async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * events.length);
      expect((await factsOf(store, entraRisk, ['Id'])).length).toBe(events.length);
    },
  );
});

/** The record of the reference's section 17, test 1, but for its length. */
const spray = {
  time: '3/10/2026 6:40:12 PM',
  resourceId: '/tenants/3f1c9a52-7d4e-4b6a-9c0e-5a2b8d71e640/providers/microsoft.aadiam',
  operationName: 'User Risk Detection',
  category: 'UserRiskEvents',
  tenantId: '3f1c9a52-7d4e-4b6a-9c0e-5a2b8d71e640',
  callerIpAddress: '203.0.113.77',
  correlationId: '8d5b',
  identity: 'jana petrov',
  location: 'nl',
  properties: {
    id: '8d5b',
    requestId: '0c8be1d4-77a2-4f61-9b0d-51e6c3f02200',
    riskType: 'generic',
    riskEventType: 'passwordSpray',
    riskState: 'atRisk',
    riskLevel: 'high',
    activityDateTime: '2026-03-10T09:15:31.904Z',
    userPrincipalName: 'j.petrov@tailspin.example',
    location: { city: 'Amsterdam', state: 'Noord-Holland', countryOrRegion: 'NL' },
    resourceTenantId: null,
  },
};

test('Event Hub writes its time in US order with a clock of twelve hours', async () => {
  await withFiles({ 'hub.json': JSON.stringify({ records: [spray] }) }, async (result, store) => {
    expect(result.diagnostics).toEqual([]);
    expect(
      await factsOf(store, entraRisk, [
        'TimeGenerated',
        'EventTime',
        'RiskType',
        'RiskEventType',
        'Location',
      ]),
    ).toEqual([
      {
        TimeGenerated: '2026-03-10T18:40:12Z',
        EventTime: '2026-03-10T09:15:31.904Z',
        RiskType: 'generic',
        RiskEventType: 'passwordSpray',
        Location: spray.properties.location,
      },
    ]);
  });
});

test('a value that is no time or no object is kept out of the column and said', async () => {
  const odd = {
    ...spray,
    properties: { ...spray.properties, id: 'odd', activityDateTime: 'yesterday', location: 'Amsterdam' },
  };
  await withFiles({ 'odd.json': JSON.stringify({ records: [odd, odd, spray] }) }, async (result, store) => {
    expect(result.inputs).toMatchObject([{ records: 3, quarantined: 0, duplicates: 1 }]);
    expect(result.diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('ActivityDateTime of 2 records could not be understood'),
    ]);
    expect(
      (await factsOf(store, entraRisk, ['ActivityDateTime'])).map((row) => row['ActivityDateTime']),
    ).toEqual(expect.arrayContaining([null, '2026-03-10T09:15:31.904Z']));
  });
});

describe('published names give equal counts', () => {
  const sprays = events.filter(
    (event) => event.kind === 'userDetection' && event.riskEventType === 'passwordSpray',
  ).length;
  test('KQL, SPL and Sigma', async () => {
    expect(sprays).toBe(2);
    const files = writeLog(riskLog, 'event-hub', events);
    await withFiles(
      Object.fromEntries(files.map(({ path, content }) => [path, content])),
      async (_, store) => {
        expect(
          await countOf(store, 'kql', 'AADUserRiskEvents | where RiskEventType == "passwordSpray"'),
        ).toBe(sprays);
        expect(
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:aad:identity_protection:risk_detection" riskEventType=passwordSpray | table user src',
          ),
        ).toBe(sprays);
        expect(
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:aad" category=UserRiskEvents properties.riskEventType=passwordSpray | table user src',
          ),
        ).toBe(sprays);
        expect(
          await countOf(store, 'sigma', azureRule('riskdetection', "riskEventType: 'passwordSpray'")),
        ).toBe(sprays);
        const risky = events.filter(
          (event) => event.kind === 'riskyUser' && event.riskState === 'atRisk',
        ).length;
        expect(await countOf(store, 'kql', 'AADRiskyUsers | where RiskState == "atRisk"')).toBe(risky);
        expect(
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:aad:identity_protection:risky_user" riskState=atRisk | table user',
          ),
        ).toBe(risky);
      },
    );
  });
});

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
describe.skipIf(!existsSync(schemas))('the KQL tables', () => {
  test.each(entraRisk.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
    },
  );
});
