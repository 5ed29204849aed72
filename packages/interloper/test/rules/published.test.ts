import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { graphPage, graphSignIn } from '../cli/sign-ins.js';

// Rules in the forms in which they are published, composed for this project.
const FILES = {
  'content/detections/cloud/many_failures.yml': `name: Many Failures
id: 6d1c9f60-0000-4000-8000-000000000001
version: 1
type: TTP
status: production
description: One account fails often.
data_source:
  - Azure Active Directory
search: |-
  \`azuread\` status.errorCode!=0
  | stats count min(_time) as firstTime by user src
  | \`at_least(count, 2)\`
  | lookup known_sources address as src OUTPUT owner
  | \`security_content_ctime(firstTime)\`
  | \`many_failures_filter\`
how_to_implement: Collect the sign-ins.
known_false_positives: Forgotten passwords.
rba:
  message: $user$ fails
  risk_objects: []
tags:
  analytic_story: [Sign-ins]
`,
  'content/detections/cloud/broken.yml': `name: Broken
search: '\`azuread\` | stats cuont by user | eval x = nothing_like_it(1)'
how_to_implement: Not at all.
`,
  'content/macros/at_least.yml': `name: at_least
arguments: [field, least]
definition: where $field$ >= $least$
description: Keeps what is often.
`,
  'content/macros/azuread.yml': 'name: azuread\ndefinition: sourcetype=nowhere\n',
  'content/macros/many_failures_filter.yml': 'name: many_failures_filter\ndefinition: search *\n',
  'content/lookups/known_sources.yml':
    'name: known_sources\nlookup_type: csv\ndescription: Ours.\nmatch_type:\n  - CIDR(address)\nmax_matches: 1\n',
  'content/lookups/known_sources.csv': 'address,owner\n198.51.100.0/24,the office\n',
  'app/default/savedsearches.conf': `# Saved searches.
[default]
enableSched = 1

[Failures of an account]
dispatch.earliest_time = -24h@h
search = sourcetype="azure:aad:signin" action=failure \\
| \`per(user)\` \\
| where count > 1

[Wrong]
search = sourcetype="azure:aad:signin" \\
| nonsense user
`,
  'app/default/macros.conf': `[per(1)]
args = field
definition = stats count by $field$

[guess]
definition = relative_time(now(), "-1d")
iseval = 1
`,
  'app/default/transforms.conf': `[watched_users]
filename = watched.csv
case_sensitive_match = false
match_type = WILDCARD(who)

[an_extraction]
REGEX = (.*)
`,
  'app/lookups/watched.csv': 'who,why\n*MINA*,seen before\n',
  'app/default/lookup.spl':
    'sourcetype="azure:aad:signin" | lookup watched_users who as user OUTPUT why | stats count by why',
  'guess.spl': 'sourcetype="azure:aad:signin" | `guess`',
  'sentinel/rule.yaml': `id: 0b9cb1f6-0000-4000-8000-000000000002
name: Failures
severity: Medium
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes: [SigninLogs]
queryFrequency: 1h
queryPeriod: 14d
triggerOperator: gt
triggerThreshold: 5
tactics: [InitialAccess]
query: |
  SigninLogs
  | where ResultType != "0"
  | summarize Failures = count() by UserPrincipalName
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: FullName
        columnName: UserPrincipalName
version: 1.0.0
kind: Scheduled
`,
  'sentinel/hunt.yaml': `id: 0b9cb1f6-0000-4000-8000-000000000003
name: Hunt
tactics: [InitialAccess]
query: |

  SigninLogs
    | where Nonsense == 1
`,
  'sentinel/portal.yaml': `id: 0b9cb1f6-0000-4000-8000-000000000004
name: Portal
tactics: [InitialAccess]
query: |
  let starting = todatetime('{{StartTimeISO}}');
  let ending = todatetime("{{EndTimeISO}}");
  SigninLogs
  | where TimeGenerated between (starting .. ending)
  | summarize count() by UserPrincipalName
`,
  'parsers/Failures.yaml': `Function:
  Title: Failed sign-ins
FunctionName: FailedSignIns
FunctionAlias: FailedSignIns
FunctionQuery: |
  Outcomes(wanted='failure')
  | project TimeGenerated, Account
`,
  'parsers/Outcomes.yaml': `Parser:
  Title: Sign-ins by outcome
ParserName: Outcomes
EquivalentBuiltInParser: _Outcomes
ParserParams:
  - Name: wanted
    Type: string
    Default: '*'
  - Name: disabled
    Type: bool
    Default: false
ParserQuery: |
  let parser = (wanted:string='*', disabled:bool=false) {
    SigninLogs
    | where not(disabled)
    | extend Outcome = iff(ResultType == "0", "success", "failure"), Account = UserPrincipalName
    | where wanted == '*' or Outcome == wanted
  };
  parser(wanted=wanted, disabled=disabled)
`,
  'functions.kql': 'FailedSignIns\n| summarize count() by Account',
  'mistaken.kql': '_Outcomes(wanted="success")\n| where Nothing == 1',
  'sentinel/unfilled.kql': 'SigninLogs | where UserPrincipalName == "{{User}}"',
  'sentinel/template.json': JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources: [
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
        kind: 'Scheduled',
        properties: { displayName: 'From a template', query: 'SigninLogs\r\n| where Wrong == "x"\n| take 1' },
      },
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
        kind: 'Fusion',
        properties: { alertRuleTemplateName: 'x' },
      },
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/contentTemplates',
        properties: {
          mainTemplate: {
            resources: [
              {
                type: 'Microsoft.SecurityInsights/AlertRuleTemplates',
                kind: 'NRT',
                properties: { displayName: 'Inner', query: 'AuditLogs | take 1' },
              },
            ],
          },
        },
      },
    ],
  }),
  'defender/rule.json': JSON.stringify({
    displayName: 'Custom',
    queryCondition: { queryText: 'CloudAppEvents | take 1' },
    schedule: { period: '12H' },
  }),
  'defender/rule.yaml': [
    'schemaVersion: 1.0.0',
    'kind: CustomDetection',
    'properties:',
    '  displayName: Written',
    '  queryCondition:',
    '    queryText: |-',
    '      CloudAppEvents',
    '      | take 1',
    '  schedule:',
    '    frequency: P1D',
  ].join('\n'),
  'page.json': graphPage([
    graphSignIn({ id: 'a', status: { errorCode: 50126 } }),
    graphSignIn({ id: 'b', status: { errorCode: 50126 }, createdDateTime: '2026-03-04T08:01:00Z' }),
    graphSignIn({ id: 'c', createdDateTime: '2026-03-04T08:02:00Z' }),
  ]),
};

