import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { layOutSql } from '../../src/commands/sql-layout.js';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const shipped = fileURLToPath(new URL('../../../../detections', import.meta.url));
const folder = folderOf({
  'good.kql': 'SigninLogs | where ResultType == "0" | where SessionId == "x"',
  'bad.kql': 'SigninLogs\n| where Nonsense == 1',
  'good.spl': 'sourcetype="azure:aad:signin" | head 1',
  'rule.yml':
    'title: t\nlogsource: { product: azure, service: signinlogs }\ndetection:\n  s: { ResultType: 0 }\n  condition: s\n',
  'values.yaml': 'replicas: 3\n',
  'sentinel.yaml': 'id: x\nquery: SigninLogs\nqueryFrequency: 1h\n',
  'chart.json': '{"kind": "chart"}',
  'page.json': graphPage([graphSignIn({})]),
});
afterAll(() => {
  folder.remove();
});

describe('check', () => {
  test('compiles what is named, and says ok', async () => {
    const { status, out } = await runCli(['check', folder.file('good.kql'), folder.file('good.spl')], {
      width: 200,
    });
    expect(status).toBe(0);
    expect(out).toContain(`ok ${folder.file('good.kql')} (kql)`);
    expect(out).toContain(`ok ${folder.file('good.spl')} (spl)`);
    expect(out).toContain('2 rules, 0 with errors');
  });

  test('gives code, line and column, the line with a caret, and ends with 2', async () => {
    const { status, out } = await runCli(['check', folder.file('bad.kql')], { width: 200 });
    expect(status).toBe(2);
    expect(out).toContain(`${folder.file('bad.kql')}:2:9: error KS142: `);
    const lines = out.split('\n');
    const line = lines.findIndex((each) => each.includes('| | where Nonsense == 1'));
    expect(lines[line + 1]?.indexOf('^^^^^^^^')).toBe(lines[line]?.indexOf('Nonsense'));
  });

  test('walks folders, counts what is no rule, and sums up', async () => {
    const { status, out } = await runCli(['check', folder.path, '--format', 'json']);
    expect(status).toBe(2);
    const { rules, summary } = JSON.parse(out) as {
      rules: readonly { path: string; language: string; diagnostics: readonly unknown[] }[];
      summary: unknown;
    };
    expect(rules.map(({ path, language }) => [path, language])).toEqual([
      [folder.file('bad.kql'), 'kql'],
      [folder.file('good.kql'), 'kql'],
      [folder.file('good.spl'), 'spl'],
      [folder.file('rule.yml'), 'sigma'],
      [folder.file('sentinel.yaml'), 'kql'],
    ]);
    expect(summary).toMatchObject({
      files: 8,
      rules: 5,
      compiled: 4,
      refused: 1,
      byLanguage: { kql: { rules: 3, compiled: 2 }, spl: { rules: 1, compiled: 1 } },
      reasons: [{ code: 'KS142', rules: 1 }],
      others: 3,
    });
    const text = await runCli(['check', folder.path]);
    expect(text.out).toContain('5 rules, 1 with errors; 3 other files left out');
    expect(text.out).toContain('compiled: kql 2 of 3, spl 1 of 1, sigma 1 of 1');
    expect(text.out).toMatch(/^ +1 +KS142 /m);
  });

  test('refuses by name what it does not read', async () => {
    const { status, out } = await runCli(['check', folder.file('chart.json'), folder.file('values.yaml')], {
      width: 200,
    });
    expect(status).toBe(2);
    for (const name of ['chart.json', 'values.yaml'])
      expect(out).toContain(`${folder.file(name)}: error RUN0301: it is no rule that is known`);
  });
});

describe('explain', () => {
  test('shows the plan and the SQL', async () => {
    const { status, out } = await runCli(['explain', folder.file('good.kql')]);
    expect(status).toBe(0);
    expect(out).toMatch(/^Plan$/m);
    expect(out).toContain('scan entra_sign_ins');
    expect(out).toMatch(/^SQL$/m);
    expect(out).toContain('FROM "entra_sign_ins"');
  });

  test('says what the given data cannot answer', async () => {
    const { status, out } = await runCli(['explain', folder.file('good.kql'), folder.file('page.json')]);
    expect(status).toBe(0);
    expect(out.replaceAll(/\n */g, ' ')).toContain('No record has SigninLogs.SessionId');
  });

  test('of a rule with a mistake shows the mistake and ends with 2', async () => {
    const { status, out } = await runCli(['explain', folder.file('bad.kql'), '--format', 'json']);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ plan: null, sql: null, diagnostics: [{ code: 'KS142' }] });
  });
});

