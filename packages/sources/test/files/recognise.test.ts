import { describe, expect, test } from 'vitest';
import { recognise } from '../../src/files/recognise.js';
import { readText } from './support.js';

function recognised(head: string, complete = true) {
  return recognise({ head, complete });
}

const signIn = '{"id":"a","createdDateTime":"2026-03-01T10:00:00Z","status":{"errorCode":0}}';

describe('every container of the log-format reference, section 1', () => {
  test.each([
    ['graph-page', `{"@odata.context":"c","@odata.nextLink":"n","value":[${signIn},${signIn}]}`, 'member'],
    ['graph-page', `{"value":[${signIn}],"nextLink":"n"}`, 'member'],
    ['event-hub-batch', '{"records":[{"category":"SignInLogs","properties":{}}]}', 'member'],
    ['event-hub-batch', '{"records":[{"category":"a"}]}\n{"records":[{"category":"b"}]}\n', 'member'],
    ['json-lines', '{"time":"t","category":"SignInLogs"}\n{"time":"t","category":"SignInLogs"}\n', 'lines'],
    ['json-line', '{"time":"t","category":"SignInLogs"}', 'lines'],
    ['json-values', `[\n  ${signIn}\n]\n[\n  ${signIn}\n]`, 'values'],
    ['json-values', `[${signIn}]\n[${signIn}]\n`, 'values'],
    ['json-values', `{\n "id": 1\n}\n{\n "id": 2\n}\n`, 'values'],
    ['json-values', '{"id":1}{"id":2}', 'values'],
    [
      'cloudtrail-object',
      '{"Records":[{"eventVersion":"1.08","eventSource":"sts.amazonaws.com"}]}',
      'member',
    ],
    ['cloudtrail-lookup', '{"Events":[{"EventId":"e","CloudTrailEvent":"{}"}],"NextToken":"n"}', 'member'],
    ['cloudtrail-lake', '{"QueryStatus":"FINISHED","QueryResultRows":[[{"eventName":"x"}]]}', 'member'],
    ['eventbridge', '{"version":"0","detail-type":"d","source":"aws.x","detail":{"a":1}}', 'lines'],
    ['eventbridge', '[{"version":"0","detail-type":"d","source":"aws.x","detail":{"a":1}}]', 'array'],
    ['cloudwatch-subscription', '{"messageType":"DATA_MESSAGE","logEvents":[{"message":"{}"}]}', 'member'],
    ['guardduty-findings', '{"findings":[{"schemaVersion":"2.0"}]}', 'member'],
    ['guardduty-api-findings', '{"Findings":[{"SchemaVersion":"2.0"}]}', 'member'],
    [
      'log-analytics-answer',
      '{"tables":[{"name":"PrimaryResult","columns":[{"name":"a","type":"string"}],"rows":[["1"]]}]}',
      'tables',
    ],
    [
      'log-analytics-text-rows',
      '[{"TimeGenerated":"t","ResultType":"0","TableName":"PrimaryResult"}]',
      'array',
    ],
    [
      'log-analytics-text-rows',
      '{"TimeGenerated":"t","ResultType":"0"}\n{"TimeGenerated":"t","ResultType":"0"}',
      'lines',
    ],
    ['csv-log-analytics', 'TimeGenerated [UTC],Id,ResultType\n"4/28/2021, 2:08:45.221 PM",a,0\n', 'csv'],
    ['csv-entra-portal', '\uFEFFDate (UTC),Request ID,User\n2026-03-01T10:00:00Z,a,b\n', 'csv'],
    ['csv-unified-audit-log', 'RecordId,CreationDate,AuditData\n1,2,"{""a"":1}"\n', 'csv'],
    ['csv-splunk', '_raw,_time,sourcetype,date_hour,tag::eventtype\na,b,c,d,e\n', 'csv'],
    [
      'splunk-hec',
      '{"time":1.5,"host":"h","sourcetype":"s","event":{"a":1}}\n{"time":2,"event":{"a":2}}',
      'lines',
    ],
    ['splunk-hec', '{"sourcetype":"s","event":{"a":1}}{"sourcetype":"s","event":{"a":2}}', 'values'],
    ['splunk-hec-text', '[{"time":1,"source":"s","event":"{\\"a\\":1}"}]', 'array'],
    [
      'splunk-json',
      '{"preview":false,"result":{"_raw":"{}"}}\n{"preview":false,"result":{"_raw":"{}"}}',
      'lines',
    ],
    ['dropbox-events', '{"events":[{".tag":"x"}],"cursor":"c","has_more":false}', 'member'],
    ['sendgrid-events', '[{"event":"delivered","sg_event_id":"x"}]', 'array'],
    ['cloudevents', '[{"specversion":"1.0","type":"t"}]', 'array'],
    ['json-array', `[${signIn},${signIn}]`, 'array'],
    ['json-array', '[]', 'array'],
    ['csv', 'id;user;result\n1;b;c\n', 'csv'],
    ['csv', 'id\tuser\n1\tb\n', 'csv'],
    ['empty', '', 'empty'],
    ['empty', '\n \r\n', 'empty'],
  ] as const)('%s: %s', (id, head, kind) => {
    expect(recognised(head)).toMatchObject({ id, kind });
  });

  test('parquet is left to the engine', () => {
    expect(recognise({ head: '', complete: true, binary: 'parquet' })).toMatchObject({ kind: 'parquet' });
  });
});