const root = mkdtempSync(join(tmpdir(), 'interloper-rules-'));
const file = (name: keyof typeof FILES): string => join(root, name);
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}
afterAll(() => {
  rmSync(root, { recursive: true });
});

interface Report {
  readonly rules: readonly {
    readonly name: string | null;
    readonly language: string;
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly span?: { readonly start: number; readonly end: number };
    }[];
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

async function checked(...paths: readonly string[]): Promise<Report> {
  return JSON.parse((await runCli(['check', ...paths, '--format', 'json'])).out) as Report;
}

/** The codes of a rule's errors, and what the file has at their places. */
function errorsAt(name: keyof typeof FILES, rule: Report['rules'][number] | undefined): readonly string[] {
  return (rule?.diagnostics ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ code, span }) =>
        `${code} ${span === undefined ? '' : FILES[name].slice(span.start, span.end).trimEnd()}`,
    );
}

describe('contentctl', () => {
  test('a detection runs with the macros and lookups of its repository', async () => {
    const rule = file('content/detections/cloud/many_failures.yml');
    const { status, out } = await runCli(['query', file('page.json'), '--file', rule, '--format', 'ndjson']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({
      user: 'mina.okafor@alderfinch.example',
      src: '198.51.100.7',
      count: 2,
      firstTime: '2026-03-04T08:00:00',
      owner: 'the office',
    });
  });

  test('a folder is read with what lies in it, and its mistakes stand in the YAML', async () => {
    const { rules, summary } = await checked(join(root, 'content'));
    expect(rules.map(({ name }) => name)).toEqual(['Broken', 'Many Failures']);
    expect(errorsAt('content/detections/cloud/broken.yml', rules[0])).toEqual([
      'SPL0301 cuont',
      'SPL0201 nothing_like_it(1)',
    ]);
    expect(summary).toMatchObject({ files: 6, rules: 2, compiled: 1, refused: 1, macros: 3, lookups: 1 });
  });
});

describe('Splunk .conf files', () => {
  test('saved searches are rules, with the macros beside them', async () => {
    const path = file('app/default/savedsearches.conf');
    const { rules } = await checked(path);
    expect(rules.map(({ name }) => name)).toEqual(['Failures of an account', 'Wrong']);
    expect(rules[0]?.diagnostics.map(({ code }) => code)).toEqual(['RUN0306']);
    expect(errorsAt('app/default/savedsearches.conf', rules[1])).toEqual(['SPL0103 nonsense']);
    const text = await runCli(['check', path], { width: 200 });
    expect(text.out).toContain(`${path}:13:3: error SPL0103`);
  });

  test('one of several is asked for by name', async () => {
    const path = file('app/default/savedsearches.conf');
    const query = ['query', file('page.json'), '--file', path, '--format', 'ndjson'];
    const which = await runCli(query);
    expect(which.status).toBe(2);
    expect(which.err).toContain('"Failures of an account", "Wrong"');
    const { status, out } = await runCli([...query, '--rule', 'Failures of an account']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ user: 'mina.okafor@alderfinch.example', count: 2 });
    const none = await runCli([...query, '--rule', 'None']);
    expect(none.err).toContain('has no rule "None"');
  });

  test('lookups of transforms.conf hold for the rules beside it', async () => {
    const path = file('app/default/lookup.spl');
    const query = ['query', file('page.json'), '--file', path, '--format', 'ndjson'];
    const { status, out } = await runCli(query);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ why: 'seen before', count: 3 });
    const given = await runCli([
      ...query,
      '--watchlist',
      `watched_users=${file('content/lookups/known_sources.csv')}`,
    ]);
    expect(given.err).toContain('error SPL0411');
  });

  test('--macros gives macros, before those that are built in; those that the time of the search computes are refused', async () => {
    const macros = ['--macros', file('app/default/macros.conf')];
    const { status, out } = await runCli(['check', file('guess.spl'), ...macros], { width: 200 });
    expect(status).toBe(2);
    expect(out).toContain('what the macro guess (iseval) computes is not supported');
    const built = ['--macros', file('content/macros/azuread.yml')];
    const over = await runCli(['query', file('page.json'), '--spl', '`azuread`', ...built]);
    expect(over.err).toContain('there is no sourcetype nowhere');
  });
});

