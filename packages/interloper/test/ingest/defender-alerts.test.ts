import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  alertEvidenceLog,
  alertInfoLog,
  composeAlerts,
  composeTenant,
  evidenceOfAlerts,
  securityAlertLog,
  writeLog,
} from '@interloper/emulate';
import type { AlertEvent, AlertEvidence, EvidenceEvent, LogKind } from '@interloper/emulate';
import { kql } from '@interloper/kql';
import { ticksOfIso } from '@interloper/plan';
import { catalogOf, defenderAlerts, sources } from '@interloper/sources';
import type { Json, Reader } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { lines } from './ingest-files.js';
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

const tenant = composeTenant('alerts', { users: 7 });
const alerts = composeAlerts(tenant, Date.UTC(2026, 2, 11, 13, 2, 18, 204));
const pieces = evidenceOfAlerts(alerts);

const words = {
  identityProtection: [
    'AAD Identity Protection',
    'AAD Identity Protection',
    'IPC',
    'Azure Active Directory Identity Protection',
  ],
  cloudApps: [
    'Microsoft Defender for Cloud Apps',
    'Microsoft Defender for Cloud Apps',
    'MCAS',
    'Microsoft Cloud App Security',
  ],
  endpoint: [
    'Microsoft Defender for Endpoint',
    'EDR',
    'MDATP',
    'Microsoft Defender Advanced Threat Protection',
  ],
} as const;

