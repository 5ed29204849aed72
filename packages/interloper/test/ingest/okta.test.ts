import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  composeOktaEvents,
  oktaRecord,
  oktaShapes,
  oktaTables,
  writeLog,
  writeOkta,
} from '@interloper/emulate';
import type { OktaEvent, WriteOptions } from '@interloper/emulate';
import { okta } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines, withIngested } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const events = composeOktaEvents('shapes', 31);

type Written = readonly { readonly path: string; readonly content: Uint8Array }[];

/** Every shape of the events, with what writes it. */
const shapes: readonly (readonly [string, () => Written])[] = [
  ...oktaShapes.map((id) => [id, () => writeOkta(id, events)] as const),
  ...oktaTables.flatMap((table) =>
    (
      [
        ['log-analytics-csv', {}],
        ['log-analytics-csv', { locale: 'en-GB', booleans: 'TRUE', lineBreak: '\r\n' }],
        ['log-analytics-query', {}],
        ['log-analytics-export', {}],
        ['log-analytics-sdk-lines', {}],
        ['log-analytics-strings', { compression: 'gzip' }],
      ] as readonly (readonly [string, WriteOptions])[]
    ).map(
      ([shape, options]) =>
        [
          `${table.id} as ${shape} ${JSON.stringify(options)}`,
          () => writeLog(table, shape, events, options),
        ] as const,
    ),
  ),
];

/** What a row must say, worked out from the composed event alone: the columns that all shapes carry. */
function expected(event: OktaEvent): Facts {
  const { actor, client, outcome } = event;
  const published = `${event.published.slice(0, 23).replace(/\.?0+$/, '')}Z`;
  return {
    EventTime: published,
    Published: published,
    EventOriginalUid: event.uuid,
    EventOriginalType: event.eventType,
    LegacyEventType: event.legacyEventType,
    EventMessage: event.displayMessage,
    OriginalSeverity: event.severity,
    EventSeverity: event.severity === 'WARN' ? 'Medium' : 'Informational',
    OriginalOutcomeResult: outcome.result,
    EventResult: { SUCCESS: 'Success', FAILURE: 'Failure', CHALLENGE: 'Partial' }[outcome.result] ?? null,
    EventOriginalResultDetails: outcome.reason,
    OriginalActorAlternateId: actor.alternateId,
    ActorDisplayName: actor.displayName,
    OriginalUserId: actor.id,
    OriginalUserType: actor.type,
    ActorUserType: actor.type === 'User' ? 'Regular' : 'System Principal',
    ActorSessionId: event.sessionId,
    LogonMethod: event.credentialType,
    SrcIpAddr: client?.ipAddress ?? null,
    SrcGeoCity: client?.city ?? null,
    SrcGeoCountry: client?.country ?? null,
    SrcGeoLatitude: client?.latitude ?? null,
    HttpUserAgent: client?.userAgent ?? null,
    SrcZone: client === null ? null : 'null',
    SecurityContextAsNumber: client?.asNumber ?? null,
    SecurityContextIsProxy: client?.isProxy ?? null,
    OriginalTarget:
      event.targets.length === 0 ? null : event.targets.map((target) => ({ ...target, detailEntry: null })),
    Request: { ipChain: chainOf(event) },
    TransactionId: event.transaction.id,
    DebugData: { ...event.debugData },
    'DebugData.threatSuspected': event.debugData['threatSuspected'] ?? null,
    'DebugData.behaviors': event.debugData['behaviors'] ?? null,
    'DebugData.logOnlySecurityData': event.debugData['logOnlySecurityData'] ?? null,
    Complete: true,
    Unconverted: null,
  };
}

function chainOf({ client }: OktaEvent): readonly Facts[] {
  if (client === null) return [];
  const { city, state, country, latitude, longitude } = client;
  const geolocation = { lat: latitude, lon: longitude };
  const geographicalContext = { city, state, country, postalCode: null, geolocation };
  return [{ ip: client.ipAddress, geographicalContext, version: 'V4', source: null }];
}

