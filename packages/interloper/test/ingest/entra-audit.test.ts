import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  auditLog,
  benignSignIns,
  composeAuditEvents,
  composeRiskEvents,
  composeTenant,
  riskLog,
  writeLog,
  writeSignIns,
} from '@interloper/emulate';
import type { AuditEvent } from '@interloper/emulate';
import { entraAudit, entraRisk, entraSignIns } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { withIngested } from './ingest-files.js';
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

const tenant = composeTenant('audit', { users: 6 });
const events = composeAuditEvents(tenant, Date.UTC(2026, 2, 11, 13, 2, 18, 204));

/** What a row must say, worked out from the composed event alone. */
function expected(event: AuditEvent, digits: number): Facts {
  const { initiator } = event;
  const user = initiator.kind === 'user' ? initiator : undefined;
  const app = initiator.kind === 'app' ? initiator : undefined;
  return {
    LogTable: 'AuditLogs',
    EventTime: atPrecision(event.activityDateTime, digits),
    ActivityDateTime: atPrecision(event.activityDateTime, digits),
    Id: event.id,
    OperationName: event.activity,
    ActivityDisplayName: event.activity,
    Category: event.category,
    AADOperationType: event.operationType,
    LoggedByService: event.service,
    Result: event.result,
    ResultReason: event.resultReason,
    CorrelationId: event.correlationId,
    'InitiatedBy.user.userPrincipalName': user?.userPrincipalName ?? null,
    'InitiatedBy.user.id': user?.id ?? null,
    'InitiatedBy.user.ipAddress': user?.ipAddress ?? null,
    'InitiatedBy.app.displayName': app?.displayName ?? null,
    'InitiatedBy.app.appId': app?.appId ?? null,
    TargetResources: event.targets.map(({ modified, userPrincipalName, ...target }) => ({
      ...target,
      ...(userPrincipalName === null ? {} : { userPrincipalName }),
      modifiedProperties: modified.map((item) => ({ ...item })),
      administrativeUnits: [],
    })),
    AdditionalDetails: event.details.map((detail) => ({ ...detail })),
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first, 7));

