import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';
import { graphPowerShell } from '../../src/rewrites/graph-powershell.js';
import { jsonInText } from '../../src/rewrites/json-in-text.js';
import { pythonLiterals } from '../../src/rewrites/python-literals.js';
import { splunkFields } from '../../src/rewrites/splunk-fields.js';
import { splunkRaw } from '../../src/rewrites/splunk-raw.js';

describe('rewrites', () => {
  test('Python literals become JSON text, by the rules of Python’s lexical analysis', () => {
    const cell = String.raw`{'a': 'it\'s', "b": "say 'x'", 'c': [True, False, None, -1.5e3, nan], 'd': {}, 'e': 'caf\xe9 \u20ac\n'}`;
    expect(pythonLiterals.recognises({ cell })).toBe(true);
    const json = pythonLiterals.rewrite({ cell })?.['cell'];
    expect(JSON.parse(String(json))).toEqual({
      a: "it's",
      b: "say 'x'",
      c: [true, false, null, -1500, null],
      d: {},
      e: 'café €\n',
    });
  });

  test('a literal that is cut stays as it is and is not taken for one again', () => {
    const once = pythonLiterals.rewrite({ cell: "{'a': 'b" });
    expect(JSON.parse(String(once?.['cell']))).toBe("{'a': 'b");
    expect(pythonLiterals.recognises(once ?? {})).toBe(false);
  });

  test('Splunk’s flattened fields become nested values', () => {
    const flat = {
      createdDateTime: '2026-03-13T19:15:41Z',
      'status.errorCode': '0',
      'location.geoCoordinates.latitude': '47.1',
      'riskEventTypes_v2{}': ['a', 'b'],
      'authenticationDetails{}.succeeded': 'false\ntrue',
      'authenticationDetails{}.authenticationMethod': 'Password\nApp',
      _time: '1',
      'empty.one': '',
    };
    expect(splunkFields.recognises(flat)).toBe(true);
    expect(JSON.parse(JSON.stringify(splunkFields.rewrite(flat)))).toEqual({
      createdDateTime: '2026-03-13T19:15:41Z',
      status: { errorCode: '0' },
      location: { geoCoordinates: { latitude: '47.1' } },
      riskEventTypes_v2: ['a', 'b'],
      authenticationDetails: [
        { succeeded: 'false', authenticationMethod: 'Password' },
        { succeeded: 'true', authenticationMethod: 'App' },
      ],
    });
  });

  test('a name of a prototype’s property is a field like any other', () => {
    const flat = { '__proto__.polluted': 'x', 'constructor.prototype.y': 'z', 'status.errorCode': '0' };
    splunkFields.rewrite(JSON.parse(JSON.stringify(flat)) as Record<string, unknown>);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });

  test('Splunk’s _raw is the event', () => {
    expect(splunkRaw.rewrite({ _raw: '{"id":"1"}', user: 'x' })).toEqual({ id: '1' });
    expect(splunkRaw.rewrite({ _raw: '{"id":' })).toBeUndefined();
  });

  test('JSON text inside JSON is an object', () => {
    const record = { createdDateTime: 'x', appId: 'a', status: '{"errorCode":50126}', location: '{oops' };
    expect(jsonInText.recognises(record)).toBe(true);
    expect(jsonInText.rewrite(record)).toEqual({ ...record, status: { errorCode: 50126 } });
    expect(jsonInText.recognises({ createdDateTime: 'x', status: '{oops' })).toBe(false);
  });

  test('PowerShell’s objects become Graph’s, dates of Windows PowerShell included', () => {
    const object = {
      Id: '1',
      CreatedDateTime: '/Date(1615662941000)/',
      IPAddress: '192.0.2.1',
      RiskEventTypesV2: ['x'],
      Status: { ErrorCode: 0, AdditionalProperties: {} },
      AppId: 'a',
      AdditionalProperties: { userType: 'member' },
    };
    const rewritten = graphPowerShell.rewrite(object) ?? {};
    expect(rewritten).toEqual({
      id: '1',
      createdDateTime: '2021-03-13T19:15:41.000Z',
      ipAddress: '192.0.2.1',
      riskEventTypes_v2: ['x'],
      status: { errorCode: 0 },
      appId: 'a',
      userType: 'member',
    });
    expect(classify(rewritten)).toMatchObject({ kind: 'shape', shape: { id: 'graph' } });
  });
});

describe('records', () => {
  // Keys after section 19, item 1 of the log-format reference.
  test.each([
    ['Azure Monitor record', { category: 'SignInLogs', properties: {} }, 'shape'],
    [
      'another Entra log',
      {
        category: 'RemoteNetworkHealthLogs',
        resourceId: '/tenants/t/providers/Microsoft.aadiam',
        properties: {},
      },
      'refused',
    ],
    ['AWS CloudTrail', { eventSource: 'sts.amazonaws.com', eventName: 'x', awsRegion: 'y' }, 'shape'],
    [
      'a notification of S3, which resembles CloudTrail',
      { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', awsRegion: 'y', s3: {} },
      'refused',
    ],
    ['a CloudTrail Insights event', { eventType: 'AwsCloudTrailInsight', insightDetails: {} }, 'refused'],
    ['a table of Log Analytics', { Type: 'Heartbeat', TimeGenerated: 'x' }, 'refused'],
    ['Defender', { AccountUpn: 'u', ErrorCode: 0, LogonType: '["interactiveUser"]' }, 'shape'],
    [
      'a directory user, who is no sign-in',
      { id: '1', createdDateTime: 'x', userPrincipalName: 'u' },
      'unknown',
    ],
  ])('%s is told by its keys', (_, record, kind) => {
    expect(classify(record).kind).toBe(kind);
  });
});
