import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  composeGitHubEvents,
  gitHubRecord,
  gitHubShapes,
  gitHubTables,
  writeGitHub,
  writeLog,
} from '@interloper/emulate';
import type { GitHubEvent, WriteOptions } from '@interloper/emulate';
import { github } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines } from './ingest-files.js';
import type { Files } from './ingest-files.js';
import { countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const everything = composeGitHubEvents('shapes', 31);
/** The web page’s CSV has no Git operations. */
const ofTheWeb = everything.filter(({ hasCreated }) => hasCreated);

type Written = readonly { readonly path: string; readonly content: Uint8Array }[];

interface ShapeCase {
  readonly id: string;
  readonly events: readonly GitHubEvent[];
  readonly write: () => Written;
  /** Columns it has not. */
  readonly lacks: readonly string[];
}

const csvLacks = [
  'ActorId',
  'ActorIp',
  'ActorIsBot',
  'Config',
  'DocumentId',
  'Events',
  'HashedToken',
  'OperationType',
];
const alsoLacks = [
  'OrgId',
  'Permission',
  'PreviousVisibility',
  'ProgrammaticAccessType',
  'PublicRepo',
  'RepoId',
];
const restLacks = ['Timestamp', 'UserAgent', 'UserId', 'Visibility', 'Complete'];

const shapes: readonly ShapeCase[] = [
  ...gitHubShapes.map((id) => {
    const events = id === 'web-csv' ? ofTheWeb : everything;
    const lacks = id === 'web-csv' ? [...csvLacks, ...alsoLacks, ...restLacks] : [];
    return { id, events, write: () => writeGitHub(id, events), lacks };
  }),
  ...gitHubTables.flatMap((table) =>
    (
      [
        ['log-analytics-csv', {}],
        ['log-analytics-csv', { locale: 'en-GB', booleans: 'TRUE', lineBreak: '\r\n' }],
        ['log-analytics-query', {}],
        ['log-analytics-export', {}],
        ['log-analytics-sdk-lines', {}],
        ['log-analytics-strings', { compression: 'gzip' }],
      ] as readonly (readonly [string, WriteOptions])[]
    ).map(([shape, options]) => ({
      id: `${table.id} as ${shape} ${JSON.stringify(options)}`,
      events: everything,
      write: () => writeLog(table, shape, everything, options),
      lacks: table.id === 'GitHubAuditLogPolling_CL' ? ['Config', 'Events', 'OrgId', 'UserId'] : [],
    })),
  ),
];

/** What a row must say, worked out from the composed action alone. */
function expected(event: GitHubEvent): Facts {
  const time = `${event.time.slice(0, 23).replace(/\.?0+$/, '')}Z`;
  const number = (value: number | null | undefined): string | null =>
    value === null || value === undefined ? null : String(value);
  return {
    EventTime: time,
    Timestamp: time,
    CreatedAt: event.hasCreated ? time : null,
    Action: event.action,
    OperationType: event.operationType,
    Actor: event.actor,
    ActorId: number(event.actorId),
    ActorIp: event.actorIp,
    ActorIsBot: String(event.actor.endsWith('[bot]')),
    CountryCode: event.country,
    UserAgent: event.userAgent,
    User: event.user,
    UserId: number(event.userId),
    Org: event.org,
    OrgId: number(event.orgId),
    Repo: event.repo,
    RepoId: number(event.repoId),
    PublicRepo: event.publicRepo === null ? null : String(event.publicRepo),
    Visibility: event.visibility,
    PreviousVisibility: event.previousVisibility,
    Permission: event.permission,
    ProgrammaticAccessType: event.accessType,
    HashedToken: event.hashedToken,
    DocumentId: event.documentId,
    HookId: number(event.hook?.id),
    Events: event.hook === null ? null : '["push","repository"]',
    Config: event.hook === null ? null : '{"url":"https://hooks.example/in","content_type":"json"}',
    Complete: true,
    Unconverted: null,
  };
}

const names = Object.keys(expected(everything[0] ?? fail()));

function fail(): never {
  throw new Error('no actions');
}

function filesOf(written: Written, folder = ''): Files {
  return Object.fromEntries(written.map(({ path, content }) => [`${folder}${path}`, content]));
}

function shapeOf(id: string): ShapeCase {
  return shapes.find((shape) => shape.id === id) ?? fail();
}

describe('actions in every shape give the rows that were composed', () => {
  test.each(shapes)('$id', async ({ events, write, lacks }) => {
    await withFiles(filesOf(write()), async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(diagnostics.filter(({ code }) => code !== 'SRC0001')).toEqual([]);
      expect(inputs.filter(({ refused }) => refused !== undefined)).toEqual([]);
      expect(new Set(inputs.map(({ source }) => source))).toEqual(new Set(['github']));
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(events.length);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(0);
      expect(new Set(inputs.flatMap(({ missing }) => missing))).toEqual(
        new Set(lacks.filter((name) => ['ActorIp', 'UserAgent'].includes(name))),
      );
      const carried = names.filter((name) => !lacks.includes(name));
      const rows = await factsOf(store, github, carried);
      const facts = events.map((event) => {
        const all = expected(event);
        return Object.fromEntries(carried.map((name) => [name, all[name] ?? null]));
      });
      expect(rows).toEqual(sortedFacts(facts));
    });
  });
});

