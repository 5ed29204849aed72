import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import type { DataModelName, View } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import { spl } from '@interloper/spl';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

const catalog = catalogOf(sources);
const models: readonly DataModelName[] = ['Authentication', 'Change', 'Web'];

/** The sourcetypes whose events a model holds. */
function logsOf(model: DataModelName): readonly View[] {
  return catalog.sourcetypes.filter((view) => view.models?.some((each) => each.model === model));
}

describe('the data models of the sources', () => {
  test.each(models)('%s is read from an empty store, field by field', async (model) => {
    const { plan, diagnostics } = spl.compile(`| datamodel ${model} search`, catalog);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (plan === undefined) throw new Error('a rule without errors has a plan');
    expect(validatePlan(plan)).toEqual([]);
    const store = await duckdb.open();
    try {
      for (const { dataset } of sources) await store.createDataset(dataset.name, dataset.columns);
      expect((await store.query(plan)).rows).toEqual([]);
    } finally {
      await store.close();
    }
  });

  test('no two sourcetypes of one log declare the same rows of a model', () => {
    for (const model of models) {
      const rows = logsOf(model).flatMap((view) =>
        (view.models ?? [])
          .filter((each) => each.model === model)
          .map(({ where }) => JSON.stringify([view.scan.dataset, view.filter ?? null, where ?? null])),
      );
      expect(new Set(rows).size).toBe(rows.length);
    }
  });

  test('the manual lists them', () => {
    const manual = readFileSync(
      fileURLToPath(new URL('../../../../docs/languages/spl.md', import.meta.url)),
      'utf8',
    );
    for (const model of models) {
      const row = manual.split('\n').find((line) => line.startsWith(`| \`${model}\``)) ?? '';
      const named = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name).slice(1);
      expect(new Set(named)).toEqual(new Set(logsOf(model).map(({ name }) => name)));
    }
  });
});

const folder = folderOf({
  'page.json': graphPage([
    graphSignIn({ id: 'a', status: { errorCode: 50126 } }),
    graphSignIn({ id: 'b', status: { errorCode: 50126 }, createdDateTime: '2026-03-04T08:10:00Z' }),
    graphSignIn({ id: 'c', createdDateTime: '2026-03-04T09:30:00Z' }),
  ]),
  'audit.json': JSON.stringify({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#auditLogs/directoryAudits',
    value: [
      {
        id: 'Directory_1',
        category: 'UserManagement',
        correlationId: '11111111-0000-4000-8000-000000000001',
        result: 'success',
        resultReason: '',
        activityDisplayName: 'Add user',
        activityDateTime: '2026-03-04T10:00:00Z',
        loggedByService: 'Core Directory',
        operationType: 'Add',
        initiatedBy: { user: { userPrincipalName: 'admin@alderfinch.example', ipAddress: '192.0.2.7' } },
        targetResources: [
          { id: 'x', displayName: 'New', type: 'User', userPrincipalName: 'new@alderfinch.example' },
        ],
        additionalDetails: [],
      },
    ],
  }),
});
afterAll(() => {
  folder.remove();
});

async function rowsOf(query: string): Promise<readonly unknown[]> {
  const { out } = await runCli(['query', folder.path, '--spl', query, '--format', 'ndjson']);
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
}

describe('over records of the sources', () => {
  test('each sign-in counts once, under whichever name it is known', async () => {
    const query =
      '| tstats count from datamodel=Authentication by Authentication.user, Authentication.action';
    expect(await rowsOf(query)).toEqual([
      {
        'Authentication.user': 'mina.okafor@alderfinch.example',
        'Authentication.action': 'failure',
        count: 2,
      },
      {
        'Authentication.user': 'mina.okafor@alderfinch.example',
        'Authentication.action': 'success',
        count: 1,
      },
    ]);
  });

  test('a published form: failures by the hour, with the macros', async () => {
    const query = `| tstats \`security_content_summariesonly\` count values(Authentication.src) as src
      from datamodel=Authentication where nodename=Authentication.Failed_Authentication
      by _time span=1h Authentication.user | \`drop_dm_object_name("Authentication")\` | \`a_filter\``;
    expect(await rowsOf(query)).toEqual([
      {
        _time: '2026-03-04T08:00:00Z',
        user: 'mina.okafor@alderfinch.example',
        count: 2,
        src: ['198.51.100.7'],
      },
    ]);
  });

  test('changes of accounts', async () => {
    const query = `| tstats count from datamodel=Change where nodename=All_Changes.Account_Management
      All_Changes.action=created by All_Changes.Account_Management.src_user All_Changes.user
      | rename All_Changes.Account_Management.* as *, All_Changes.* as *`;
    expect(await rowsOf(query)).toEqual([
      { src_user: 'admin@alderfinch.example', user: 'new@alderfinch.example', count: 1 },
    ]);
  });
});
