import { describe, expect, test } from 'vitest';
import { graphRecord, lines, rowsOf, sorted } from './ingest-files.js';
import { withFiles } from './written-logs.js';

/** A sign-in of an Event Hub whose `properties` were lost. */
const envelope = {
  time: '2026-03-13T19:20:00.0000000Z',
  resourceId: '/tenants/3f1c/providers/Microsoft.aadiam',
  operationName: 'Sign-in activity',
  category: 'SignInLogs',
  tenantId: '3f1c',
  resultType: '50126',
  callerIpAddress: '192.0.2.7',
  identity: 'Ann',
  properties: null,
};

const names = ['Id', 'ResultType', 'UserPrincipalName', 'IPAddress', 'EventTime', 'Unconverted'];

describe('a sign-in that lacks its best part is kept with what it has', () => {
  test.each([
    ['null', null, null],
    ['a word', 'Success', 'Status=Success'],
    ['a number', 0, 'Status=0'],
    ['a list', [0], 'Status=[0]'],
    ['an empty object', {}, null],
  ])('Graph: the status is %s', async (_, status, unconverted) => {
    const files = { 'a.json': lines(graphRecord('a', { appId: 'app' }), graphRecord('b', { status })) };
    await withFiles(files, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'entra-sign-ins', records: 2, quarantined: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      expect(await rowsOf(store, names)).toEqual([
        ['a', '0', 'a@tailspin.example', '192.0.2.7', '2026-03-13T19:15:41Z', null],
        ['b', null, 'b@tailspin.example', '192.0.2.7', '2026-03-13T19:15:41Z', unconverted],
      ]);
    });
  });

  test('Graph: a file of nothing else', async () => {
    const page = { value: [graphRecord('a', { status: null }), graphRecord('b', { status: 'Failure' })] };
    await withFiles({ 'page.json': JSON.stringify(page) }, async ({ inputs, diagnostics }, store) => {
      expect(inputs).toMatchObject([{ source: 'entra-sign-ins', records: 2, quarantined: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      expect(diagnostics.map(({ code }) => code)).toEqual(['SRC0002']);
      expect((await rowsOf(store, ['Id'])).length).toBe(2);
    });
  });

  test.each([
    ['null', { ...envelope }],
    ['text', { ...envelope, properties: 'lost' }],
    ['absent', Object.fromEntries(Object.entries(envelope).filter(([name]) => name !== 'properties'))],
  ])('Azure Monitor: properties are %s', async (_, record) => {
    const whole = {
      ...envelope,
      resultType: '0',
      properties: { id: 'a', createdDateTime: '2026-03-13T19:15:41Z', status: { errorCode: 0 } },
    };
    const files = {
      'batch.json': JSON.stringify({ records: [whole, record] }),
      'PT1H.json': lines({ ...record, resultType: '50053' }),
    };
    await withFiles(files, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([
        { source: 'entra-sign-ins', records: 1, quarantined: 0 },
        { source: 'entra-sign-ins', records: 2, quarantined: 0 },
      ]);
      expect(inputs.flatMap(({ refused }) => refused ?? [])).toEqual([]);
      const rows = await rowsOf(store, ['Id', 'ResultType', 'IPAddress', 'EventTime', 'Identity']);
      expect(sorted(rows)).toEqual(
        sorted([
          ['a', '0', '192.0.2.7', '2026-03-13T19:15:41Z', 'Ann'],
          [null, '50053', '192.0.2.7', '2026-03-13T19:20:00Z', 'Ann'],
          [null, '50126', '192.0.2.7', '2026-03-13T19:20:00Z', 'Ann'],
        ]),
      );
    });
  });

  test.each([
    ['an application object', { id: 'x', createdDateTime: '2026-01-01T00:00:00Z', appId: 'a', status: null }],
    [
      'an assignment of an application',
      {
        id: 'x',
        createdDateTime: '2026-01-01T00:00:00Z',
        appId: 'a',
        appDisplayName: 'Payroll',
        servicePrincipalId: 's',
        status: 'active',
      },
    ],
    [
      'an alert',
      { id: 'x', createdDateTime: '2026-01-01T00:00:00Z', status: 'new', title: 'Odd', appId: 'a' },
    ],
  ])('%s of Graph is no sign-in', async (_, record) => {
    await withFiles({ 'a.json': lines(record) }, async ({ inputs }) => {
      expect(inputs[0]?.source).not.toBe('entra-sign-ins');
    });
  });
});