describe('actions that come twice are folded', () => {
  test.each([
    ['rest', 'stream'],
    ['rest', 'web-csv'],
    ['event-hub', 'GitHubAuditLogPolling_CL as log-analytics-csv {}'],
    ['enterprise', 'GitHubAuditLogsV2_CL as log-analytics-csv {}'],
    ['splunk-csv', 'GitHubAuditLogsV3_CL as log-analytics-export {}'],
  ])('%s and %s', async (one, other) => {
    const [first, second] = [shapeOf(one), shapeOf(other)];
    const files = { ...filesOf(first.write(), 'a/'), ...filesOf(second.write(), 'b/') };
    await withFiles(files, async ({ inputs }, store) => {
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(second.events.length);
      expect((await factsOf(store, github, ['Action'])).length).toBe(everything.length);
    });
  });

  test('two in one millisecond by one actor are two, told apart by their document', async () => {
    const clone = { '@timestamp': 1773280800123, action: 'git.clone', actor: 'maren-okada', org: 'o' };
    const records = ['x', 'y', 'x'].map((id) => ({ ...clone, _document_id: id }));
    await withFiles({ 'a.jsonl': lines(...records) }, async ({ inputs }) => {
      expect(inputs).toMatchObject([{ records: 3, duplicates: 1 }]);
    });
  });
});

function auditRule(...selection: readonly string[]): string {
  return [
    'title: Published names',
    'id: 5b0a7c51-6d0f-4a5c-8f2e-0a7f3c9d1e22',
    'status: test',
    'logsource:',
    '  product: github',
    '  service: audit',
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
    'level: medium',
  ].join('\n');
}

describe('published names give equal counts', () => {
  const disabled = everything.filter(({ action }) => action === 'org.disable_two_factor_requirement').length;
  const published = everything.filter(({ visibility }) => visibility === 'public').length;
  const abroad = everything.filter(({ country }) => country === 'NL').length;

  test.each([
    'rest',
    'stream',
    'GitHubAuditLogPolling_CL as log-analytics-csv {}',
    'GitHubAuditLogsV2_CL as log-analytics-query {}',
  ])('%s', async (id) => {
    expect([disabled, published]).toEqual([6, 5]);
    expect(abroad).toBeGreaterThan(0);
    await withFiles(filesOf(shapeOf(id).write()), async (_, store) => {
      const kql = async (rule: string): Promise<number> => countOf(store, 'kql', rule);
      const spl = async (rule: string): Promise<number> => countOf(store, 'spl', rule);
      const sigma = async (...selection: readonly string[]): Promise<number> =>
        countOf(store, 'sigma', auditRule(...selection));
      const day = 'TimeGenerated between (datetime(2026-03-12) .. datetime(2026-03-13))';
      expect({
        disabled: [
          await kql(
            `GitHubAuditData | where ${day} | where Action == "org.disable_two_factor_requirement" | project Actor, Action, Country`,
          ),
          await kql(
            'GitHubAudit | where Action == "org.disable_two_factor_requirement" and isempty(Repository)',
          ),
          await kql(
            'GitHubAuditLogPolling_CL | where action_s == "org.disable_two_factor_requirement" and created_at_d between (1773280800000 .. 1773367200000)',
          ),
          await kql(
            'GitHubAuditLogsV2_CL | where Action == "org.disable_two_factor_requirement" | where unixtime_milliseconds_todatetime(CreatedAt) between (datetime(2026-03-12) .. datetime(2026-03-13))',
          ),
          await spl(
            '`github_enterprise` action=org.disable_two_factor_requirement OR action=business.disable_two_factor_requirement | table actor, actor_id, actor_is_bot, actor_location.country_code, business, user_agent, action',
          ),
          await spl(
            '`github_organizations` vendor_action=org.disable_two_factor_requirement | table actor actor_ip org org_id',
          ),
          await spl('search sourcetype="github:enterprise:audit" action="org.disable_two_factor_*"'),
          await sigma('action:', '    - org.disable_two_factor_requirement', '    - org.disable_saml'),
        ],
        published: [
          await kql(
            'GitHubAuditData | where Action == "repo.access" and Visibility == "public" and PreviousVisibility == "private"',
          ),
          await kql('GitHubAuditLogsV3_CL | where PublicRepo == true and RepoId == 916500001'),
          await spl(
            'search sourcetype="github:cloud:audit" visibility=public public_repo=true repo_id=916500001',
          ),
          await sigma('action: repo.access', 'visibility: public'),
        ],
        abroad: [
          await kql('GitHubAuditData | where Country == "NL"'),
          await spl(
            'search sourcetype="github:cloud:audit" actor_location.country_code=NL src_ip=203.0.113.77',
          ),
          await sigma('actor_location.country_code: NL'),
        ],
      }).toEqual({
        disabled: Array.from({ length: 8 }, () => disabled),
        published: Array.from({ length: 4 }, () => published),
        abroad: Array.from({ length: 3 }, () => abroad),
      });
    });
  });
});