describe('layOutSql', () => {
  test('gives each clause a line and indents subqueries', () => {
    const sql = `SELECT "a" FROM (SELECT list(x ORDER BY y) AS "a" FROM "t" WHERE b = 'FROM (SELECT' GROUP BY c) ORDER BY "a" LIMIT 3`;
    expect(layOutSql(sql)).toEqual([
      'SELECT "a"',
      'FROM (',
      '  SELECT list(x ORDER BY y) AS "a"',
      '  FROM "t"',
      `  WHERE b = 'FROM (SELECT'`,
      '  GROUP BY c',
      ')',
      'ORDER BY "a"',
      'LIMIT 3',
    ]);
  });
});

describe('lists', () => {
  test('detections names the shipped detection and its languages', async () => {
    const { status, out } = await runCli(['detections', '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ slug: 'compromised-account-sign-in', languages: ['kql', 'spl', 'sigma'] }),
      ]),
    );
  });

  test('sources names the tables, sourcetypes and logsources', async () => {
    const { out } = await runCli(['sources'], { width: 160 });
    for (const name of ['SigninLogs', 'azure:aad:signin', 'azure/signinlogs', 'graph'])
      expect(out).toContain(name);
  });

  test.each([
    ['--kql', 'summarize'],
    ['--spl', 'head'],
    ['--sigma', 'contains'],
  ])('functions %s lists %s as there', async (option, name) => {
    const { status, out } = await runCli(['functions', option, '--format', 'json']);
    expect(status).toBe(0);
    const entries = JSON.parse(out) as readonly { name: string; support: string }[];
    expect(['supported', 'partial']).toContain(entries.find((entry) => entry.name === name)?.support);
  });
});

/** A folder with one detection, whose scenarios are left out. */
function copyWithoutScenarios(name: string): string {
  const root = folder.file(name);
  cpSync(`${shipped}/compromised-account-sign-in`, `${root}/compromised-account-sign-in`, {
    recursive: true,
    filter: (path) => !path.endsWith('scenarios'),
  });
  return root;
}

