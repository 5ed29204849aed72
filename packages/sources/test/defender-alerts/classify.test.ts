import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';
import type { JsonRecord } from '../../src/source.js';

const security = {
  TimeGenerated: '2026-03-11T13:09:18Z',
  AlertName: 'Anonymous IP address',
  AlertSeverity: 'Medium',
  ProviderName: 'IPC',
  ProductName: 'Azure Active Directory Identity Protection',
  SystemAlertId: 'a1',
  StartTime: '2026-03-11T13:02:18Z',
  Entities: '[]',
  ExtendedProperties: '{}',
  CompromisedEntity: 'ann@tailspin.example',
  Status: 'New',
  Type: 'SecurityAlert',
};
const alert = {
  Timestamp: '2026-03-11T13:02:18Z',
  AlertId: 'ad1',
  Title: 'Anonymous IP address',
  Severity: 'Medium',
  ServiceSource: 'AAD Identity Protection',
  DetectionSource: 'AAD Identity Protection',
  AttackTechniques: '["T1078"]',
};
const info = { ...alert, Category: 'InitialAccess' };
const evidence = {
  ...alert,
  Categories: '["InitialAccess"]',
  EntityType: 'Ip',
  EvidenceRole: 'Related',
  RemoteIP: '203.0.113.77',
};
const inTable = (values: JsonRecord, table: string): JsonRecord => ({
  ...values,
  TimeGenerated: alert.Timestamp,
  TenantId: 'w',
  Type: table,
});
const streamed = (values: JsonRecord, table: string): JsonRecord => ({
  time: alert.Timestamp,
  tenantId: 't',
  operationName: 'Publish',
  category: `AdvancedHunting-${table}`,
  properties: values,
  Tenant: 'DefaultTenant',
});
const graph = {
  id: 'ad1',
  providerAlertId: '1',
  incidentId: '7',
  status: 'new',
  severity: 'medium',
  serviceSource: 'azureAdIdentityProtection',
  detectionSource: 'azureAdIdentityProtection',
  tenantId: 't',
  title: 'Anonymous IP address',
  createdDateTime: alert.Timestamp,
  firstActivityDateTime: alert.Timestamp,
  evidence: [],
};
const portalAudit = {
  'Date (UTC)': alert.Timestamp,
  CorrelationId: 'c',
  Service: 'Core Directory',
  Category: 'UserManagement',
  Activity: 'Add user',
  Result: 'success',
  ResultReason: '',
  ActorType: 'User',
  ActorUserPrincipalName: 'ann@tailspin.example',
  Target1Type: 'User',
};

describe('a record is recognised as what it is, by every source together', () => {
  const cases: readonly (readonly [string, JsonRecord, string])[] = [
    ['a row of SecurityAlert', security, 'defender-alerts/log-analytics'],
    [
      'a row of SecurityAlert without its table',
      { ...security, Type: '', TimeGenerated: '' },
      'defender-alerts/log-analytics',
    ],
    ['a row of AlertInfo', inTable(info, 'AlertInfo'), 'defender-alerts/log-analytics'],
    ['a row of AlertInfo from advanced hunting', info, 'defender-alerts/log-analytics'],
    ['a row of AlertEvidence', inTable(evidence, 'AlertEvidence'), 'defender-alerts/log-analytics'],
    ['a row of AlertEvidence from advanced hunting', evidence, 'defender-alerts/log-analytics'],
    ['an alert of Graph', graph, 'defender-alerts/graph'],
    [
      'an alert of Defender for Endpoint',
      {
        id: 'da1',
        title: 'x',
        severity: 'Low',
        detectionSource: 'y',
        alertCreationTime: 't',
        machineId: 'm',
        evidence: [],
      },
      'defender-alerts/defender-endpoint-api',
    ],
    [
      'an alert of an incident',
      { alertId: 'da1', title: 'x', severity: 'Low', serviceSource: 'y', providerAlertId: '1', entities: [] },
      'defender-alerts/defender-incident-api',
    ],
    ['a streamed alert', streamed(info, 'AlertInfo'), 'defender-alerts/defender-streaming'],
    ['streamed evidence', streamed(evidence, 'AlertEvidence'), 'defender-alerts/defender-streaming'],
    [
      'an older alert of Graph',
      {
        id: 'a',
        azureTenantId: 't',
        title: 'x',
        status: 'newAlert',
        createdDateTime: '2026-01-01T00:00:00Z',
        vendorInformation: { provider: 'IPC' },
      },
      'defender-alerts/graph-legacy',
    ],
    [
      'an alert of Defender for Cloud',
      {
        AlertDisplayName: 'x',
        SystemAlertId: 'a',
        Severity: 'Low',
        ProductName: 'x',
        CompromisedEntity: 'y',
      },
      'defender-alerts/defender-for-cloud',
    ],
    ['the portal’s CSV of the audit log', portalAudit, 'entra-audit/entra-portal'],
    [
      'a sign-in of Defender',
      { Timestamp: 't', AccountUpn: 'a', ErrorCode: 0, LogonType: '[]', RequestId: 'r' },
      'entra-sign-ins/defender-xdr',
    ],
    [
      'a sign-in of an application of Defender',
      { Timestamp: 't', ServicePrincipalId: 'a', ErrorCode: 0, IsManagedIdentity: false },
      'entra-sign-ins/defender-xdr-applications',
    ],
  ];

  test.each(cases)('%s', (_, record, expected) => {
    const found = classify(record);
    expect(found.kind === 'shape' ? `${found.source.id}/${found.shape.id}` : found).toBe(expected);
  });

  test.each([
    [{ User: 'Ann', 'Risk state': 'At risk', 'Risk level': 'High', 'Risk last updated': '3/11/2026' }],
    [{ 'Detection time': '3/11/2026', User: 'Ann', 'Detection type': 'Unfamiliar', 'Risk level': 'High' }],
  ])('the portal’s report of risk %o is refused by name', (record) => {
    expect(classify(record)).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(classify(record))).toContain('Entra ID Protection report of the portal');
  });

  test('an incident of Sentinel is no alert', () => {
    expect(
      classify({ IncidentNumber: 7, AlertIds: '[]', Type: 'SecurityIncident', TimeGenerated: 't' }),
    ).toEqual({
      kind: 'refused',
      name: 'the table SecurityIncident (Log Analytics)',
    });
  });
});