const names = Object.keys(expected(events[0] ?? fail()));

function fail(): never {
  throw new Error('no events');
}

/** By id: the order of properties in an object, which sorts rows by their JSON, says nothing. */
function byId(rows: readonly Facts[]): ReadonlyMap<unknown, Facts> {
  return new Map(sortedFacts(rows).map((row) => [row['EventOriginalUid'], row]));
}

function filesOf(written: Written): Files {
  return Object.fromEntries(written.map(({ path, content }) => [path, content]));
}

function writtenAs(id: string): Files {
  const write = shapes.find(([name]) => name === id)?.[1];
  if (write === undefined) throw new Error(`no shape ${id}`);
  return Object.fromEntries(
    Object.entries(filesOf(write())).map(([path, content]) => [`${id}/${path}`, content]),
  );
}

/** Columns that the console’s CSV has not, or not whole. */
const notInConsole = [
  'Complete',
  'DebugData',
  'DebugData.behaviors',
  'DebugData.logOnlySecurityData',
  'DebugData.threatSuspected',
  'OriginalTarget',
  'Request',
  'SecurityContextAsNumber',
  'SecurityContextIsProxy',
];

describe('events in every shape give the rows that were composed', () => {
  test.each(shapes)('%s', async (id, write) => {
    const lacks = id === 'console-csv' ? notInConsole : [];
    const carried = names.filter((name) => !lacks.includes(name));
    await withFiles(filesOf(write()), async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics.filter(({ code }) => code !== 'SRC0001')).toEqual([]);
      expect(inputs.filter(({ refused }) => refused !== undefined)).toEqual([]);
      expect(new Set(inputs.map(({ source }) => source))).toEqual(new Set(['okta']));
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(events.length);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(0);
      expect(inputs.flatMap(({ missing }) => missing)).toEqual(
        lacks.filter((name) => name === 'SecurityContextIsProxy'),
      );
      const facts = events.map((event) => {
        const all = expected(event);
        return Object.fromEntries(carried.map((name) => [name, all[name] ?? null]));
      });
      expect(byId(await factsOf(store, okta, carried))).toEqual(byId(facts));
    });
  });
});

describe('events that come twice are folded', () => {
  test.each([
    ['api', 'custom-table-split'],
    ['event-hook', 'OktaV2_CL as log-analytics-csv {}'],
    ['eventbridge', 'Okta_CL as log-analytics-csv {}'],
    ['splunk-csv', 'lower-case'],
    ['api', 'console-csv'],
    ['Okta_CL as log-analytics-export {}', 'OktaSystemLogs as log-analytics-query {}'],
  ])('%s and %s', async (one, other) => {
    await withFiles({ ...writtenAs(one), ...writtenAs(other) }, async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(events.length);
      expect((await factsOf(store, okta, ['EventOriginalUid'])).length).toBe(events.length);
    });
  });
});

function oktaRule(...selection: readonly string[]): string {
  return [
    'title: Published names',
    'id: 0c8a7e9e-2f0f-4f0a-9c37-5a7f8d0b5d11',
    'status: test',
    'logsource:',
    '  product: okta',
    '  service: okta',
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
    'level: medium',
  ].join('\n');
}

