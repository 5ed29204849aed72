import { describe, expect, test } from 'vitest';
import { graphBetaSignIn, graphV1SignIn, writeSignIns, type JsonObject } from '@interloper/emulate';
import { readCsv } from './support/read-csv.js';
import { sample, textOf } from './support/sample.js';

const hit = sample.find(({ risk }) => risk.eventTypes.includes('passwordSpray'));
if (hit === undefined) throw new Error('the sample has no sprayed account');

interface ExportLine {
  readonly result: Readonly<Record<string, string | readonly string[]>>;
}

describe('JSON export', () => {
  test('of azure:aad:signin carries the Graph v1.0 object in _raw, and its fields flattened', () => {
    const [file] = writeSignIns('splunk-aad-signin-json', [hit]);
    const { result } = JSON.parse(textOf(file?.content)) as ExportLine;
    expect(JSON.parse(String(result['_raw']))).toEqual(graphV1SignIn(hit));
    expect(result).toMatchObject({
      sourcetype: 'azure:aad:signin',
      index: 'azure',
      'status.errorCode': '0',
      'location.countryOrRegion': 'NL',
      'riskEventTypes_v2{}': 'passwordSpray',
      user: hit.user?.principalName,
      src_ip: hit.ipAddress,
      action: 'success',
    });
    // The seed's names that this sourcetype does not have (reference, section 0, rows 2, 4 and 5).
    for (const name of ['resultType', 'riskEventTypes_v2', 'authenticationRequirement']) {
      expect(result).not.toHaveProperty([name]);
    }
  });

  test('of the beta endpoint has what v1.0 lacks', () => {
    const [file] = writeSignIns('splunk-aad-signin-json', [hit], { endpoint: 'beta' });
    const { result } = JSON.parse(textOf(file?.content)) as ExportLine;
    expect(JSON.parse(String(result['_raw']))).toEqual(graphBetaSignIn(hit));
    expect(result['authenticationRequirement']).toBe('singleFactorAuthentication');
  });

  test('of azure:monitor:aad has a properties layer and lists for several values', () => {
    const twoSteps = sample.find(({ authentication }) => authentication.steps.length === 2);
    if (twoSteps === undefined) throw new Error('the sample has no sign-in of two steps');
    const [file] = writeSignIns('splunk-monitor-aad-json', [twoSteps]);
    const { result } = JSON.parse(textOf(file?.content)) as ExportLine;
    expect(result).toMatchObject({
      sourcetype: 'azure:monitor:aad',
      resultType: String(twoSteps.status.errorCode),
      'properties.userPrincipalName': twoSteps.user?.principalName,
      'properties.authenticationDetails{}.succeeded': twoSteps.authentication.steps.map(({ succeeded }) =>
        String(succeeded),
      ),
    });
  });
});

test('CSV export: the union of fields as columns, several values on lines of a cell, the event in _raw', () => {
  const [file] = writeSignIns('splunk-monitor-aad-csv', sample);
  const [headers = [], ...rows] = readCsv(textOf(file?.content));
  expect(headers).toContain('properties.location.countryOrRegion');
  expect(headers.slice(headers.indexOf('_raw'), headers.indexOf('_raw') + 4)).toEqual([
    '_raw',
    '_time',
    '_indextime',
    'date_hour',
  ]);
  for (const row of rows) {
    const raw = JSON.parse(row[headers.indexOf('_raw')] ?? '') as JsonObject & {
      properties: { id: string; authenticationDetails?: { succeeded: boolean }[] };
    };
    expect(row[headers.indexOf('properties.id')]).toBe(raw.properties.id);
    expect(row[headers.indexOf('properties.authenticationDetails{}.succeeded')]).toBe(
      (raw.properties.authenticationDetails ?? []).map(({ succeeded }) => String(succeeded)).join('\n'),
    );
  }
});