describe('verify', () => {
  test('says which detections have no scenarios', async () => {
    const root = copyWithoutScenarios('bare');
    const { status, out } = await runCli(['verify', '--detections', root]);
    expect(status).toBe(0);
    expect(out).toContain('compromised-account-sign-in: no scenarios');
  });

  test('compares what each language names with what a scenario expects', async () => {
    const root = copyWithoutScenarios('told');
    const scenario = (name: string, severity: string, validationTest?: string): void => {
      const path = `${root}/compromised-account-sign-in/scenarios/${name}`;
      mkdirSync(path, { recursive: true });
      const signIn = graphSignIn({ riskState: 'confirmedCompromised', riskLevelDuringSignIn: 'high' });
      writeFileSync(`${path}/page.json`, graphPage([signIn]));
      const accounts = [{ account: 'mina.okafor@alderfinch.example', severity }];
      writeFileSync(`${path}/expected.json`, JSON.stringify({ accounts, validationTest }));
    };
    scenario('right', 'critical', 'T1586.003-2');
    const right = await runCli(['verify', '--detections', root]);
    expect(right.status).toBe(0);
    for (const language of ['KQL', 'SPL', 'Sigma'])
      expect(right.out).toContain(
        `ok compromised-account-sign-in: right in ${language} (validation test 2 of T1586.003)`,
      );
    expect(right.out).toContain(
      'validation test 2 of T1586.003: detected by compromised-account-sign-in in KQL, SPL, Sigma\n',
    );
    scenario('wrong', 'low');
    const wrong = await runCli(['verify', '--detections', root, '--format', 'json']);
    expect(wrong.status).toBe(2);
    const { verdicts } = JSON.parse(wrong.out) as { verdicts: { scenario: string; differences: string[] }[] };
    const told = verdicts.filter(({ differences }) => differences.length > 0);
    expect(told.map(({ scenario: name }) => name)).toEqual(['wrong', 'wrong', 'wrong']);
    expect(told[0]).toEqual({
      detection: 'compromised-account-sign-in',
      scenario: 'wrong',
      kind: 'attack',
      language: 'kql',
      expected: 1,
      missed: [],
      unexpected: [],
      highest: 'critical',
      differences: ['mina.okafor@alderfinch.example is critical, not low'],
      disagreements: [],
    });
  });

  test('tells a validation test that was missed, and refuses what is no name of one', async () => {
    const root = copyWithoutScenarios('missed');
    const path = `${root}/compromised-account-sign-in/scenarios/quiet`;
    const expected = (validationTest: string): void => {
      const accounts = [{ account: 'mina.okafor@alderfinch.example' }];
      writeFileSync(`${path}/expected.json`, JSON.stringify({ accounts, validationTest }));
    };
    mkdirSync(path, { recursive: true });
    writeFileSync(`${path}/page.json`, graphPage([graphSignIn({ riskState: 'none' })]));
    expected('T1586.003-1');
    const { status, out } = await runCli(['verify', '--detections', root]);
    expect(status).toBe(2);
    expect(out).toContain(
      'validation test 1 of T1586.003: missed by compromised-account-sign-in in KQL, SPL, Sigma\n',
    );
    expected('the first');
    const refused = await runCli(['verify', '--detections', root]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('validationTest must be a technique and the number of its test');
  });
});

describe('verify of languages that disagree', () => {
  test('names the events that one of them misses, and the condition that they do not fulfil', async () => {
    const root = copyWithoutScenarios('disagreeing');
    const detection = `${root}/compromised-account-sign-in`;
    const scenario = `${detection}/scenarios/confirmed`;
    mkdirSync(scenario, { recursive: true });
    const signIn = graphSignIn({ riskState: 'confirmedCompromised', riskLevelDuringSignIn: 'none' });
    writeFileSync(`${scenario}/page.json`, graphPage([signIn]));
    const accounts = [{ account: 'mina.okafor@alderfinch.example' }];
    writeFileSync(`${scenario}/expected.json`, JSON.stringify({ accounts }));
    const agreed = await runCli(['verify', '--detections', root], { width: 400 });
    expect(agreed.status).toBe(0);
    expect(agreed.out).not.toContain('only ');
    const spl = readFileSync(`${detection}/query.spl`, 'utf8');
    writeFileSync(`${detection}/query.spl`, spl.replaceAll('confirmedcompromised', 'somethingelse'));
    const { status, out } = await runCli(['verify', '--detections', root], { width: 400 });
    expect(status).toBe(2);
    expect(out).toContain('ok compromised-account-sign-in: confirmed in KQL');
    expect(out).toContain('differs compromised-account-sign-in: confirmed in SPL');
    expect(out).toMatch(/only KQL finds mina\.okafor@alderfinch\.example at .*: SPL wants /);
  });
});

describe('emulate', () => {
  test('lists scenarios and shapes, writes one, and does not overwrite', async () => {
    const list = await runCli(['emulate']);
    expect(list.out).toContain('password-spray');
    expect(list.out).toContain('log-analytics-csv');
    const out = folder.file('emulated');
    const first = await runCli(['emulate', 'confirmed-compromise', '--out', out], { width: 200 });
    expect(first.status).toBe(0);
    const named = /compromised: (?<account>\S+)/.exec(first.out)?.groups?.['account'] ?? 'nobody';
    const scan = await runCli(['scan', out, '--format', 'json']);
    expect((JSON.parse(scan.out) as { accounts: { account: string }[] }).accounts).toMatchObject([
      { account: named },
    ]);
    const second = await runCli(['emulate', 'confirmed-compromise', '--out', out], { width: 200 });
    expect(second.status).toBe(2);
    expect(second.err).toContain('it exists already');
  });

  test('writes days of a whole organisation, and what it knows beside its logs', async () => {
    const out = folder.file('quiet');
    const size = ['--users', '6', '--days', '2', '--events', '500'];
    const { status, out: said } = await runCli(['emulate', 'noise', ...size, '--out', out], { width: 400 });
    expect(status).toBe(0);
    expect(said).toMatch(/^[\d,]+ events of 6 users on 2 days in .*logs$/m);
    expect(said).toContain(`--watchlist travel=${out}`);
    expect(readdirSync(`${out}/logs`)).toEqual(['2026-03-02', '2026-03-03']);
    expect(readFileSync(`${out}/context/corporate-egress.csv`, 'utf8')).toContain('192.0.2.0/24,');
  });
});
