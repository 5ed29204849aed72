import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { cronOf, isoDuration, minutes, shortDuration } from '../../src/export/exported.js';
import { runCli } from './captured.js';
import { Contentctl, Layer, Rule, Template } from './platform-schemas.js';

const SLUG = 'compromised-account-sign-in';
const shipped = fileURLToPath(new URL(`../../../../detections/${SLUG}/`, import.meta.url));
const textOf = (file: string): string => readFileSync(join(shipped, file), 'utf8');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interloper-export-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('export --to sentinel', () => {
  test('the YAML fits Sentinel’s own validation and holds the rule as it is', async () => {
    const { status, out } = await runCli(['export', SLUG, '--to', 'sentinel']);
    expect(status).toBe(0);
    const rule = Rule.parse(parse(out));
    expect(rule.query.trim()).toBe(textOf('query.kql').trim());
    // detection.yml: hourly, looks back a day, high, T1586.003 of resource-development.
    expect([rule.queryFrequency, rule.queryPeriod, rule.severity]).toEqual(['1h', '1d', 'High']);
    expect([rule.tactics, rule.relevantTechniques]).toEqual([['ResourceDevelopment'], ['T1586.003']]);
    expect(rule.entityMappings).toEqual([
      {
        entityType: 'Account',
        fieldMappings: [
          { identifier: 'FullName', columnName: 'UserPrincipalName' },
          { identifier: 'AadUserId', columnName: 'UserId' },
        ],
      },
      { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] },
    ]);
  });

  test('the resource template has the same rule, technique and sub-technique apart', async () => {
    const { out } = await runCli(['export', SLUG, '--to', 'sentinel', '--form', 'arm']);
    const [{ properties }] = Template.parse(JSON.parse(out)).resources;
    expect(properties.query).toBe(textOf('query.kql'));
    expect([properties.queryFrequency, properties.queryPeriod]).toEqual(['PT1H', 'P1D']);
    expect([properties.techniques, properties.subTechniques]).toEqual([['T1586'], ['T1586.003']]);
  });
});

describe('export --to splunk', () => {
  test('the stanza holds the search, its lines continued, and when it runs', async () => {
    const { status, out } = await runCli(['export', SLUG, '--to', 'splunk']);
    expect(status).toBe(0);
    const settings = new Map(
      out
        .replaceAll(' \\\n', '\u0000')
        .split('\n')
        .map((line) => /^([\w.]+) = (.*)$/s.exec(line))
        .flatMap((found) =>
          found === null ? [] : [[found[1], found[2]?.replaceAll('\u0000', '\n')] as const],
        ),
    );
    expect(out.split('\n')[0]).toBe('[Sign-in that speaks against its account]');
    expect(settings.get('search')).toBe(textOf('query.spl').trim());
    expect(settings.get('cron_schedule')).toBe('0 * * * *');
    expect(settings.get('dispatch.earliest_time')).toBe('-1d');
    expect(settings.get('alert.severity')).toBe('5');
    expect(JSON.parse(settings.get('action.correlationsearch.annotations') ?? '')).toEqual({
      mitre_attack: ['T1586.003'],
    });
  });

  test('the detection of contentctl fits its model and ends with its filter', async () => {
    const { out } = await runCli(['export', SLUG, '--to', 'splunk', '--form', 'contentctl']);
    const detection = Contentctl.parse(parse(out));
    expect(detection.search).toBe(
      `${textOf('query.spl').trim()}\n| \`sign_in_that_speaks_against_its_account_filter\``,
    );
    expect(detection.rba.risk_objects).toEqual([{ field: 'user', type: 'user', score: 75 }]);
    expect(detection.rba.threat_objects).toEqual([{ field: 'src_ip', type: 'ip_address' }]);
  });
});

test('export --to sigma gives the detection’s own rule', async () => {
  const { status, out } = await runCli(['export', SLUG, '--to', 'sigma']);
  expect(status).toBe(0);
  expect(out.trim()).toBe(textOf('rule.yml').trim());
});

describe('export --to navigator', () => {
  test('the layer of one detection has its technique, scored one', async () => {
    const { out } = await runCli(['export', SLUG, '--to', 'navigator']);
    expect(Layer.parse(JSON.parse(out)).techniques).toEqual([
      {
        techniqueID: 'T1586.003',
        tactic: 'resource-development',
        score: 1,
        enabled: true,
        comment: 'Sign-in that speaks against its account',
      },
    ]);
  });

  test('the layer of all is one layer', async () => {
    const { status, out } = await runCli(['export', '--to', 'navigator']);
    expect(status).toBe(0);
    const pairs = Layer.parse(JSON.parse(out)).techniques.map(
      ({ techniqueID, tactic }) => `${techniqueID} ${tactic}`,
    );
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

test('what is written for a platform is read back as rules that compile', async () => {
  const out = join(folder, 'all');
  for (const platform of ['sentinel', 'splunk', 'sigma']) {
    const written = await runCli(['export', SLUG, '--to', platform, '--out', out]);
    expect(written.status, written.err).toBe(0);
  }
  for (const file of [`${SLUG}.yaml`, `${SLUG}.arm.json`, 'savedsearches.conf', `${SLUG}.yml`]) {
    const checked = await runCli(['check', join(out, file)]);
    expect(checked.status, checked.out + checked.err).toBe(0);
  }
});

test('bad names and missing folders are bad usage', async () => {
  expect((await runCli(['export', 'no-such-detection', '--to', 'sigma'])).status).toBe(2);
  expect((await runCli(['export', '--to', 'sigma'])).status).toBe(2);
  expect((await runCli(['export', SLUG, '--to', 'sentinel', '--form', 'conf'])).status).toBe(2);
});

test.each([
  [5, '5m', 'PT5M', '*/5 * * * *'],
  [7, '7m', 'PT7M', undefined],
  [60, '1h', 'PT1H', '0 * * * *'],
  [240, '4h', 'PT4H', '0 */4 * * *'],
  [300, '5h', 'PT5H', undefined],
  [1440, '1d', 'P1D', '0 0 * * *'],
  [20160, '14d', 'P14D', undefined],
])('%i minutes are %s, %s and run at %s', (count, short, iso, cron) => {
  expect([shortDuration(minutes(count)), isoDuration(minutes(count)), cronOf(minutes(count))]).toEqual([
    short,
    iso,
    cron,
  ]);
});