describe('published names give equal counts', () => {
  const phished = events.filter(
    ({ outcome }) => outcome.reason === 'FastPass declined phishing attempt',
  ).length;
  const suspected = events.filter(({ debugData }) => debugData['threatSuspected'] === 'true').length;
  const proxied = events.filter(({ client }) => client?.isProxy === true).length;
  const admin = events.filter(({ targets }) =>
    targets.some(({ displayName }) => displayName === 'Okta Admin Console'),
  ).length;
  const devices = events.filter(({ debugData }) =>
    debugData['behaviors']?.includes('New Device=POSITIVE'),
  ).length;

  test.each(['api', 'custom-table-split', 'OktaV2_CL as log-analytics-csv {}', 'splunk-json'])(
    '%s',
    async (id) => {
      expect([phished, suspected, proxied, admin, devices]).toEqual([5, 5, 15, 5, 5]);
      await withFiles(writtenAs(id), async (_, store) => {
        const kql = async (rule: string): Promise<number> => countOf(store, 'kql', rule);
        const spl = async (rule: string): Promise<number> => countOf(store, 'spl', rule);
        const sigma = async (...selection: readonly string[]): Promise<number> =>
          countOf(store, 'sigma', oktaRule(...selection));
        const failed = `eventType_s == 'user.authentication.auth_via_mfa' and outcome_result_s == 'FAILURE'`;
        const counts = {
          phished: [
            await kql(
              `OktaSSO | where ${failed} | where outcome_reason_s == 'FastPass declined phishing attempt' | project actor_alternateId_s, client_ipAddress_s, column_ifexists('debugContext_debugData_logOnlySecurityData_s', ''), debugContext_debugData_threatSuspected_s`,
            ),
            await kql(`Okta_CL | where ${failed} and client_geographicalContext_country_s == 'Netherlands'`),
            await kql(
              `OktaV2_CL | where EventOriginalType == 'user.authentication.auth_via_mfa' and OriginalOutcomeResult == 'FAILURE' and isnotempty(SrcIpAddr)`,
            ),
            await kql(
              `OktaSystemLogs | where EventOriginalType == 'user.authentication.auth_via_mfa' and EventResult == 'Failure' | project TimeGenerated, ActorUsername, SrcGeoLongtitude`,
            ),
            await spl(
              '`okta` eventType="user.authentication.auth_via_mfa" AND outcome.result="FAILURE" AND outcome.reason="FastPass declined phishing attempt" | table user eventType client.userAgent.rawUserAgent dest command description user_agent',
            ),
            await spl(
              'search sourcetype="OktaIM2:log" signature=user.authentication.auth_via_mfa action=failure status=failure src=203.0.113.23',
            ),
            await sigma(
              'eventtype: user.authentication.auth_via_mfa',
              'outcome.result: failure',
              'outcome.reason: FastPass declined phishing attempt',
            ),
          ],
          suspected: [
            await kql(`OktaSSO | where debugContext_debugData_threatSuspected_s == "true"`),
            await kql(`OktaV2_CL | where tostring(DebugData.threatSuspected) == "true"`),
            await kql(
              `Okta_CL | where tostring(parse_json(debugContext_debugData_s).threatSuspected) == "true"`,
            ),
            await spl('search sourcetype="OktaIM2:log" debugContext.debugData.threatSuspected=true'),
            await sigma(`debugContext.debugData.threatSuspected: 'true'`),
          ],
          proxied: [
            await kql('OktaSystemLogs | where SecurityContextIsProxy == true'),
            await kql('Okta_CL | where tostring(parse_json(request_ipChain_s)[0].ip) == "203.0.113.23"'),
            await kql('Okta_CL | where securityContext_isProxy_b and securityContext_asNumber_d == 64510'),
            await spl(
              'search sourcetype="OktaIM2:log" securityContext.isProxy=true client.geographicalContext.country=Netherlands',
            ),
            await sigma(`securityContext.isProxy: 'true'`),
          ],
          admin: [
            await kql(
              `Okta_CL | where tostring(parse_json(target_s)[0].displayName) == "Okta Admin Console"`,
            ),
            await kql('OktaV2_CL | where tostring(OriginalTarget[0].displayName) == "Okta Admin Console"'),
            await spl(
              'search sourcetype="OktaIM2:log" target{}.displayName="Okta Admin Console" app="Okta Admin Console"',
            ),
            await sigma('target.displayName: Okta Admin Console'),
          ],
          devices: [
            await kql('OktaSSO | where debugContext_debugData_s has "New Device=POSITIVE"'),
            await spl(
              'search sourcetype="OktaIM2:log" | where \'debugContext.debugData.behaviors\' LIKE "%New Device=POSITIVE%"',
            ),
            await sigma('debugContext.debugData.behaviors|contains: New Device=POSITIVE'),
          ],
        };
        for (const [name, found] of Object.entries(counts)) {
          const wanted = { phished, suspected, proxied, admin, devices }[name];
          expect([name, found]).toEqual([name, found.map(() => wanted)]);
        }
      });
    },
  );
});

