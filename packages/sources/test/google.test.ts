import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { iamColumns } from '../src/gcp-audit/iam-table.js';
import { gcpBigqueryRows } from '../src/rewrites/gcp-bigquery-rows.js';
import { gcpIamRows } from '../src/rewrites/gcp-iam-rows.js';
import { jsonInText } from '../src/rewrites/json-in-text.js';
import { pubsubMessages } from '../src/rewrites/pubsub-messages.js';
import { splunkFields } from '../src/rewrites/splunk-fields.js';
import { workspaceEvents } from '../src/rewrites/workspace-events.js';
import { workspaceRows } from '../src/rewrites/workspace-rows.js';
import type { JsonRecord } from '../src/source.js';

const entry: JsonRecord = {
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'cloudresourcemanager.googleapis.com',
    methodName: 'SetIamPolicy',
    authenticationInfo: { principalEmail: 'maren.okada@tailspin.example' },
    requestMetadata: { callerIp: '203.0.113.77' },
  },
  insertId: '1f0c2',
  resource: { type: 'project', labels: { project_id: 'tailspin-prod-4711' } },
  timestamp: '2026-03-11T13:02:18.204517Z',
  logName: 'projects/tailspin-prod-4711/logs/cloudaudit.googleapis.com%2Factivity',
};
const activityId = { time: '2026-03-11T07:02:18.204Z', uniqueQualifier: '-77', applicationName: 'login' };
const loginEvents: readonly JsonRecord[] = [
  { type: 'login', name: 'login_success', parameters: [{ name: 'is_suspicious', boolValue: true }] },
  { type: 'account_warning', name: 'suspicious_login', parameters: [] },
  { type: 'login', name: 'logout' },
];
const activity: JsonRecord = {
  kind: 'admin#reports#activity',
  id: activityId,
  actor: { email: 'maren.okada@tailspin.example' },
  events: loginEvents,
};
const single: JsonRecord = { ...activity, events: loginEvents.slice(0, 1) };
const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

/** What a record is taken for: the shape, the rewrite, or why it is not read. */
function taken(record: JsonRecord): string {
  const kind = classify(record);
  switch (kind.kind) {
    case 'shape':
      return `${kind.source.id}/${kind.shape.id}`;
    case 'rewrite':
      return kind.rewrite.id;
    case 'refused':
      return kind.name;
    case 'unknown':
      return 'unknown';
  }
}

describe('each form is told by its content', () => {
  test.each<readonly [string, JsonRecord, string]>([
    ['a log entry', entry, 'gcp-audit/log-entry'],
    ['an entry of a lake', { insertid: 'a', protopayload: { methodName: 'x' } }, 'gcp-audit/log-entry'],
    ['a row of GCPAuditLogs', { Type: 'GCPAuditLogs', MethodName: 'x' }, 'gcp-audit/log-analytics'],
    ['one that names no table', { MethodName: 'x', GCPResourceName: 'y' }, 'gcp-audit/log-analytics'],
    ['a row of GCP_IAM_CL', { Type: 'GCP_IAM_CL', payload_methodName_s: 'x' }, 'gcp-iam-rows'],
    ['a pushed message', { message: { data: base64(entry) }, subscription: 's' }, 'pubsub-messages'],
    ['a pulled message', { ackId: 'a', message: { data: base64(entry) } }, 'pubsub-messages'],
    ['a message alone', { data: base64(entry), messageId: '1' }, 'pubsub-messages'],
    ['a decoded message', { data: entry, attributes: {} }, 'pubsub-messages'],
    ['a message of Beats', { message: JSON.stringify(entry) }, 'pubsub-messages'],
    ['a BigQuery row', { insertId: 'a', protopayload_auditlog: { methodName: 'x' } }, 'gcp-bigquery-rows'],
    ['a row of the Logs Explorer', { 'protoPayload.methodName': 'x', insertId: 'a' }, 'splunk-fields'],
    ['an activity', single, 'google-workspace/activity'],
    ['an activity of several events', activity, 'workspace-events'],
    ['a row of Sentinel', { event_name_s: 'login_failure', id_applicationName_s: 'login' }, 'workspace-rows'],
    [
      'an entry of text',
      { insertId: 'a', logName: 'projects/p/logs/stdout', textPayload: 'x' },
      'Google Cloud log entry without an audit record',
    ],
    [
      'a request to App Engine',
      {
        insertId: 'a',
        logName: 'l',
        protoPayload: { '@type': 'type.googleapis.com/google.appengine.logging.v1.RequestLog' },
      },
      'Google Cloud log entry without an audit record',
    ],
  ])('%s', (_, record, expected) => {
    expect(taken(record)).toBe(expected);
  });

  // Names that records of other logs have too.
  test.each<readonly [string, JsonRecord]>([
    ['a message of a chat', { message: '{"text":"hello"}', data: 'aGVsbG8=' }],
    ['an event with data', { id: '1', type: 'x', data: { id: '2' } }],
    ['an operation', { operation: 'delete', methodName: 'delete' }],
    ['text in data', { data: 'aGVsbG8=' }],
  ])('%s is none of them', (_, record) => {
    expect(taken(record)).not.toMatch(/gcp|pubsub|workspace|Google/);
  });
});