describe('a head that is cut', () => {
  test.each([
    ['graph-page', `{"@odata.context":"c","value":[${signIn},{"id":"b","cre`],
    ['event-hub-batch', '{"records":[{"category":"SignInLogs","prop'],
    ['json-array', `[\n${signIn},\n{"id"`],
    ['json-lines', `${signIn}\n{"id":"b","cre`],
    ['log-analytics-answer', '{"tables":[{"name":"PrimaryResult","columns":[{"name":"a"'],
    ['json-line', `{"id":"${'x'.repeat(100_000)}`],
    ['csv', 'id,user,result\n1,b,"cut'],
  ])('%s', (id, head) => {
    expect(recognised(head, false)).toMatchObject({ id });
  });
});

describe('damage in the beginning', () => {
  test('a first line that is cut does not hide the others', () => {
    expect(recognised(`{"id":"a","st\n${signIn}\n${signIn}\n`)).toMatchObject({ kind: 'lines' });
  });

  test.each([
    ['dropbox-events', '{"event_category":{".tag":"logins"},"event_type":{".tag":"login_success"},"n":'],
    ['twilio-monitor-page', '{"actor_sid":"US1","event_type":"user.login","n":'],
  ])('%s: a page whose end is beyond its head', (id, record) => {
    const page = `{"events":[${Array.from({ length: 3000 }, (_, index) => `${record}${index}}`).join(',')}]`;
    expect(recognised(page)).toMatchObject({ id });
    expect(recognised(page.slice(0, 200_000), false)).toMatchObject({ id });
  });

  test('a page that begins with a broken record is still a page', () => {
    expect(recognised(`{"value":[{"id":'a'},${signIn}]}`)).toMatchObject({ kind: 'member', key: 'value' });
  });
});

describe('lists that are part of an event', () => {
  test.each([
    '{"kind":"admin#reports#activity","id":{"time":"t"},"events":[{"name":"login"}]}',
    '{"id":"1","records":[1],"a":1,"b":2,"c":3}',
    '{"name":"setting","value":["x"]}',
  ])('%s', (text) => {
    expect(recognised(text)).toMatchObject({ kind: 'lines' });
  });
});

describe('what is no log is refused with what was seen', () => {
  test.each([
    ['# Notes\n\nAll is well, really.\n', 'text that is neither JSON nor CSV (begins with "# Notes")'],
    [
      'Dear Zoë,\n\nhow are you, and the others?\n',
      'text that is neither JSON nor CSV (begins with "Dear Zoë,")',
    ],
    ['{"error":{"code":"Forbidden","message":"no"}}', 'an error answer of the API (Forbidden), not records'],
    ['["a","b"]', 'a JSON array of strings, not of records'],
    ["[{'errorCode': 0}]", `Python literals, not JSON (begins with "[{'errorCode': 0}]"): export it as JSON`],
    ['<html><body>Sign in</body></html>', 'XML or HTML (begins with "<html><body>Sign in</body></html>")'],
    [
      'title: a rule\nlogsource:\n  product: azure\n',
      'text that is neither JSON nor CSV (begins with "title: a rule")',
    ],
    ['SigninLogs\n| where ResultType == 0\n', 'text that is neither JSON nor CSV (begins with "SigninLogs")'],
    ['\u001b[2Jx', 'text that is neither JSON nor CSV (begins with "\\u001b[2Jx")'],
    ['42', 'text that is neither JSON nor CSV (begins with "42")'],
  ])('%j', (text, cause) => {
    expect(recognised(text)).toEqual({ kind: 'unrecognised', cause });
  });
});

describe('CSV headers', () => {
  test('are trimmed, collapsed, and told apart when they repeat (the Entra portal has all three)', () => {
    const head =
      '\uFEFFApplication ID ,Autonomous system  number,Incoming token type,Incoming token type,\r\n';
    expect(recognised(head)).toMatchObject({
      header: [
        'Application ID',
        'Autonomous system number',
        'Incoming token type',
        'Incoming token type#2',
        'column 5',
      ],
      headerAsWritten: [
        'Application ID ',
        'Autonomous system  number',
        'Incoming token type',
        'Incoming token type',
        '',
      ],
      headerLines: 1,
      delimiter: ',',
    });
  });

  test('may hold line breaks in quotes, and follow a line that names the delimiter', async () => {
    const read = await readText('sep=;\r\n"first\nname";b\r\n1;2\r\n');
    expect(read.container).toMatchObject({ header: ['first name', 'b'], headerLines: 3, delimiter: ';' });
    expect(read.values).toEqual([{ 'first name': '1', b: '2' }]);
    expect(read.records[0]?.line).toBe(4);
  });

  test('may follow the line of Export-Csv that names a type', async () => {
    const read = await readText(
      '\uFEFF#TYPE Selected.Management.Automation.PSCustomObject\r\n"a","b"\r\n"1","2"\r\n',
    );
    expect(read.container).toMatchObject({ header: ['a', 'b'], headerLines: 2, delimiter: ',' });
    expect(read.values).toEqual([{ a: '1', b: '2' }]);
    expect(read.records[0]?.line).toBe(3);
  });
});
