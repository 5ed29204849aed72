import { composeDropboxEvents, dropboxRecord, dropboxShapes, writeDropbox } from '@interloper/emulate';
import type { DropboxEvent } from '@interloper/emulate';
import { dropbox } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines, sorted } from './ingest-files.js';
import { asFiles, labelledEvents, rowsOfFiles } from './service-logs.js';
import { countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const events = composeDropboxEvents('shapes', 30);

/** What a row must say, worked out from the composed event alone. */
function factsOfEvent(event: DropboxEvent): Facts {
  const { details } = event;
  const inside = (name: string, key: string): string | null => {
    const value = details[name];
    if (typeof value !== 'object' || value === null || !(key in value)) return null;
    const found: unknown = Object.entries(value).find(([written]) => written === key)?.[1];
    return typeof found === 'string' ? found : null;
  };
  const admin = event.actorKind === 'admin';
  return {
    EventTime: event.time,
    TimeGenerated: event.time,
    timestamp: event.time,
    'event_category..tag': event.category,
    'event_type..tag': event.type,
    'event_type.description': event.description,
    'details..tag': `${event.type}_details`,
    'details.login_method..tag': inside('login_method', '.tag'),
    'details.error_details.user_friendly_message': inside('error_details', 'user_friendly_message'),
    'details.new_value..tag': inside('new_value', '.tag'),
    'details.previous_value..tag': inside('previous_value', '.tag'),
    'actor..tag': event.actorKind,
    'actor.user.email': admin ? null : event.email,
    'actor.user.account_id': admin ? null : event.accountId,
    'actor.user..tag': admin ? null : 'team_member',
    'actor.admin.email': admin ? event.email : null,
    'actor.admin.display_name': admin ? event.name : null,
    'origin.geo_location.ip_address': event.address,
    'origin.geo_location.city': event.city,
    'origin.geo_location.country': event.country,
    'origin.access_method..tag': 'end_user',
    'origin.access_method.end_user..tag': 'web',
    'origin.access_method.end_user.session_id': event.sessionId,
    'context..tag': 'team_member',
    'context.email': event.email,
    'context.team_member_id': event.memberId,
    involve_non_team_member: event.guest !== undefined,
    Unconverted: null,
  };
}

const expected = sortedFacts(events.map(factsOfEvent));
const names = Object.keys(expected[0] ?? {});

describe.each(dropboxShapes)('%s', (id) => {
  test('gives the rows that were composed', async () => {
    expect(await rowsOfFiles(dropbox, asFiles(writeDropbox(id, events)), names)).toEqual(expected);
  });
});

test('objects of a lake have `.tag`, in assets and participants too', async () => {
  const files = asFiles(writeDropbox('lake-lines', events));
  const shared = events.find(({ guest }) => guest !== undefined);
  if (shared === undefined) throw new Error('nothing shared');
  const rows = await rowsOfFiles(dropbox, files, ['assets', 'participants', 'details', 'event_type..tag']);
  const row = rows.find((item) => item['event_type..tag'] === shared.type);
  const { assets, participants, details } = dropboxRecord(shared);
  expect(row).toMatchObject({ assets, participants, details });
});

describe('events that come twice', () => {
  test.each([
    ['pages', 'array'],
    ['lines', 'lake-lines'],
    ['lake-csv', 'splunk-json'],
    ['splunk-fields', 'pages'],
  ])('in %s and %s are folded', async (one, other) => {
    const files = asFiles(writeDropbox(one, events), writeDropbox(other, events));
    await withFiles(files, async ({ inputs }) => {
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(60);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(30);
    });
  });

  test('in one second but about another file are both kept', async () => {
    const event = events.find(({ type }) => type === 'file_download');
    if (event === undefined) throw new Error('no download');
    const other = { ...event, path: '/Finance/another.xlsx' };
    await withFiles({ 'a.json': lines(dropboxRecord(event), dropboxRecord(other)) }, async ({ inputs }) => {
      expect(inputs).toMatchObject([{ records: 2, duplicates: 0 }]);
    });
  });
});

const labelled = labelledEvents('dropbox/team-labelled.jsonl');
test.skipIf(labelled === undefined)('the labelled events are read', async () => {
  await withFiles({ 'labelled.jsonl': lines(...(labelled ?? [])) }, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([
      { source: 'dropbox', records: 7, quarantined: 0, duplicates: 1, missing: [] },
    ]);
    // Two of the seven are one event with two labels; two have no time.
    expect(await countOf(store, 'kql', 'DropboxTeamEvents | where isnull(TimeGenerated)')).toBe(2);
    const rows = await factsOf(store, dropbox, ['event_type..tag', 'timestamp', 'actor.user.email']);
    const times = rows.map((row) => [row['event_type..tag'] ?? null, row['timestamp'] ?? null]);
    expect(sorted(times)).toEqual([
      ['app_link_member', '2023-02-16T20:39:34Z'],
      ['file_download', null],
      ['file_download', null],
      ['shared_content_add_member', '2023-04-18T22:31:03Z'],
      ['shared_folder_transfer_ownership', '2023-04-18T18:54:15Z'],
      ['tfa_change_status', '2023-04-18T18:16:27Z'],
    ]);
  });
});