/** As many fraction digits as the shape has, without the zeros at the end. */
function atPrecision(time: string, digits: number): string {
  const fraction = time.slice(20, 20 + digits).replace(/0+$/, '');
  return `${time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** By id: the order of properties in an object, which sorts rows by their JSON, says nothing. */
function byId(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(sortedFacts(rows).map((row) => [row['Id'], row]));
}

describe('changes in every shape give the rows that were composed', () => {
  test.each(shapeCases(auditLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(entraAudit, auditLog, events, [shape, options], names);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(byId(rows)).toEqual(byId(events.map((event) => expected(event, digits))));
  });
});

test('exports of one log in several shapes are folded', async () => {
  const files = ['graph', 'event-hub', 'log-analytics-csv', 'log-analytics-export'].flatMap((shape) =>
    writeLog(auditLog, shape, events),
  );
  await withFiles(filesOf(files), async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(3 * events.length);
    expect((await factsOf(store, entraAudit, ['Id'])).length).toBe(events.length);
  });
});

test('one batch of an Event Hub with records of several logs is read whole', async () => {
  const signIns = [...benignSignIns(tenant, { from: '2026-03-11', days: 2, perUserPerDay: 2 })];
  const risks = composeRiskEvents(tenant, Date.UTC(2026, 2, 11));
  const records = [
    ...recordsOf(writeSignIns('event-hub', signIns)),
    ...recordsOf(writeLog(auditLog, 'event-hub', events)),
    ...recordsOf(writeLog(riskLog, 'event-hub', risks)),
  ];
  // Every third record of each third, so that the logs take turns.
  const mixed = records.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
  await withFiles({ 'batch.json': JSON.stringify({ records: mixed }) }, async (result, store) => {
    expect(result.inputs).toMatchObject([{ records: records.length, quarantined: 0, duplicates: 0 }]);
    expect(result.inputs[0]?.refused).toBeUndefined();
    expect(result.diagnostics).toEqual([]);
    expect((await factsOf(store, entraSignIns, ['Id'])).length).toBe(signIns.length);
    expect((await factsOf(store, entraAudit, ['Id'])).length).toBe(events.length);
    expect((await factsOf(store, entraRisk, ['Id'])).length).toBe(risks.length);
    // One sourcetype holds them all; its fields are those of any of its logs.
    const monitor = 'search sourcetype="azure:monitor:aad"';
    expect(await countOf(store, 'spl', monitor)).toBe(records.length);
    expect(await countOf(store, 'spl', `${monitor} category=AuditLogs | table user`)).toBe(events.length);
    expect(await countOf(store, 'spl', `${monitor} category IN (SignInLogs, RiskyUsers)`)).toBe(
      signIns.length + risks.filter(({ kind }) => kind === 'riskyUser').length,
    );
  });
});

function recordsOf(files: readonly { readonly content: Uint8Array }[]): readonly unknown[] {
  return files.flatMap(
    ({ content }) =>
      (JSON.parse(new TextDecoder().decode(content)) as { readonly records: unknown[] }).records,
  );
}

/** A number that has nothing to do with the log a record is of. */
function hash(value: unknown): number {
  let sum = 0;
  for (const character of JSON.stringify(value)) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum;
}

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

test('published names give equal counts', async () => {
  const consents = events.filter(({ activity }) => activity === 'Consent to application').length;
  const secrets = events.filter(({ activity }) => activity.startsWith('Update application')).length;
  const failed = events.filter(({ result }) => result === 'failure').length;
  const [person] = tenant.users;
  if (person === undefined) throw new Error('a tenant without users');
  const byPerson = events.filter(
    ({ initiator }) => initiator.kind === 'user' && initiator.userPrincipalName === person.principalName,
  ).length;
  expect([consents, secrets, byPerson]).toEqual([6, 6, 4]);
  expect(failed).toBeGreaterThan(0);
  for (const shape of ['event-hub', 'log-analytics-csv', 'graph']) {
    await withFiles(filesOf(writeLog(auditLog, shape, events)), async (_, store) => {
      const counts = {
        consents: [
          await countOf(store, 'kql', 'AuditLogs | where OperationName =~ "Consent to application"'),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:aad" category=AuditLogs operationName="Consent to application" | table user src_user object',
          ),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:aad:audit" activityDisplayName="Consent to application" | table user src action dest object',
          ),
          await countOf(store, 'sigma', azureRule('auditlogs', 'properties.message: Consent to application')),
        ],
        secrets: [
          await countOf(
            store,
            'kql',
            'AuditLogs | where OperationName has_all ("Update application", "Certificates and secrets management") | where TargetResources[0].modifiedProperties[0].displayName == "KeyDescription"',
          ),
          await countOf(
            store,
            'spl',
            'search sourcetype="azure:monitor:aad" operationName="Update application*Certificates and secrets management*" properties.targetResources{}.modifiedProperties{}.displayName=KeyDescription',
          ),
          await countOf(
            store,
            'sigma',
            azureRule(
              'auditlogs',
              'properties.message: Update Application-Certificates and secrets management',
              'TargetResources.modifiedProperties.displayName: KeyDescription',
            ),
          ),
        ],
        byPerson: [
          await countOf(
            store,
            'kql',
            `AuditLogs | where tostring(InitiatedBy.user.userPrincipalName) =~ "${person.principalName}"`,
          ),
          await countOf(
            store,
            'spl',
            `search sourcetype="azure:monitor:aad" properties.initiatedBy.user.userPrincipalName="${person.principalName}"`,
          ),
          await countOf(
            store,
            'sigma',
            azureRule('auditlogs', `Initiatied.By|contains: ${person.principalName}`),
          ),
        ],
        failed: [
          await countOf(store, 'kql', 'AuditLogs | where Result == "failure"'),
          await countOf(store, 'spl', 'search sourcetype="azure:aad:audit" status=failure'),
          await countOf(store, 'sigma', azureRule('auditlogs', 'Status: failure')),
        ],
      };
      expect(counts).toEqual({
        consents: [consents, consents, consents, consents],
        secrets: [secrets, secrets, secrets],
        byPerson: [byPerson, byPerson, byPerson],
        failed: [failed, failed, failed],
      });
    });
  }
});

test('the category of the change in the envelope is understood, and that of other services left alone', async () => {
  const record = {
    time: '2025-01-15 09:30:20.123',
    resourceId: '/tenants/3f1c/providers/Microsoft.aadiam',
    operationName: 'Add service principal credentials',
    category: 'ApplicationManagement',
    tenantId: '3f1c',
    callerIpAddress: '198.51.100.9',
    properties: {
      id: 'a1',
      result: 'success',
      activityDisplayName: 'Add service principal credentials',
      activityDateTime: '2025-01-15T09:30:20.1234567Z',
      initiatedBy: { user: { userPrincipalName: 'secadmin@tailspin.example', ipAddress: '198.51.100.9' } },
      targetResources: [],
    },
  };
  const other = { ...record, category: 'FunctionAppLogs', properties: { message: 'started' } };
  await withFiles(
    { 'a.json': `${JSON.stringify(record)}\n${JSON.stringify(other)}\n` },
    async (result, store) => {
      expect(result.inputs).toMatchObject([{ records: 1, quarantined: 0 }]);
      expect(result.inputs[0]?.refused).toMatch(/1 record of/);
      expect(
        await factsOf(store, entraAudit, ['Category', 'EventTime', 'InitiatedBy.user.ipAddress', 'Result']),
      ).toEqual([
        {
          Category: 'ApplicationManagement',
          EventTime: '2025-01-15T09:30:20.1234567Z',
          'InitiatedBy.user.ipAddress': '198.51.100.9',
          Result: 'success',
        },
      ]);
    },
  );
});

test('the same id with other details is another record; properties in another order are not', async () => {
  const invitation = (address: string): Record<string, unknown> => ({
    id: 'Invited Users_1',
    activityDateTime: '2026-03-11T13:02:18.2041234Z',
    activityDisplayName: 'Invite external user',
    category: 'UserManagement',
    additionalDetails: [
      { key: 'oid', value: '7' },
      { key: 'invitedUserEmailAddress', value: address },
    ],
  });
  const turned = {
    ...invitation('a@partner.example'),
    additionalDetails: [
      { value: 'a@partner.example', key: 'invitedUserEmailAddress' },
      { value: '7', key: 'oid' },
    ],
  };
  const page = { value: [invitation('a@partner.example'), invitation('b@partner.example'), turned] };
  await withFiles({ 'page.json': JSON.stringify(page) }, async ({ inputs }, store) => {
    expect(inputs).toMatchObject([{ records: 3, duplicates: 1 }]);
    expect((await factsOf(store, entraAudit, ['Id'])).length).toBe(2);
  });
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Counts of data/NOTICE.md; values read from the files with Python's csv and json modules. */
describe.skipIf(absent)('real audit logs', () => {
  test('are read whole', async () => {
    await withIngested(
      [`${shared}data/entra/AuditLogs-hunting.csv`, `${shared}data/entra/AADAuditEvents.Zip`],
      async ({ inputs, quarantine }, store) => {
        expect(quarantine).toEqual([]);
        expect(inputs).toMatchObject([
          { source: 'entra-audit', records: 5, quarantined: 0 },
          { source: 'entra-audit', records: 4, quarantined: 0 },
        ]);
        expect(inputs[0]?.missing).toContain('ActivityDateTime');
        expect(inputs[1]?.missing).toEqual([]);
        expect(
          await countOf(
            store,
            'sigma',
            azureRule(
              'auditlogs',
              'properties.message: Update Application-Certificates and secrets management',
              'InitiatedBy.user.userPrincipalName: pgustavo@simulandlabs.com',
            ),
          ),
        ).toBe(1);
      },
    );
  });
});

/** The events that panther's rules are tested with: 14 sign-ins and 14 changes, some with keys in small letters. */
test.skipIf(absent)('each labelled diagnostic record is read by the log it is of', async () => {
  const records = readFileSync(`${shared}data/entra/diagnostic-labelled.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
  await withFiles(
    { 'events.json': records.map((record) => `${JSON.stringify(record)}\n`).join('') },
    async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ records: 28, quarantined: 0 }]);
      expect(inputs[0]?.refused).toBeUndefined();
      const repeats = inputs[0]?.duplicates ?? 0;
      const signIns = await factsOf(store, entraSignIns, ['Id']);
      const changes = await factsOf(store, entraAudit, ['Id']);
      expect(signIns.length + changes.length + repeats).toBe(28);
      expect(changes.length).toBe(14);
    },
  );
});

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test.each(entraAudit.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${shared}reference/schemas/${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
    },
  );
});
