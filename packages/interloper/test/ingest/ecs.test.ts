import {
  cloudTrailRecord,
  composeCloudTrail,
  composeEcsEvents,
  ecsDocument,
  ecsShapes,
  writeEcs,
} from '@interloper/emulate';
import type { EcsEvent } from '@interloper/emulate';
import { ecs } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines, rowsOf } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { countOf, withFiles } from './written-logs.js';

const events = composeEcsEvents('shapes', 30);

function filesOf(id: string): Files {
  return Object.fromEntries(writeEcs(id, events).map(({ path, content }) => [path, content]));
}

/** What a row must say, worked out from the composed event alone. */
function factsOf(event: EcsEvent): Readonly<Record<string, unknown>> {
  const isSignIn = event.dataset === 'azure.signinlogs';
  const iso = event.time.replace(/\.?0*Z$/, 'Z');
  return {
    EventTime: iso,
    TimeGenerated: iso,
    '@timestamp': iso,
    'event.action': event.action,
    'event.dataset': event.dataset,
    'event.id': event.id,
    'event.outcome': event.outcome,
    'user.name': isSignIn ? event.user.split('@')[0] : event.user,
    'user.email': isSignIn ? event.user : null,
    'source.ip': event.address,
    'source.geo.country_iso_code': event.country,
    'user_agent.original': event.userAgent,
    'cloud.account.id': isSignIn ? null : event.account,
    'azure.signinlogs.properties.risk_state': isSignIn ? event.riskState : null,
    'aws.cloudtrail.event_type': isSignIn ? null : 'AwsApiCall',
    Unconverted: null,
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(factsOf(first));

describe('every shape gives the rows that were composed', () => {
  test.each(ecsShapes)('%s', async (id) => {
    await withFiles(filesOf(id), async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics).toEqual([]);
      expect(inputs).toMatchObject([
        { source: 'ecs', records: 30, duplicates: 0, quarantined: 0, missing: [] },
      ]);
      expect(inputs[0]?.refused).toBe(
        id === 'bulk' ? '30 records of Elasticsearch’s bulk actions, which is not read' : undefined,
      );
      const rows = await rowsOf(store, names, ecs);
      const expected = events.map((event) => names.map((name) => factsOf(event)[name]));
      expect(rows.toSorted(byText)).toEqual(expected.toSorted(byText));
    });
  });
});

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

test('the same documents in two shapes are folded', async () => {
  await withFiles({ ...filesOf('search-answer'), ...filesOf('dotted-lines') }, async ({ inputs }) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(30);
  });
});

test('a document with its original event is read as the log that it was', async () => {
  const records = [...composeCloudTrail('ecs', { from: '2026-03-12', count: 12 })].map(cloudTrailRecord);
  const documents = records.map((record, at) => {
    const document = ecsDocument(events[at] ?? first);
    const original = JSON.stringify(record);
    return at % 2 === 0
      ? { ...document, event: { ...(document['event'] as object), original } }
      : { '@timestamp': '2026-03-12T08:00:00Z', 'event.kind': 'event', 'event.original': original };
  });
  const mixed = [...documents, { ...ecsDocument(first), event: { kind: 'event', original: 'plain text' } }];
  await withFiles({ 'originals.ndjson': lines(...mixed) }, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'aws-cloudtrail', records: 13 }]);
    expect(await countOf(store, 'kql', 'AWSCloudTrail')).toBe(12);
    expect(await countOf(store, 'kql', 'EcsEvents')).toBe(1);
  });
});

test('KQL, SPL and Sigma agree', async () => {
  const count = events.filter(
    ({ dataset, outcome, riskState }) =>
      dataset === 'azure.signinlogs' && outcome === 'success' && riskState === 'atRisk',
  ).length;
  expect(count).toBeGreaterThan(0);
  await withFiles(filesOf('lines'), async (_, store) => {
    const answers = [
      await countOf(
        store,
        'kql',
        'EcsEvents | where event.dataset == "azure.signinlogs" and event.outcome == "success" and azure.signinlogs.properties.risk_state =~ "atrisk"',
      ),
      await countOf(
        store,
        'spl',
        'sourcetype=ecs event.dataset=azure.signinlogs event.outcome=success event.category{}=authentication azure.signinlogs.properties.risk_state=atRisk | table user src_ip',
      ),
      await countOf(
        store,
        'sigma',
        'title: t\nlogsource: { service: ecs }\ndetection:\n  selection: { event.dataset: azure.signinlogs, event.outcome: success, event.category: authentication, azure.signinlogs.properties.risk_state: atRisk }\n  condition: selection\n',
      ),
    ];
    expect(answers).toEqual([count, count, count]);
  });
});

test('hostile values are kept and counted', async () => {
  const [one, two, three, four] = ['1', '2', '3', '4'].map((id) => ecsDocument({ ...first, id }));
  const text = lines(
    { ...one, '@timestamp': 'Mar 12, 2026 @ 08:00:00.123' },
    { ...two, source: 'not an object', user: null },
    { ...three, 'event.action': 'dotted beside nested', host: 'text', 'host.name': 'name' },
    {
      ...four,
      azure: { activitylogs: { identity: { claims: { 'http://schemas.example/claims/name': 'x' } } } },
    },
  );
  await withFiles({ 'odd.ndjson': text }, async ({ inputs, quarantine, diagnostics }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'ecs', records: 4, duplicates: 0 }]);
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain('Mar 12, 2026');
    expect(await countOf(store, 'kql', 'EcsEvents | where host.name == "name"')).toBe(1);
    expect(
      await countOf(
        store,
        'kql',
        'EcsEvents | where azure.activitylogs.identity.claims["http://schemas.example/claims/name"] == "x"',
      ),
    ).toBe(1);
  });
});