test('hostile values are kept and counted', async () => {
  const [first] = events;
  if (first === undefined) throw new Error('no events');
  const record = dropboxRecord(first);
  const records = [
    { ...record, timestamp: 'soon' },
    { ...record, origin: { geo_location: { ip_address: 'not an address' } } },
    { ...record, actor: null, details: 'null', involve_non_team_member: 'YES' },
    { ...record, event_type: { '.tag': '' }, assets: {} },
  ];
  await withFiles(
    { 'hostile.json': lines(...records) },
    async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'dropbox', records: 4 }]);
      expect(diagnostics.map(({ code, message }) => [code, /timestamp|details/.exec(message)?.[0]])).toEqual([
        ['SRC0002', 'timestamp'],
      ]);
      const rows = await factsOf(store, dropbox, ['origin.geo_location.ip_address', 'timestamp']);
      expect(rows).toHaveLength(4);
      expect(rows).toContainEqual({
        'origin.geo_location.ip_address': 'not an address',
        timestamp: first.time,
      });
    },
  );
});

test('an account is known by its mail address and its ids', async () => {
  await withFiles(asFiles(writeDropbox('pages', events)), async (_, store) => {
    const found: string[] = [];
    for (const { scan, names: kinds } of dropbox.identities ?? []) {
      const { rows } = await store.query({
        kind: 'project',
        input: scan,
        columns: kinds.map(({ kind, value }) => ({ name: kind, expression: value })),
      });
      found.push(...rows.map((row) => row.filter((name) => typeof name === 'string').join(' ')));
    }
    // The actor, as a member or an administrator, and the member for whom it acts.
    const each = events.map((event) => `${event.email} ${event.accountId} ${event.memberId}`);
    expect(found.filter((text) => text !== '').toSorted()).toEqual([...each, ...each].toSorted());
  });
});

test('the report of the console and the API of before 2017 are refused by name', async () => {
  const files = {
    'report.csv': 'Date,Member,Activity,Content\n2026-03-12,Maren,Signed in,\n',
    'v1.json': lines({
      event_category: 'sharing',
      info_dict: {},
      event_type: 'sf_request_access',
      time: 't',
    }),
  };
  await withFiles(files, async ({ inputs }) => {
    expect(inputs.map(({ refused }) => refused)).toEqual([
      expect.stringContaining('Dropbox activity report (CSV of the admin console)'),
      expect.stringContaining('Dropbox team events (API v1)'),
    ]);
  });
});

describe('rules', () => {
  /** Signed in or failed to, from the Netherlands. */
  const wanted = events.filter(
    ({ type, country }) => ['login_success', 'login_fail'].includes(type) && country === 'NL',
  ).length;
  const rules = [
    [
      'kql',
      `DropboxTeamEvents | where event_type['.tag'] in ('login_success', 'login_fail') and tostring(origin.geo_location.country) == 'NL'`,
    ],
    [
      'kql',
      `DropboxTeamEvents | where EventType startswith 'login_' and Country == 'NL' and isnotempty(ActorEmail)`,
    ],
    [
      'spl',
      'sourcetype="dropbox:team_log" event_type..tag IN (login_success, login_fail) origin.geo_location.country=NL',
    ],
    [
      'spl',
      'sourcetype="dropbox:team_events" action IN (success, failure) signature_id!=sign_in_as_session_start src_country=NL user=*@tailspin.example',
    ],
    [
      'sigma',
      sigmaRule(
        'dropbox',
        undefined,
        'event_type.tag: [login_success, login_fail]',
        'origin.geo_location.country: NL',
      ),
    ],
    [
      'sigma',
      sigmaRule(
        'dropbox',
        'team_log',
        'event_type._tag|startswith: login_',
        'origin.geo_location.country: NL',
      ),
    ],
  ] as const;

  test.each(rules)('%s: %s', async (language, rule) => {
    expect(wanted).toBeGreaterThan(0);
    await withFiles(asFiles(writeDropbox('pages', events)), async (_, store) => {
      expect(await countOf(store, language, rule)).toBe(wanted);
    });
  });
});

function sigmaRule(product: string, service: string | undefined, ...selection: readonly string[]): string {
  return [
    'title: Names of the service',
    `logsource: { product: ${product}${service === undefined ? '' : `, service: ${service}`} }`,
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
    '',
  ].join('\n');
}