test('what is not of its type is kept and counted', async () => {
  const record = gitHubRecord(everything[1] ?? fail());
  const hostile = [
    { ...record, _document_id: '1', created_at: '2024-12-17 00:00:00000000', '@timestamp': null },
    { ...record, _document_id: '2', actor_ip: 'not an address', actor_location: 'US' },
    { ...record, _document_id: '3', org: ['a', 'b'], user: '', repo_id: 'many' },
    { ...record, _document_id: '4', created_at: 1741611465, '@timestamp': undefined },
    { action: 'repo.update', actor: 'developer', repo: 'o/p' },
  ];
  await withFiles(
    { 'a.jsonl': lines(...hostile, '{"action":"repo.create","actor":') },
    async (result, store) => {
      expect(result.inputs).toMatchObject([{ records: 5, quarantined: 1, duplicates: 0 }]);
      expect(result.diagnostics.map(({ message }) => message).join()).toContain('CreatedAt of 1 record');
      const rows = await factsOf(store, github, ['DocumentId', 'EventTime', 'ActorIp', 'Org', 'RepoId']);
      const { actor_ip: ip, org } = record;
      const time = (rows[2] ?? {})['EventTime'] ?? null;
      expect(rows.slice(0, 4)).toEqual([
        { DocumentId: '1', EventTime: null, ActorIp: ip, Org: org, RepoId: '916500001' },
        { DocumentId: '2', EventTime: time, ActorIp: 'not an address', Org: org, RepoId: '916500001' },
        { DocumentId: '3', EventTime: time, ActorIp: ip, Org: '["a","b"]', RepoId: 'many' },
        { DocumentId: '4', EventTime: '2025-03-10T12:57:45Z', ActorIp: ip, Org: org, RepoId: '916500001' },
      ]);
      expect(rows[4]).toMatchObject({ DocumentId: null, EventTime: null });
    },
  );
});

test('numbers and booleans of the tables become what the record has', async () => {
  const row = {
    TimeGenerated: '2025-03-10T13:01:00Z',
    Type: 'GitHubAuditLogPolling_CL',
    action_s: 'repo.access',
    actor_s: 'maren-okada',
    created_at_d: '1741611465102.0',
    repo_id_d: '916500001.0',
    public_repo_b: 'TRUE',
  };
  await withFiles({ 'rows.json': JSON.stringify([row]) }, async (_, store) => {
    expect(await factsOf(store, github, ['EventTime', 'TimeGenerated', 'RepoId', 'PublicRepo'])).toEqual([
      {
        EventTime: '2025-03-10T12:57:45.102Z',
        TimeGenerated: '2025-03-10T13:01:00Z',
        RepoId: '916500001',
        PublicRepo: 'true',
      },
    ]);
  });
});

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}data`);
if (absent) process.stderr.write('skipped: ../shared/data, the real log records, is not there\n');

/**
 * Count of data/NOTICE.md; values counted with Python's json module. `protected_branch.update_name` and `repo.archived`
 * are there twice; `org.invite_member` too, but without a time nothing says that it is one.
 */
test.skipIf(absent)('the labelled events are read', async () => {
  const records = readFileSync(`${shared}data/github/audit-labelled.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: unknown }).event);
  await withFiles({ 'events.jsonl': lines(...records) }, async ({ inputs, quarantine }, store) => {
    expect(quarantine).toEqual([]);
    expect(inputs).toMatchObject([{ source: 'github', records: 46, quarantined: 0, duplicates: 2 }]);
    expect(inputs[0]?.refused).toBeUndefined();
    expect(await countOf(store, 'sigma', auditRule('action|startswith: repo.'))).toBe(12);
    // An alert of March, dismissed in April: `created_at` is the alert's.
    const dismissed = (await factsOf(store, github, ['Action', 'EventTime', 'CreatedAt'])).filter(
      ({ Action: action }) => action === 'repository_vulnerability_alert.dismiss',
    );
    expect(dismissed).toEqual([
      {
        Action: 'repository_vulnerability_alert.dismiss',
        EventTime: '2024-04-09T06:17:55.186Z',
        CreatedAt: '2024-03-13T22:36:27.788Z',
      },
    ]);
    expect(await countOf(store, 'spl', '`github_enterprise` user_agent="npm/*" OR user_agent="NPM/*"')).toBe(
      3,
    );
  });
});

describe.skipIf(!existsSync(`${shared}reference/schemas`))('the KQL tables', () => {
  test.each(['GitHubAuditLogPolling_CL', 'GitHubAuditLogsV2_CL'])('%s has the official columns', (name) => {
    const { columns } = JSON.parse(readFileSync(`${shared}reference/schemas/${name}.json`, 'utf8')) as {
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    };
    const view = github.tables.find((item) => item.name === name);
    const own = view?.columns.slice(0, columns.length).map((item) => ({ name: item.name, type: item.type }));
    expect(own).toEqual(columns.map((item) => ({ name: item.name, type: item.type })));
  });
});
