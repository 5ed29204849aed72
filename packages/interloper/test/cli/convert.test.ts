import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './captured.js';
import { folderOf } from './sign-ins.js';

let folder: ReturnType<typeof folderOf>;

beforeAll(() => {
  folder = folderOf({
    'risky.yml': `title: Risky
logsource: { product: azure, service: signinlogs }
detection:
  ok: { ResultType: 0 }
  risk: { RiskState: [atRisk, confirmedCompromised] }
  condition: ok and risk
`,
    'shaped.yml': `title: Shaped
logsource: { product: azure, service: signinlogs }
detection: { s: { state: atRisk }, condition: s }
`,
    'null.yml': `title: Null
logsource: { product: azure, service: signinlogs }
detection: { s: { RiskState: null }, condition: s }
`,
    'pipeline.yml': 'transformations: [{ type: field_name_mapping, mapping: { state: RiskState } }]\n',
    'unknown.yml': 'transformations: [{ type: hashes_fields }]\n',
    'query.kql': 'SigninLogs | where RiskState == "atRisk"',
  });
});

afterAll(() => folder.remove());

const convert = async (rule: string, ...rest: readonly string[]) =>
  runCli(['convert', folder.file(rule), ...rest]);

describe('convert', () => {
  test('prints a Sigma rule with the tables and columns of Sentinel', async () => {
    const { status, out } = await convert('risky.yml', '--to', 'kql');
    expect(status).toBe(0);
    expect(out).toBe(
      'SigninLogs\n| where ResultType == "0"\n| where RiskState in~ ("atRisk", "confirmedCompromised")\n',
    );
  });

  test('prints it with the sourcetype and fields of the Splunk add-on', async () => {
    const { out } = await convert('risky.yml', '--to', 'spl');
    expect(out).toBe(
      'sourcetype=azure:aad:signin resultType=0 riskState IN (atRisk, confirmedCompromised)\n',
    );
  });

  test('prints the SQL that runs', async () => {
    const { out } = await convert('risky.yml', '--to', 'sql');
    expect(out).toMatch(/^SELECT /);
    expect(out).toContain('confirmedcompromised');
  });

  test('refuses by name what a language cannot say, with status 2 and nothing on standard output', async () => {
    const { status, out, err } = await convert('null.yml', '--to', 'kql');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('KQL cannot say this rule: whether a text is absent or empty (--empty-is-absent');
  });

  test('takes absent and empty text for the same on demand, and says so', async () => {
    const { status, out, err } = await convert('null.yml', '--to', 'kql', '--empty-is-absent');
    expect([status, out]).toEqual([0, 'SigninLogs\n| where isempty(RiskState)\n']);
    expect(err).toContain('note: a field that is absent and one that is empty count as the same');
  });

  test('the document has the text, the languages and the diagnostics', async () => {
    const { out } = await convert('query.kql', '--to', 'spl', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      from: 'kql',
      to: 'spl',
      text: expect.stringContaining('sourcetype=azure:aad:signin') as unknown,
      refused: null,
      diagnostics: [],
    });
  });

  test('a pipeline changes a Sigma rule first', async () => {
    const { status, out } = await convert(
      'shaped.yml',
      '--to',
      'spl',
      '--pipeline',
      folder.file('pipeline.yml'),
    );
    expect([status, out]).toEqual([0, 'sourcetype=azure:aad:signin riskState=atRisk\n']);
  });

  test('an unknown transformation, and a pipeline for KQL, are bad usage', async () => {
    const unknown = await convert('shaped.yml', '--to', 'kql', '--pipeline', folder.file('unknown.yml'));
    expect([unknown.status, unknown.err]).toEqual([
      2,
      expect.stringContaining('the transformation hashes_fields is not supported'),
    ]);
    const kql = await convert('query.kql', '--to', 'spl', '--pipeline', folder.file('pipeline.yml'));
    expect(kql.status).toBe(2);
  });
});