describe('Microsoft', () => {
  test('an analytics rule in YAML runs, and says what of its schedule is not applied', async () => {
    const path = file('sentinel/rule.yaml');
    const { status, out, err } = await runCli(
      ['query', file('page.json'), '--file', path, '--format', 'ndjson'],
      { width: 200 },
    );
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ UserPrincipalName: 'mina.okafor@alderfinch.example', Failures: 2 });
    expect(err).toContain('queryPeriod is 14d');
    expect(err).toContain('gt 5');
  });

  test('a hunting query is placed in the YAML', async () => {
    const { rules } = await checked(file('sentinel/hunt.yaml'));
    expect(errorsAt('sentinel/hunt.yaml', rules[0])).toEqual(['KS142 Nonsense']);
    const text = await runCli(['check', file('sentinel/hunt.yaml')], { width: 200 });
    expect(text.out).toContain(`${file('sentinel/hunt.yaml')}:7:13: error KS142`);
  });

  test("the portal's time range is the last day, and said", async () => {
    const query = ['query', file('page.json'), '--file', file('sentinel/portal.yaml'), '--format', 'ndjson'];
    const { status, out, err } = await runCli(query, { width: 200 });
    expect(status).toBe(0);
    expect(err).toContain(`${file('sentinel/portal.yaml')}:5:18: warning RUN0309`);
    expect(JSON.parse(out)).toEqual({ UserPrincipalName: 'mina.okafor@alderfinch.example', count_: 3 });
    const later = await runCli([...query, '--now', '2026-03-06T00:00:00Z']);
    expect(later.out).toBe('');
    const { rules } = await checked(file('sentinel/unfilled.kql'));
    expect(errorsAt('sentinel/unfilled.kql', rules[0])).toEqual(['RUN0310 {{User}}']);
  });

  test('the rules of a resource template, nested ones too, and those without a query by name', async () => {
    const path = file('sentinel/template.json');
    const { rules, summary } = await checked(path);
    expect(rules.map(({ name }) => name)).toEqual(['From a template', 'Inner']);
    expect(errorsAt('sentinel/template.json', rules[0])).toEqual(['KS142 Wrong']);
    expect(summary).toMatchObject({ compiled: 1, refused: 1, others: 0 });
    const reason = expect.stringContaining('of kind Fusion, has no query') as string;
    expect(summary).toMatchObject({ leftOut: [{ path, reason }] });
  });

  test("a custom detection of Defender's", async () => {
    const { rules } = await checked(file('defender/rule.json'));
    expect(rules).toMatchObject([{ name: 'Custom', language: 'kql', diagnostics: [{ code: 'RUN0306' }] }]);
    const { rules: written } = await checked(file('defender/rule.yaml'));
    expect(written).toMatchObject([{ name: 'Written', language: 'kql', diagnostics: [{ code: 'RUN0306' }] }]);
  });
});

describe('functions of KQL', () => {
  const given = ['--macros', join(root, 'parsers')];

  test('are defined before the rule that calls them, with those that they call', async () => {
    const query = ['query', file('page.json'), '--file', file('functions.kql'), '--format', 'ndjson'];
    const { status, out } = await runCli([...query, ...given]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ Account: 'mina.okafor@alderfinch.example', count_: 2 });
    expect((await runCli(query)).status).toBe(2);
  });

  test('leave mistakes where they stand in the rule', async () => {
    const { out } = await runCli(['check', file('mistaken.kql'), ...given, '--format', 'json']);
    const { rules } = JSON.parse(out) as Report;
    expect(errorsAt('mistaken.kql', rules[0])).toEqual(['KS142 Nothing']);
  });
});

test('explain takes a published rule', async () => {
  const { status, out } = await runCli(['explain', file('sentinel/rule.yaml')]);
  expect(status).toBe(0);
  expect(out).toContain('scan entra_sign_ins');
});