function loweredThroughout(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(loweredThroughout);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.toLowerCase(), loweredThroughout(inner)]),
  );
}

// A lake that lowers every name, as published rules for such lakes have them: `actor.alternateid`.
test('names in lower case at every depth give the same values', async () => {
  const inside = [
    'OriginalActorAlternateId',
    'SrcIpAddr',
    'SrcGeoLatitude',
    'HttpUserAgent',
    'SecurityContextIsProxy',
    'SecurityContextAsNumber',
    'ActorSessionId',
    'DebugData.behaviors',
  ];
  const wanted = ['EventOriginalUid', ...inside];
  const records = events.map((event) => loweredThroughout(oktaRecord(event)));
  await withFiles(
    { 'lake.jsonl': lines(...records.map((record) => JSON.stringify(record))) },
    async (_, store) => {
      const facts = events.map((event) => {
        const all = expected(event);
        return Object.fromEntries(wanted.map((name) => [name, all[name] ?? null]));
      });
      expect(byId(await factsOf(store, okta, wanted))).toEqual(byId(facts));
    },
  );
});

test('what is not of its type is kept and counted', async () => {
  const [event = fail()] = events;
  const record = oktaRecord(event);
  const hostile = [
    { ...record, uuid: '1', published: 'redacted' },
    { ...record, uuid: '2', client: { ipAddress: 'not an address', geographicalContext: 'none' } },
    { ...record, uuid: '3', client: 'gone', actor: null, debugContext: { debugData: '' } },
    { ...record, uuid: '4', debugContext: { debugData: { behaviors: ['New IP=POSITIVE'], risk: null } } },
    { ...record, uuid: '5', securityContext: { isProxy: 'YES', asNumber: 'many' }, target: 'none' },
  ];
  await withFiles({ 'a.jsonl': lines(...hostile, '{"uuid":"6","eventType":') }, async (result, store) => {
    expect(result.inputs).toMatchObject([{ records: 5, quarantined: 1, duplicates: 0 }]);
    expect(result.diagnostics.map(({ message }) => message).join()).toContain('Published of 1 record');
    const rows = await factsOf(store, okta, ['EventOriginalUid', 'SrcIpAddr', 'DebugData.behaviors']);
    expect(rows).toEqual([
      { EventOriginalUid: '1', SrcIpAddr: event.client?.ipAddress, 'DebugData.behaviors': null },
      { EventOriginalUid: '2', SrcIpAddr: 'not an address', 'DebugData.behaviors': null },
      { EventOriginalUid: '3', SrcIpAddr: null, 'DebugData.behaviors': null },
      {
        EventOriginalUid: '4',
        SrcIpAddr: event.client?.ipAddress,
        'DebugData.behaviors': '["New IP=POSITIVE"]',
      },
      { EventOriginalUid: '5', SrcIpAddr: event.client?.ipAddress, 'DebugData.behaviors': null },
    ]);
  });
});

test('the console’s CSV has targets, an address and a field of the debug data', async () => {
  const wanted = new Map(
    events.map((event) => [
      event.uuid,
      {
        OriginalTarget: event.targets.length === 0 ? null : event.targets.map((target) => ({ ...target })),
        Request: event.client === null ? null : { ipChain: [{ ip: event.client.ipAddress }] },
        DebugData:
          event.debugData['requestUri'] === undefined ? null : { requestUri: event.debugData['requestUri'] },
      },
    ]),
  );
  await withFiles(writtenAs('console-csv'), async (_, store) => {
    const rows = await factsOf(store, okta, ['EventOriginalUid', 'OriginalTarget', 'Request', 'DebugData']);
    expect(rows.length).toBe(events.length);
    for (const { EventOriginalUid: id, ...row } of rows)
      expect(row).toEqual(typeof id === 'string' ? wanted.get(id) : undefined);
  });
});

