import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { isRecord } from '../src/observed-names.js';
import { auditNames } from '../src/rewrites/audit-names.js';
import type { JsonRecord } from '../src/source.js';

const record: JsonRecord = {
  CreationTime: '2026-03-11T13:02:18',
  Id: '1f0c2c1e-0000-4000-8000-000000000001',
  Operation: 'New-InboxRule',
  OrganizationId: 'b3c1',
  RecordType: 1,
  UserKey: '1003',
  UserType: 2,
  Workload: 'Exchange',
  ClientIP: '203.0.113.77:36185',
  UserId: 'maren.okada@tailspin.example',
  Parameters: [{ Name: 'ForwardTo', Value: 'drop@mail.example' }],
  Actor: [{ ID: 'maren.okada@tailspin.example', Type: 5 }],
};
const data = JSON.stringify(record);
const graphRecord: JsonRecord = {
  id: record['Id'],
  createdDateTime: '2026-03-11T13:02:18Z',
  auditLogRecordType: 'exchangeAdmin',
  operation: 'New-InboxRule',
  service: 'Exchange',
  userPrincipalName: 'maren.okada@tailspin.example',
  auditData: record,
};
const cloud: JsonRecord = {
  ActionType: 'New-InboxRule',
  Application: 'Microsoft Exchange Online',
  RawEventData: data,
};

/** Names by their first letter in small, at every level, as a module of PowerShell writes them. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      camel(inner),
    ]),
  );
}

describe('the unified audit log is told by its keys', () => {
  test.each<readonly [string, JsonRecord]>([
    ['audit-record', record],
    ['graph-audit-record', graphRecord],
    [
      'audit-data',
      { RecordId: 'r', CreationDate: 'x', RecordType: '1', Operation: 'o', UserId: 'u', AuditData: data },
    ],
    ['audit-data', { CreationDate: 'x', UserIds: 'u', Operations: 'o', AuditData: data }],
    ['audit-data', { PSComputerName: 'p', RecordType: 'ExchangeAdmin', AuditData: '', Identity: 'i' }],
    ['office-activity', { Type: 'OfficeActivity', TimeGenerated: 'x', Operation: 'o' }],
    [
      'office-activity',
      { OfficeWorkload: 'Exchange', Operation: 'New-InboxRule', 'TimeGenerated [UTC]': 'x' },
    ],
    ['cloud-app-events', { ...cloud, Type: 'CloudAppEvents', TimeGenerated: 'x' }],
    ['cloud-app-events', { ...cloud, Timestamp: 'x', Isp: 'Example' }],
    ['defender-stream', { time: 'x', category: 'AdvancedHunting-CloudAppEvents', properties: cloud }],
    ['enriched-audit-logs', { Type: 'EnrichedMicrosoft365AuditLogs', Operation: 'o', Workload: 'Exchange' }],
  ])('%s', (shape, value) => {
    const found = classify(value);
    expect(found.kind === 'shape' ? [found.source.id, found.shape.id] : found).toEqual(['m365-audit', shape]);
  });

  test.each<readonly [string, JsonRecord]>([
    [
      'another table with an operation',
      {
        Type: 'AuditLogs',
        OperationName: 'x',
        Operation: 'o',
        AADOperationType: 'a',
        InitiatedBy: '{}',
        TargetResources: '[]',
      },
    ],
    ['a device’s event of Defender', { ActionType: 'LogonSuccess', DeviceName: 'd', Timestamp: 'x' }],
    [
      'another stream of Defender',
      { time: 'x', category: 'AdvancedHunting-DeviceEvents', properties: cloud },
    ],
    ['something with an operation', { Operation: 'copy', Workload: 'backup' }],
  ])('%s is not of it', (_, value) => {
    const found = classify(value);
    expect(found.kind === 'shape' ? found.source.id : found.kind).not.toBe('m365-audit');
  });
});

describe('records with names in another case get the log’s own', () => {
  test.each<readonly [string, JsonRecord]>([
    [
      'small letters',
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value])),
    ],
    ['camel case in auditData', { ...graphRecord, auditData: camel(record) }],
    [
      'below AdditionalProperties',
      { Id: 'x', CreatedDateTime: 'x', AuditData: { AdditionalProperties: record } },
    ],
    [
      'camel case below additionalProperties',
      { ...graphRecord, auditData: { additionalProperties: camel(record) } },
    ],
  ])('%s', (_, value) => {
    expect(classify(value)).toEqual({ kind: 'rewrite', rewrite: auditNames });
    expect(auditNames.rewrite(value)).toEqual(record);
  });

  test('records that have them already, and other logs, are left alone', () => {
    expect(
      [record, graphRecord, { operation: 'copy', id: 1 }].map((value) => auditNames.recognises(value)),
    ).toEqual([false, false, false]);
  });
});