describe('rewrites', () => {
  test('a message gives its entry, and says by which subscription it came', () => {
    expect(pubsubMessages.rewrite({ message: { data: base64(entry) }, subscription: 's' })).toEqual({
      ...entry,
      subscription: 's',
    });
    expect(pubsubMessages.rewrite({ data: entry })).toEqual(entry);
    expect(pubsubMessages.rewrite({ ackId: 'a', message: { data: base64('no JSON') } })).toBeUndefined();
    expect(pubsubMessages.rewrite({ ackId: 'a', message: { data: base64('[1]') } })).toBeUndefined();
  });

  test('a BigQuery row in small letters gets Google’s names and times', () => {
    expect(
      gcpBigqueryRows.rewrite({
        insertid: 'a',
        timestamp: '2026-03-11 13:02:18.204517 UTC',
        protopayload_auditlog: {
          methodname: 'SetIamPolicy',
          status: null,
          authenticationinfo: { principalemail: 'a@tailspin.example', authorityselector: null },
          requestmetadata: { callerip: '192.0.2.1' },
          requestjson: '{"policy":{"bindings":[]}}',
          metadatajson: 'cut {',
          servicedata_v1_iam: { policydelta: { bindingdeltas: [{ action: 'ADD', condition: null }] } },
        },
        textpayload: null,
      }),
    ).toEqual({
      insertId: 'a',
      timestamp: '2026-03-11 13:02:18.204517Z',
      protoPayload: {
        methodName: 'SetIamPolicy',
        authenticationInfo: { principalEmail: 'a@tailspin.example' },
        requestMetadata: { callerIp: '192.0.2.1' },
        request: { policy: { bindings: [] } },
        metadata: 'cut {',
        serviceData: { policyDelta: { bindingDeltas: [{ action: 'ADD' }] } },
      },
    });
  });

  test('a row of GCP_IAM_CL gives an entry; columns that were not known keep their place', () => {
    expect(
      gcpIamRows.rewrite({
        Type: 'GCP_IAM_CL',
        'timestamp_t [UTC]': '5/27/2021, 5:13:43.707 PM',
        payload__type_s: 'type.googleapis.com/google.cloud.audit.AuditLog',
        payload_methodName_s: 'm',
        payload_status_code_d: '7',
        payload_request_service_account_display_name_s: 'deploy',
        payload_request_something_new_s: 'x',
        payload_authorizationInfo_s: '[\n {"granted": true}\n]',
        payload_resourceName_s: '[not JSON',
        resource_labels_zone_s: 'europe-west6-a',
        log_name_s: '',
      }),
    ).toEqual({
      Type: 'GCP_IAM_CL',
      timestamp: '5/27/2021, 5:13:43.707 PM',
      protoPayload: {
        '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        methodName: 'm',
        status: { code: '7' },
        request: { service_account: { display_name: 'deploy' }, something_new: 'x' },
        authorizationInfo: [{ granted: true }],
        resourceName: '[not JSON',
      },
      resource: { labels: { zone: 'europe-west6-a' } },
    });
    expect(new Set(iamColumns.map(({ name }) => name)).size).toBe(76);
  });

  test('places in lists of the Logs Explorer’s CSV lead to elements', () => {
    const flat = {
      'protoPayload.authorizationInfo[1].permission': 'b',
      'protoPayload.authorizationInfo[0].permission': 'a',
      'protoPayload.request.names[0]': 'n',
      'protoPayload.methodName': 'm',
      insertId: 'i',
    };
    expect(splunkFields.recognises(flat)).toBe(true);
    expect(JSON.parse(JSON.stringify(splunkFields.rewrite(flat)))).toEqual({
      protoPayload: {
        authorizationInfo: [{ permission: 'a' }, { permission: 'b' }],
        request: { names: ['n'] },
        methodName: 'm',
      },
      insertId: 'i',
    });
  });

  test('an audit record in text is unwrapped', () => {
    const text = { ...entry, protoPayload: JSON.stringify(entry['protoPayload']) };
    expect(jsonInText.recognises(text)).toBe(true);
    expect(jsonInText.rewrite(text)).toEqual(entry);
  });

  test('an activity of several events becomes as many', () => {
    const all = workspaceEvents.rewriteAll?.(activity) ?? [];
    expect(all.map((each) => each['eventNumber'])).toEqual([0, 1, 2]);
    expect(all.map((each) => each['id'])).toEqual([activityId, activityId, activityId]);
    expect(all.map((each) => each['event'])).toEqual(loginEvents);
    expect(workspaceEvents.rewrite(activity)).toEqual(all[0]);
  });

  test('columns of Sentinel’s tables that are no parameters stay none', () => {
    expect(
      workspaceRows.rewrite({
        TenantId: 't',
        'TimeGenerated [UTC]': '3/11/2026, 7:02:18.204 AM',
        id_applicationName_s: 'login',
        id_uniqueQualifier_s: '-1',
        event_name_s: 'login_success',
        IPAddress: '192.0.2.1',
        login_challenge_method_s: '[\n  "password"\n]',
        is_suspicious_b: 'TRUE',
        login_type_s: 'google_password',
        unique_new_d: '4',
        Type: 'GWorkspace_ReportsAPI_login_CL',
      }),
    ).toEqual({
      TenantId: 't',
      TimeGenerated: '3/11/2026, 7:02:18.204 AM',
      id: { applicationName: 'login', uniqueQualifier: '-1' },
      ipAddress: '192.0.2.1',
      event: {
        name: 'login_success',
        parameters: [
          { name: 'login_challenge_method', multiValue: ['password'] },
          { name: 'is_suspicious', boolValue: true },
          { name: 'login_type', value: 'google_password' },
          { name: 'unique_new', value: '4' },
        ],
      },
      Type: 'GWorkspace_ReportsAPI_login_CL',
    });
  });
});