test('a search without _raw is read too', async () => {
  const row = {
    _time: '2026-03-12T02:41:10.000+00:00',
    eventType: 'user.session.start',
    uuid: '7',
    published: '2026-03-12T02:41:10.000Z',
    'outcome.result': 'FAILURE',
    'actor.alternateId': 'maren.okada@tailspin.example',
    'debugContext.debugData.dtHash': 'abc',
    'target{}.displayName': 'Okta Admin Console',
    severity: 'WARN',
  };
  await withFiles(
    { 'search.json': `${JSON.stringify({ preview: false, result: row })}\n` },
    async (_, store) => {
      expect(
        await factsOf(store, okta, [
          'EventTime',
          'OriginalActorAlternateId',
          'DebugData.dtHash',
          'OriginalTarget',
        ]),
      ).toEqual([
        {
          EventTime: '2026-03-12T02:41:10Z',
          OriginalActorAlternateId: 'maren.okada@tailspin.example',
          'DebugData.dtHash': 'abc',
          OriginalTarget: [{ displayName: 'Okta Admin Console' }],
        },
      ]);
    },
  );
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/** Counts of data/NOTICE.md; 308 ids and the values were counted in the file with Python's json module. */
test.skipIf(absent)('the published Okta_CL export is read', async () => {
  await withIngested(
    [`${shared}data/okta/Okta_CL.json`],
    async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics).toEqual([]);
      // Its rows are delivered up to twelve times, with the chain of addresses rendered in two ways.
      expect(inputs).toMatchObject([
        { source: 'okta', records: 593, quarantined: 0, duplicates: 285, missing: [] },
      ]);
      const failures = 'eventType_s == "user.session.start" and outcome_result_s == "FAILURE"';
      expect(await countOf(store, 'kql', `Okta_CL | where ${failures}`)).toBe(4);
      expect(
        await countOf(store, 'sigma', oktaRule('eventtype: user.session.start', 'outcome.result: FAILURE')),
      ).toBe(4);
      expect(await countOf(store, 'spl', '`okta` eventType=user.session.start outcome.result=FAILURE')).toBe(
        4,
      );
      expect(await countOf(store, 'kql', 'OktaV2_CL | where SecurityContextIsProxy == false')).toBe(72);
      expect(
        await countOf(store, 'kql', 'OktaSSO | where debugContext_debugData_threatSuspected_s == "false"'),
      ).toBe(308);
    },
  );
});

/** Three of the events are there again, and one with a field once as an object and once as its JSON text. */
test.skipIf(absent)('the labelled events are read', async () => {
  const records = readFileSync(`${shared}data/okta/system-labelled.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
  await withFiles({ 'events.jsonl': lines(...records) }, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'okta', records: 32, quarantined: 0, duplicates: 4 }]);
    expect(inputs[0]?.refused).toBeUndefined();
    expect(await countOf(store, 'spl', '`okta` debugContext.debugData.dtHash=*')).toBe(
      new Set(records.map((record) => JSON.stringify(record)).filter((json) => json.includes('"dtHash"')))
        .size,
    );
  });
});

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test.each(['Okta_CL', 'OktaV2_CL', 'OktaSystemLogs'])('%s has the official columns', (name) => {
    const { columns } = JSON.parse(readFileSync(`${shared}reference/schemas/${name}.json`, 'utf8')) as {
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    };
    const view = okta.tables.find((item) => item.name === name);
    const own = view?.columns.slice(0, columns.length).map((item) => ({ name: item.name, type: item.type }));
    expect(own).toEqual(columns.map((item) => ({ name: item.name, type: item.type })));
  });

  test('Okta_CL has the address of the organisation, which rules group by', () => {
    const view = okta.tables.find((item) => item.name === 'Okta_CL');
    expect(view?.columns.find((item) => item.name === 'domain_s')?.type).toBe('string');
  });
});
