import { auditLog, auditPortalCsv, composeAuditEvents, composeTenant, writeLog } from '@interloper/emulate';
import type { AuditEvent } from '@interloper/emulate';
import { entraAudit } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { azureRule, countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('audit', { users: 6 });
const events = composeAuditEvents(tenant, Date.UTC(2026, 2, 11, 13, 2, 18, 204));

/** What a row of the download must say, worked out from the composed event alone. */
function expected({ initiator, ...event }: AuditEvent): Facts {
  const user = initiator.kind === 'user' ? initiator : undefined;
  const app = initiator.kind === 'app' ? initiator : undefined;
  const fraction = event.activityDateTime.slice(20, 27).replace(/0+$/, '');
  return {
    LogTable: 'AuditLogs',
    EventTime: `${event.activityDateTime.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`,
    Id: null,
    OperationName: event.activity,
    Category: event.category,
    AADOperationType: null,
    LoggedByService: event.service,
    Result: event.result,
    ResultReason: event.resultReason,
    CorrelationId: event.correlationId,
    'InitiatedBy.user.userPrincipalName': user?.userPrincipalName ?? null,
    'InitiatedBy.user.id': user?.id ?? null,
    'InitiatedBy.user.ipAddress': user?.ipAddress ?? null,
    'InitiatedBy.app.displayName': app?.displayName ?? null,
    'InitiatedBy.app.servicePrincipalId': app?.servicePrincipalId ?? null,
    TargetResources: event.targets.map(({ modified, ...target }) => ({
      ...target,
      modifiedProperties: modified.map((item) => ({ ...item })),
    })),
    AdditionalDetails: event.details.map((detail) => ({ ...detail })),
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first));

/** Ids are not there: the correlation tells the composed changes apart. */
function byCorrelation(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(sortedFacts(rows).map((row) => [row['CorrelationId'], row]));
}

/** The portal's JSON download: Graph's objects in a bare array. */
function jsonDownload(): string {
  const records = writeLog(auditLog, 'graph', events).flatMap(({ content }) => {
    const page = JSON.parse(Buffer.from(content).toString('utf8')) as { readonly value: readonly unknown[] };
    return page.value;
  });
  return JSON.stringify(records, null, 2);
}

describe('the portal’s downloads of the audit log', () => {
  test.each([
    ['as it is', (csv: string) => csv],
    ['with blanks in the names of the actor', (csv: string) => csv.replaceAll(/Actor(?=[A-Z])/g, 'Actor ')],
    ['with the old name of the time', (csv: string) => csv.replace('Date (UTC)', 'Date')],
  ])('CSV %s gives the rows that were composed', async (_, change) => {
    const csv = change(auditPortalCsv(events));
    await withFiles({ 'AuditLogs_2026-03-12.csv': csv }, async (result, store) => {
      expect(result.quarantine).toEqual([]);
      expect(result.diagnostics).toEqual([]);
      expect(result.inputs).toMatchObject([{ source: 'entra-audit', records: events.length, duplicates: 0 }]);
      expect(result.inputs[0]?.refused).toBeUndefined();
      expect(result.inputs[0]?.missing).toEqual(['AADOperationType']);
      expect(byCorrelation(await factsOf(store, entraAudit, names))).toEqual(
        byCorrelation(events.map(expected)),
      );
    });
  });

  test('JSON and CSV and the Event Hub fold into one another', async () => {
    const files = {
      'AuditLogs.json': jsonDownload(),
      'AuditLogs.csv': auditPortalCsv(events),
      ...Object.fromEntries(
        writeLog(auditLog, 'event-hub', events).map(({ path, content }) => [path, content]),
      ),
    };
    await withFiles(files, async ({ inputs, quarantine }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(3 * events.length);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * events.length);
      const rows = await factsOf(store, entraAudit, ['Id']);
      expect(rows.every(({ Id }) => Id !== null)).toBe(true);
    });
  });

  test('rows of the CSV that differ in a detail are all kept; equal ones are one', async () => {
    const other = { ...first, details: [{ key: 'User-Agent', value: 'another' }] };
    const later = { ...first, activityDateTime: first.activityDateTime.replace(/^2026-03/, '2026-04') };
    const csv = auditPortalCsv([first, other, later, first]);
    await withFiles({ 'a.csv': csv }, async ({ inputs }, store) => {
      expect(inputs).toMatchObject([{ records: 4, duplicates: 1 }]);
      expect((await factsOf(store, entraAudit, ['EventTime'])).length).toBe(3);
    });
  });

  test('rules find what they find in other shapes', async () => {
    const consents = events.filter(({ activity }) => activity === 'Consent to application').length;
    expect(consents).toBeGreaterThan(0);
    await withFiles({ 'a.csv': auditPortalCsv(events) }, async (_, store) => {
      expect(
        await countOf(
          store,
          'kql',
          `AuditLogs | where OperationName == "Consent to application"
           | mv-expand TargetResources
           | mv-expand p = TargetResources.modifiedProperties
           | where p.displayName == "ConsentAction.Permissions" and p.newValue has "Mail.Read"`,
        ),
      ).toBe(consents);
      expect(
        await countOf(
          store,
          'spl',
          'search sourcetype="azure:aad:audit" activityDisplayName="Consent to application" user=*',
        ),
      ).toBe(consents);
      expect(
        await countOf(store, 'sigma', azureRule('auditlogs', 'properties.message: Consent to application')),
      ).toBe(consents);
    });
  });

  test('times of another zone are refused by name', async () => {
    const csv = auditPortalCsv(events).replace('Date (UTC)', 'Date (local)');
    await withFiles({ 'a.csv': csv }, async ({ inputs }) => {
      expect(inputs[0]?.refused).toMatch(/Entra audit log of the portal/);
    });
  });
});