/** As many fraction digits as the shape has, without the zeros at the end. */
function atPrecision(time: string, digits = 7): string {
  const fraction = time.slice(20, 20 + digits).replace(/0+$/, '');
  return `${time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

function userOf({ evidence }: AlertEvent): AlertEvidence & { readonly kind: 'user' } {
  const user = evidence.find((item) => item.kind === 'user');
  if (user === undefined) throw new Error('an alert on nobody');
  return user;
}

/** What rows must say, worked out from the composed alert alone. */
function sentinelFacts(alert: AlertEvent, digits: number): Facts {
  const [, , provider, product] = words[alert.service];
  return {
    LogTable: 'SecurityAlert',
    EventTime: atPrecision(alert.firstActivity, digits),
    TimeGenerated: atPrecision(alert.created, digits),
    EndTime: atPrecision(alert.lastActivity, digits),
    AlertName: alert.title,
    AlertSeverity: alert.severity,
    AlertType: alert.detectorId,
    CompromisedEntity: userOf(alert).userPrincipalName,
    Description: alert.description,
    IsIncident: false,
    ProductName: product,
    ProviderName: provider,
    Status: alert.status,
    SystemAlertId: alert.systemId,
    Tactics: alert.category,
    Techniques: JSON.stringify(alert.techniques),
    VendorOriginalId: alert.providerId,
  };
}

function infoFacts(alert: AlertEvent, digits: number): Facts {
  const [service, detection] = words[alert.service];
  return {
    LogTable: 'AlertInfo',
    EventTime: atPrecision(alert.firstActivity, digits),
    AlertId: alert.id,
    Title: alert.title,
    Category: alert.category,
    Severity: alert.severity,
    ServiceSource: service,
    DetectionSource: detection,
    AttackTechniques: JSON.stringify(alert.techniques),
  };
}

function evidenceFacts({ alert, evidence }: EvidenceEvent, digits: number): Facts {
  const user = evidence.kind === 'user' ? evidence : undefined;
  const process = evidence.kind === 'process' ? evidence : undefined;
  return {
    LogTable: 'AlertEvidence',
    EventTime: atPrecision(alert.firstActivity, digits),
    AlertId: alert.id,
    Title: alert.title,
    Categories: JSON.stringify([alert.category]),
    EntityType: entityTypes[evidence.kind],
    AccountUpn: user?.userPrincipalName ?? null,
    AccountObjectId: user?.objectId ?? null,
    RemoteIP: evidence.kind === 'ip' ? evidence.address : null,
    ApplicationId: evidence.kind === 'application' ? evidence.appId : null,
    Application: evidence.kind === 'application' ? evidence.displayName : null,
    DeviceName: evidence.kind === 'device' ? evidence.name : null,
    ProcessCommandLine: process?.commandLine ?? null,
    FileSize: process?.fileSize ?? null,
  };
}

const entityTypes = {
  user: 'User',
  ip: 'Ip',
  application: 'CloudApplication',
  device: 'Machine',
  process: 'Process',
} as const;

function cases<Event>(kind: LogKind<Event>): ReturnType<typeof shapeCases> {
  return shapeCases(kind).filter(([shape]) => shape !== 'graph');
}

const digitsOf = (shape: string): number => (shape === 'log-analytics-csv' ? 3 : 7);

describe('alerts in every shape of a table give the rows that were composed', () => {
  test.each(cases(securityAlertLog))('SecurityAlert as %s %o', async (shape, options) => {
    const expected = alerts.map((alert) => sentinelFacts(alert, digitsOf(shape)));
    const names = Object.keys(expected[0] ?? {});
    const rows = await rowsOfShape(defenderAlerts, securityAlertLog, alerts, [shape, options], names);
    expect(rows).toEqual(sortedFacts(expected));
  });

  test.each(cases(alertInfoLog))('AlertInfo as %s %o', async (shape, options) => {
    const expected = alerts.map((alert) => infoFacts(alert, digitsOf(shape)));
    const names = Object.keys(expected[0] ?? {});
    const rows = await rowsOfShape(defenderAlerts, alertInfoLog, alerts, [shape, options], names);
    expect(rows).toEqual(sortedFacts(expected));
  });

  test.each(cases(alertEvidenceLog))('AlertEvidence as %s %o', async (shape, options) => {
    const expected = pieces.map((piece) => evidenceFacts(piece, digitsOf(shape)));
    const names = Object.keys(expected[0] ?? {});
    const rows = await rowsOfShape(defenderAlerts, alertEvidenceLog, pieces, [shape, options], names);
    expect(rows).toEqual(sortedFacts(expected));
  });
});

type Written = Readonly<Record<string, string | Uint8Array>>;

function written<Event>(kind: LogKind<Event>, shape: string, events: readonly Event[]): Written {
  return Object.fromEntries(writeLog(kind, shape, events).map(({ path, content }) => [path, content]));
}

/** Graph's alerts without their page. */
function graphAlerts(): readonly unknown[] {
  return Object.values(written(securityAlertLog, 'graph', alerts)).flatMap((content) => {
    const page = JSON.parse(Buffer.from(content).toString('utf8')) as { readonly value: readonly unknown[] };
    return page.value;
  });
}

async function rowsOf(reader: Pick<Reader, 'query'>, rule: string): Promise<readonly (readonly Json[])[]> {
  const { plan, diagnostics } = kql.compile(rule, catalogOf(sources));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const now = ticksOfIso('2027-01-01T00:00:00Z');
  if (plan === undefined || now === undefined) throw new Error(`no plan: ${rule}`);
  return (await reader.query(plan, { now })).rows;
}

const byText = (rows: readonly unknown[]): readonly unknown[] =>
  rows.map((row) => JSON.stringify(row)).toSorted((a, b) => (a < b ? -1 : 1));

describe('Graph’s alerts are rows of all three tables', () => {
  const files: readonly (readonly [string, Written])[] = [
    ['pages', written(securityAlertLog, 'graph', alerts)],
    ['lines', { 'alerts.json': lines(...graphAlerts()) }],
    ['an array', { 'alerts.json': JSON.stringify(graphAlerts(), null, 2) }],
    [
      'a search of Splunk',
      {
        'search.json': lines(
          ...graphAlerts().map((alert) => ({
            preview: false,
            result: { _raw: JSON.stringify(alert), sourcetype: 'ms365:defender:incident:alerts' },
          })),
        ),
      },
    ],
  ];
  test.each(files)('as %s', async (_, input) => {
    await withFiles(input, async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'defender-alerts', records: alerts.length, duplicates: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      expect(inputs[0]?.missing).toEqual([]);

      const info = await rowsOf(
        store,
        'AlertInfo | project Timestamp, AlertId, Title, Category, Severity, ServiceSource, DetectionSource, AttackTechniques, Type',
      );
      expect(byText(info)).toEqual(
        byText(
          alerts.map((alert) => {
            const { LogTable: _table, EventTime: time = null, ...facts } = infoFacts(alert, 7);
            return [time, ...Object.values(facts), 'AlertInfo'];
          }),
        ),
      );

      const security = await rowsOf(
        store,
        'SecurityAlert | project TimeGenerated, AlertName, AlertSeverity, CompromisedEntity, ProductName, ProviderName, Status, SystemAlertId, VendorOriginalId, StartTime, Tactics',
      );
      expect(byText(security)).toEqual(
        byText(
          alerts.map((alert) => [
            atPrecision(alert.created),
            alert.title,
            alert.severity,
            userOf(alert).userPrincipalName,
            words[alert.service][3],
            words[alert.service][2],
            alert.status,
            alert.id,
            alert.providerId,
            atPrecision(alert.firstActivity),
            alert.category,
          ]),
        ),
      );

      const evidence = await rowsOf(
        store,
        `AlertEvidence | project AlertId, Title, EntityType, AccountUpn, AccountObjectId, RemoteIP, ApplicationId,
           Application, DeviceName, ProcessCommandLine, FileSize, Timestamp`,
      );
      expect(byText(evidence)).toEqual(
        byText(
          pieces.map((piece) => {
            const facts = evidenceFacts(piece, 7);
            const text = (name: string): Json => facts[name] ?? '';
            return [
              text('AlertId'),
              text('Title'),
              text('EntityType'),
              text('AccountUpn'),
              text('AccountObjectId'),
              text('RemoteIP'),
              facts['ApplicationId'] ?? null,
              text('Application'),
              text('DeviceName'),
              text('ProcessCommandLine'),
              facts['FileSize'] ?? null,
              text('EventTime'),
            ];
          }),
        ),
      );
    });
  });

  test('their evidence is a list of entities, as rules on SecurityAlert read it', async () => {
    await withFiles(written(securityAlertLog, 'graph', alerts), async (_, store) => {
      const accounts = await rowsOf(
        store,
        `SecurityAlert | mv-expand Entity = todynamic(Entities) | where Entity.Type == "account"
         | project tostring(Entity.AadUserId), strcat(Entity.Name, "@", Entity.UPNSuffix), tostring(Entity.AadTenantId)`,
      );
      expect(byText(accounts)).toEqual(
        byText(alerts.map((alert) => [userOf(alert).objectId, userOf(alert).userPrincipalName, tenant.id])),
      );
      const addresses = await rowsOf(
        store,
        `SecurityAlert | extend Entities = parse_json(Entities) | mv-expand Entities | where Entities["Type"] =~ "ip"
         | project tostring(Entities.Address), tostring(Entities.Location.CountryCode)`,
      );
      expect(byText(addresses)).toEqual(
        byText(
          pieces.flatMap(({ evidence }) =>
            evidence.kind === 'ip' ? [[evidence.address, evidence.country]] : [],
          ),
        ),
      );
    });
  });
});

test('an alert that is exported in several forms is one', async () => {
  const files = {
    ...written(securityAlertLog, 'graph', alerts),
    ...written(alertInfoLog, 'event-hub', alerts),
    ...written(alertInfoLog, 'log-analytics-csv', alerts),
    ...written(alertEvidenceLog, 'storage-lines', pieces),
    ...written(alertEvidenceLog, 'log-analytics-export', pieces),
    ...written(securityAlertLog, 'log-analytics-export', alerts),
    'again/query.json': Object.values(written(securityAlertLog, 'log-analytics-query', alerts))[0] ?? '',
  };
  await withFiles(files, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    const folded = 2 * alerts.length + pieces.length + alerts.length;
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(folded);
    expect(await countOf(store, 'kql', 'AlertInfo')).toBe(alerts.length);
    // Sentinel gives alerts ids of its own, and what Graph has in an alert is a record by itself in streams.
    expect(await countOf(store, 'kql', 'SecurityAlert')).toBe(2 * alerts.length);
    expect(await countOf(store, 'kql', 'AlertEvidence')).toBe(2 * pieces.length);
  });
});

test('an alert that has changed is another record', async () => {
  const [first] = alerts;
  if (first === undefined) throw new Error('no alerts');
  const closed: AlertEvent = { ...first, status: first.status === 'Resolved' ? 'New' : 'Resolved' };
  const files = {
    'a.json': Object.values(written(securityAlertLog, 'graph', [first, closed]))[0] ?? '',
    'b.csv': Object.values(written(securityAlertLog, 'log-analytics-csv', [first, closed]))[0] ?? '',
  };
  await withFiles(files, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([
      { records: 2, duplicates: 0 },
      { records: 2, duplicates: 0 },
    ]);
    expect((await factsOf(store, defenderAlerts, ['Status'])).length).toBe(4);
  });
});

describe('rules with the names that are published find as many in each language', () => {
  test('in Graph’s alerts', async () => {
    const medium = alerts.filter(({ severity }) => severity === 'Medium').length;
    const [one] = alerts;
    if (one === undefined) throw new Error('no alerts');
    const upn = userOf(one).userPrincipalName;
    const ofOne = alerts.filter((alert) => userOf(alert).userPrincipalName === upn).length;
    const identity = alerts.filter(({ service }) => service === 'identityProtection').length;
    expect(medium).toBeGreaterThan(0);
    await withFiles(written(securityAlertLog, 'graph', alerts), async (_, store) => {
      const counts = {
        medium: [
          await countOf(store, 'kql', 'SecurityAlert | where AlertSeverity == "Medium"'),
          await countOf(store, 'spl', 'search sourcetype="ms365:defender:incident:alerts" severity=medium'),
          await countOf(store, 'sigma', azureRule('securityalert', 'AlertSeverity: medium')),
          await countOf(store, 'kql', 'AlertInfo | where Severity == "Medium"'),
        ],
        ofOne: [
          await countOf(store, 'kql', `SecurityAlert | where CompromisedEntity =~ "${upn}"`),
          await countOf(
            store,
            'kql',
            `AlertEvidence | where EntityType == "User" and AccountUpn =~ "${upn}" | distinct AlertId`,
          ),
          await countOf(store, 'spl', `search sourcetype="ms365:defender:incident:alerts" user="${upn}"`),
          await countOf(
            store,
            'spl',
            `search sourcetype="ms365:defender:incident:alerts" evidence{}.userAccount.userPrincipalName="${upn}"`,
          ),
          await countOf(store, 'sigma', azureRule('securityalert', `CompromisedEntity: ${upn}`)),
        ],
        identity: [
          await countOf(
            store,
            'kql',
            'SecurityAlert | where ProductName == "Azure Active Directory Identity Protection"',
          ),
          await countOf(store, 'kql', 'AlertInfo | where ServiceSource == "AAD Identity Protection"'),
          await countOf(
            store,
            'spl',
            'search sourcetype="ms365:defender:incident:alerts" serviceSource=azureAdIdentityProtection',
          ),
          await countOf(store, 'sigma', azureRule('alertinfo', 'ServiceSource: AAD Identity Protection')),
        ],
      };
      expect(counts).toEqual({
        medium: [medium, medium, medium, medium],
        ofOne: [ofOne, ofOne, ofOne, ofOne, ofOne],
        identity: [identity, identity, identity, identity],
      });
    });
  });

  test('in streamed alerts', async () => {
    const files = {
      ...written(alertInfoLog, 'event-hub', alerts),
      ...written(alertEvidenceLog, 'event-hub', pieces),
    };
    const high = alerts.filter(({ severity }) => severity === 'High').length;
    const addresses = pieces.filter(({ evidence }) => evidence.kind === 'ip').length;
    await withFiles(files, async (_, store) => {
      expect(await countOf(store, 'kql', 'AlertInfo | where Severity == "High"')).toBe(high);
      for (const sourcetype of ['ms:defender:eventhub', 'mscs:azure:eventhub']) {
        expect(
          await countOf(
            store,
            'spl',
            `search sourcetype="${sourcetype}" category="AdvancedHunting-AlertInfo" properties.Severity=High`,
          ),
        ).toBe(high);
      }
      expect(await countOf(store, 'kql', 'AlertEvidence | where isnotempty(RemoteIP)')).toBe(addresses);
      expect(await countOf(store, 'spl', 'search sourcetype="ms:defender:eventhub" src=*')).toBe(addresses);
      expect(await countOf(store, 'sigma', azureRule('alertevidence', 'EntityType: Ip'))).toBe(addresses);
      expect(
        await countOf(
          store,
          'kql',
          'AlertInfo | join kind=inner (AlertEvidence | where EntityType == "User") on AlertId | where isnotempty(AccountUpn)',
        ),
      ).toBe(alerts.length);
    });
  });
});

/** As Graph's older API answers. */
const legacy = {
  id: 'c0ffee',
  azureTenantId: '3f1c',
  category: 'UnfamiliarLocation',
  createdDateTime: '2026-03-11T13:12:00.5Z',
  eventDateTime: '2026-03-11T13:02:18.2041234Z',
  lastModifiedDateTime: '2026-03-11T13:15:00Z',
  description: 'Sign-in properties unfamiliar to this user.',
  recommendedActions: ['Ask the user'],
  severity: 'medium',
  sourceMaterials: ['https://portal.example/alert/c0ffee'],
  status: 'newAlert',
  title: 'Unfamiliar sign-in properties',
  vendorInformation: { provider: 'IPC', vendor: 'Microsoft', providerVersion: null, subProvider: null },
  userStates: [
    {
      aadUserId: 'u-1',
      userPrincipalName: 'ann@tailspin.example',
      logonIp: '203.0.113.77',
      accountName: 'ann',
    },
  ],
  hostStates: [],
};

/** As Defender for Cloud exports it, and as its API answers. */
const cloud = {
  VendorName: 'Microsoft',
  AlertType: 'ARM_AnomalousRBACAssignment',
  ProductName: 'Microsoft Defender for Cloud',
  StartTimeUtc: '2026-03-11T13:02:18.2041234Z',
  EndTimeUtc: '2026-03-11T13:05:00Z',
  TimeGenerated: '2026-03-11T13:06:00Z',
  ProcessingEndTime: '2026-03-11T13:07:00Z',
  Severity: 'Low',
  Status: 'New',
  SystemAlertId: '2517_a1',
  CompromisedEntity: 'ann@tailspin.example',
  AlertDisplayName: 'Suspicious elevate access operation',
  Description: 'Access was elevated.',
  Intent: 'PrivilegeEscalation',
  IsIncident: false,
  RemediationSteps: ['Contact the user'],
  ExtendedProperties: { 'Caller IP address': '203.0.113.77' },
  Entities: [{ $id: '1', Name: 'ann', UPNSuffix: 'tailspin.example', Type: 'account' }],
  ResourceIdentifiers: [{ Type: 'AzureResource', AzureResourceId: '/subscriptions/s1/resourceGroups/rg' }],
};
const { TimeGenerated, ProcessingEndTime, ...cloudRest } = cloud;
const cloudAnswer = {
  id: '/subscriptions/s1/providers/Microsoft.Security/locations/centralus/alerts/2517_a1',
  name: '2517_a1',
  type: 'Microsoft.Security/Locations/alerts',
  properties: Object.fromEntries(
    Object.entries({
      ...cloudRest,
      TimeGeneratedUtc: TimeGenerated,
      ProcessingEndTimeUtc: ProcessingEndTime,
    }).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  ),
};

const ofEndpoint = alerts.filter(({ service }) => service === 'endpoint');

/** A piece of evidence with its properties on one level, as Defender's own APIs have it. */
function flatEvidence(evidence: AlertEvidence): Readonly<Record<string, Json>> | undefined {
  switch (evidence.kind) {
    case 'user':
      return {
        entityType: 'User',
        accountName: evidence.accountName,
        userSid: evidence.sid,
        aadUserId: evidence.objectId,
        userPrincipalName: evidence.userPrincipalName,
        processCommandLine: null,
      };
    case 'process':
      return {
        entityType: 'Process',
        fileName: evidence.fileName,
        filePath: evidence.folder,
        sha1: evidence.sha1,
        sha256: evidence.sha256,
        processCommandLine: evidence.commandLine,
        userPrincipalName: null,
      };
    default:
      return undefined;
  }
}

const flat = ({ evidence }: AlertEvent): readonly unknown[] =>
  evidence.flatMap((item) => flatEvidence(item) ?? []);

function deviceOf({ evidence }: AlertEvent): string {
  const device = evidence.find((item) => item.kind === 'device');
  if (device === undefined) throw new Error('an alert without a device');
  return device.name;
}

function endpointAlert(alert: AlertEvent): Readonly<Record<string, unknown>> {
  return {
    id: alert.id,
    incidentId: Number(alert.incidentId),
    severity: alert.severity,
    status: alert.status,
    classification: null,
    detectionSource: 'WindowsDefenderAtp',
    detectorId: alert.detectorId,
    category: alert.category,
    title: alert.title,
    description: alert.description,
    alertCreationTime: alert.created,
    firstEventTime: alert.firstActivity,
    lastEventTime: alert.lastActivity,
    machineId: 'machine-1',
    computerDnsName: deviceOf(alert),
    aadTenantId: alert.tenantId,
    relatedUser: { userName: userOf(alert).accountName, domainName: 'TAILSPIN' },
    mitreTechniques: alert.techniques,
    comments: [],
    evidence: flat(alert),
  };
}

function incidentAlert(alert: AlertEvent): Readonly<Record<string, unknown>> {
  return {
    alertId: alert.id,
    providerAlertId: alert.providerId,
    incidentId: Number(alert.incidentId),
    serviceSource: 'MicrosoftDefenderForEndpoint',
    creationTime: alert.created,
    firstActivity: alert.firstActivity,
    lastActivity: alert.lastActivity,
    title: alert.title,
    description: alert.description,
    category: alert.category,
    status: alert.status,
    severity: alert.severity,
    detectionSource: 'WindowsDefenderAtp',
    detectorId: alert.detectorId,
    mitreTechniques: alert.techniques,
    devices: [{ deviceDnsName: deviceOf(alert), mdatpDeviceId: 'machine-1' }],
    entities: flat(alert),
  };
}

/** Each alert is in all three tables, once, with its user and process. */
async function expectTables(store: Pick<Reader, 'query'>, of: readonly AlertEvent[]): Promise<void> {
  expect(
    byText(
      await rowsOf(
        store,
        `AlertInfo | join kind=inner (SecurityAlert | project AlertId = SystemAlertId, ProductName, AlertSeverity, CompromisedEntity) on AlertId
         | project AlertId, Title, ServiceSource, DetectionSource, Severity, AlertSeverity, ProductName, CompromisedEntity, Timestamp`,
      ),
    ),
  ).toEqual(
    byText(
      of.map((alert) => [
        alert.id,
        alert.title,
        words.endpoint[0],
        words.endpoint[1],
        alert.severity,
        alert.severity,
        words.endpoint[3],
        userOf(alert).userPrincipalName,
        atPrecision(alert.firstActivity),
      ]),
    ),
  );
  expect(
    byText(
      await rowsOf(
        store,
        `AlertEvidence | where EntityType in ("User", "Process")
         | project AlertId, EntityType, AccountUpn, AccountObjectId, FileName, ProcessCommandLine`,
      ),
    ),
  ).toEqual(
    byText(
      evidenceOfAlerts(of).flatMap(({ alert, evidence }) => {
        if (evidence.kind === 'user')
          return [[alert.id, 'User', evidence.userPrincipalName, evidence.objectId, '', '']];
        return evidence.kind === 'process'
          ? [[alert.id, 'Process', '', '', evidence.fileName, evidence.commandLine]]
          : [];
      }),
    ),
  );
  expect(
    byText(
      await rowsOf(
        store,
        `SecurityAlert | mv-expand e = todynamic(Entities) | where e.Type == "account"
         | project SystemAlertId, tostring(e.AadUserId), strcat(e.Name, "@", e.UPNSuffix)`,
      ),
    ),
  ).toEqual(byText(of.map((alert) => [alert.id, userOf(alert).objectId, userOf(alert).userPrincipalName])));
}

describe('older and other forms', () => {
  test('Graph’s legacy alerts', async () => {
    await withFiles(
      { 'page.json': JSON.stringify({ value: [legacy] }) },
      async ({ inputs, diagnostics }, store) => {
        expect(inputs).toMatchObject([{ source: 'defender-alerts', records: 1, quarantined: 0 }]);
        expect(diagnostics).toEqual([]);
        expect(
          await rowsOf(
            store,
            `SecurityAlert | mv-expand e = todynamic(Entities)
           | project AlertName, AlertSeverity, ProviderName, ProductName, VendorName, Status, CompromisedEntity, AlertLink,
             StartTime, TimeGenerated, tostring(e.Type), coalesce(tostring(e.AadUserId), tostring(e.Address))`,
          ),
        ).toEqual(
          [
            ['account', 'u-1'],
            ['ip', '203.0.113.77'],
          ].map((entity) => [
            'Unfamiliar sign-in properties',
            'Medium',
            'IPC',
            'Azure Active Directory Identity Protection',
            'Microsoft',
            'New',
            'ann@tailspin.example',
            'https://portal.example/alert/c0ffee',
            '2026-03-11T13:02:18.2041234Z',
            '2026-03-11T13:12:00.5Z',
            ...entity,
          ]),
        );
        expect(
          await countOf(
            store,
            'spl',
            'search sourcetype=GraphSecurityAlert severity=medium status=newAlert user="ann@tailspin.example" vendorInformation.provider=IPC userStates{}.logonIp="203.0.113.77"',
          ),
        ).toBe(1);
      },
    );
  });

  test.each([
    ['exported', { 'alerts.json': lines(cloud) }],
    ['answered', { 'alerts.json': JSON.stringify({ value: [cloudAnswer] }) }],
  ])('Defender for Cloud’s alerts, %s', async (_, files) => {
    await withFiles(files, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'defender-alerts', records: 1 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      expect(
        await rowsOf(
          store,
          `SecurityAlert | project AlertName, DisplayName, AlertSeverity, AlertType, StartTime, EndTime, ProcessingEndTime,
             TimeGenerated, SystemAlertId, CompromisedEntity, Tactics, ResourceId, tostring(todynamic(Entities)[0].Name),
             tostring(todynamic(ExtendedProperties)["Caller IP address"])`,
        ),
      ).toEqual([
        [
          'Suspicious elevate access operation',
          'Suspicious elevate access operation',
          'Low',
          'ARM_AnomalousRBACAssignment',
          '2026-03-11T13:02:18.2041234Z',
          '2026-03-11T13:05:00Z',
          '2026-03-11T13:07:00Z',
          '2026-03-11T13:06:00Z',
          '2517_a1',
          'ann@tailspin.example',
          'PrivilegeEscalation',
          '/subscriptions/s1/resourceGroups/rg',
          'ann',
          '203.0.113.77',
        ],
      ]);
      expect(
        await countOf(
          store,
          'spl',
          'search sourcetype="mscs:azure:security:alert" properties.severity=Low properties.alertDisplayName="Suspicious elevate*"',
        ),
      ).toBe(1);
    });
  });

  test('Defender for Endpoint’s own API', async () => {
    const input = { 'alerts.json': JSON.stringify({ value: ofEndpoint.map(endpointAlert) }) };
    await withFiles(input, async ({ inputs, diagnostics }, store) => {
      expect(inputs).toMatchObject([
        { source: 'defender-alerts', records: ofEndpoint.length, quarantined: 0 },
      ]);
      expect(diagnostics).toEqual([]);
      await expectTables(store, ofEndpoint);
      const [one] = ofEndpoint;
      if (one === undefined) throw new Error('no alert');
      const name = userOf(one).accountName;
      // The names of Splunk's published rule on this sourcetype.
      expect(
        await countOf(
          store,
          'spl',
          `search sourcetype="ms:defender:atp:alerts" (dest=* OR user=*) severity=low user="${name}"
           | stats values(mitreTechniques{}) as technique values(signature) as signature by id description src`,
        ),
      ).toBe(1);
      expect(
        await countOf(
          store,
          'spl',
          'search sourcetype="ms:defender:atp:alerts" evidence{}.processCommandLine="*-enc*" detectionSource=WindowsDefenderAtp',
        ),
      ).toBe(ofEndpoint.length);
    });
  });

  test('the alerts of Defender XDR’s incidents', async () => {
    const input = { 'alerts.json': lines(...ofEndpoint.map(incidentAlert)) };
    await withFiles(input, async ({ inputs, diagnostics }, store) => {
      expect(inputs).toMatchObject([
        { source: 'defender-alerts', records: ofEndpoint.length, quarantined: 0 },
      ]);
      expect(diagnostics).toEqual([]);
      await expectTables(store, ofEndpoint);
      expect(
        await countOf(
          store,
          'spl',
          `search sourcetype="ms365:defender:incident:alerts" (dest=* OR user=*) severity=low entities{}.entityType=Process
           | stats values(mitreTechniques{}) as technique values(user) as user by id description`,
        ),
      ).toBe(ofEndpoint.length);
    });
  });

  test('an alert of three APIs is one', async () => {
    const files = {
      'a.json': lines(...ofEndpoint.map(endpointAlert)),
      'b.json': lines(...ofEndpoint.map(incidentAlert)),
      ...written(securityAlertLog, 'graph', ofEndpoint),
    };
    await withFiles(files, async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * ofEndpoint.length);
      await expectTables(store, ofEndpoint);
    });
  });

  test.each([
    ['of Defender’s own API', { incidentId: 7, incidentName: 'x', alerts: [] }],
    [
      'of Graph',
      { id: '7', displayName: 'x', incidentWebUrl: 'https://security.example/7', alerts: [legacy] },
    ],
  ])('incidents %s are refused by name', async (_, incident) => {
    await withFiles({ 'a.json': lines(incident) }, async ({ inputs }) => {
      expect(inputs[0]?.refused).toContain('Defender XDR incidents');
    });
  });
});

test('hostile values are kept and counted', async () => {
  const [graphAlert] = graphAlerts();
  const base = graphAlert as Readonly<Record<string, unknown>>;
  const strange = [
    { ...base, id: 'a', evidence: null, severity: 'catastrophic', mitreTechniques: 'T1078' },
    { ...base, id: 'b', evidence: 'none', firstActivityDateTime: 'yesterday', status: null },
    {
      ...base,
      id: 'c',
      evidence: [
        null,
        'x',
        {},
        { '@odata.type': '#microsoft.graph.security.dnsEvidence', ipAddress: 'nowhere' },
      ],
    },
    { ...base, id: 'd', evidence: [], title: 7, serviceSource: 'unknownFutureValue' },
  ];
  await withFiles({ 'a.json': lines(...strange) }, async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ records: 4, quarantined: 0, duplicates: 0 }]);
    expect(diagnostics.map(({ message }) => message).join('\n')).toMatch(/StartTime of 1 record/);
    expect(
      await rowsOf(
        store,
        'AlertInfo | sort by AlertId asc | project AlertId, Title, Severity, ServiceSource',
      ),
    ).toEqual([
      ['a', base['title'], 'catastrophic', 'AAD Identity Protection'],
      ['b', base['title'], 'Medium', 'AAD Identity Protection'],
      ['c', base['title'], 'Medium', 'AAD Identity Protection'],
      ['d', '7', 'Medium', 'unknownFutureValue'],
    ]);
    expect(await rowsOf(store, 'AlertEvidence | project AlertId, EntityType, RemoteIP')).toEqual([
      ['c', '', ''],
      ['c', '', ''],
      ['c', '', ''],
      ['c', 'Dns', 'nowhere'],
    ]);
  });
});

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
const absent = !existsSync(schemas);
if (absent)
  process.stderr.write('skipped: ../shared/reference/schemas, the official columns, is not there\n');

describe.skipIf(absent)('the KQL tables', () => {
  test.each(defenderAlerts.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      const columns = view.columns.map((item) => ({ name: item.name, type: item.type }));
      expect(columns.slice(0, official.columns.length)).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
      // What every table of a workspace has.
      expect(columns.slice(official.columns.length).map((item) => item.name)).toEqual(
        name === 'SecurityAlert' ? ['TenantId', 'SourceSystem'] : [],
      );
    },
  );
});
