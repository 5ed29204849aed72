import { csvText } from '../../containers/csv.js';
import { isJsonArray, isJsonObject } from '../../json.js';
import type { Json, JsonObject } from '../../json.js';
import { defaultWorkspaceId } from '../../shape.js';
import { usDate } from '../../time.js';
import { textOf } from '../json-text.js';
import { jsonLines } from '../shape.js';
import type { CloudTrailShape } from '../shape.js';

/**
 * A CloudTrail Lake answer (log-format reference, section 6.2): lists of one-key objects, every value a text, times
 * in SQL's spelling, structures as `{type=IAMUser, principalid=…}` with names in lower case.
 */
export const lake: CloudTrailShape = {
  id: 'lake',
  title: 'Answers of CloudTrail Lake',
  lacks: [],
  write: (_events, records) => [
    {
      path: 'lake/answer.json',
      text: JSON.stringify({
        QueryStatus: 'FINISHED',
        QueryStatistics: {
          ResultsCount: records.length,
          TotalResultsCount: records.length,
          BytesScanned: 1024,
        },
        QueryResultRows: records.map((record) =>
          Object.entries(record)
            .filter(([, value]) => value !== null)
            .map(([name, value]) => ({ [name]: lakeCell(name, value) })),
        ),
      }),
    },
  ],
};

function lakeCell(name: string, value: Json): string {
  if (name === 'eventTime') return sqlTime(value);
  const lower = name === 'userIdentity' || name === 'tlsDetails' || name === 'resources';
  return lakeText(value, lower, 0);
}

/** Structures of SQL types: nested values of parameters, which are maps of text, are JSON text. */
function lakeText(value: Json, lower: boolean, depth: number): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  if (!lower && depth > 0) return JSON.stringify(value);
  if (isJsonArray(value)) return `[${value.map((item) => lakeText(item, lower, depth + 1)).join(', ')}]`;
  if (!isJsonObject(value)) return '';
  const pairs = Object.entries(value).map(
    ([key, inner]) => `${lower ? key.toLowerCase() : key}=${lakeText(inner, lower, depth + 1)}`,
  );
  return `{${pairs.join(', ')}}`;
}

const athenaColumns = [
  'eventversion',
  'useridentity',
  'eventtime',
  'eventsource',
  'eventname',
  'awsregion',
  'sourceipaddress',
  'useragent',
  'errorcode',
  'errormessage',
  'requestparameters',
  'responseelements',
  'additionaleventdata',
  'requestid',
  'eventid',
  'resources',
  'eventtype',
  'readonly',
  'recipientaccountid',
  'tlsdetails',
];

/** Athena's CSV: names in lower case, structures as in Lake, parameters as JSON text. */
export const athena: CloudTrailShape = {
  id: 'athena-csv',
  title: 'Athena query results, CSV',
  lacks: ['ManagementEvent', 'Category'],
  write: (_events, records) => {
    const rows = records.map((record) => {
      const values = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
      return athenaColumns.map((name) => {
        const value = values.get(name) ?? null;
        if (value === null) return '';
        if (typeof value !== 'object') return String(value);
        const struct = name === 'useridentity' || name === 'resources' || name === 'tlsdetails';
        return struct ? lakeText(value, true, 0) : JSON.stringify(value);
      });
    });
    return [{ path: 'athena.csv', text: csvText([athenaColumns, ...rows], '\n') }];
  },
};

type Cell = string | boolean;

/** The row of AWSCloudTrail (log-format reference, section 6.2); columns that are empty are left out. */
function tableRow(record: JsonObject): Readonly<Record<string, Cell>> {
  const at = (...steps: readonly string[]): Json => {
    let value: Json = record;
    for (const step of steps) value = isJsonObject(value) ? (value[step] ?? null) : null;
    return value;
  };
  const identity = (...steps: readonly string[]): Json => at('userIdentity', ...steps);
  const session = (...steps: readonly string[]): Json => identity('sessionContext', ...steps);
  const mfa = session('attributes', 'mfaAuthenticated');
  const values: Readonly<Record<string, Json>> = {
    TenantId: defaultWorkspaceId,
    SourceSystem: 'AWS',
    TimeGenerated: at('eventTime'),
    AwsEventId: at('eventID'),
    EventVersion: at('eventVersion'),
    EventSource: at('eventSource'),
    EventTypeName: at('eventType'),
    EventName: at('eventName'),
    UserIdentityType: identity('type'),
    UserIdentityPrincipalid: identity('principalId'),
    UserIdentityArn: identity('arn'),
    UserIdentityAccountId: identity('accountId'),
    UserIdentityInvokedBy: identity('invokedBy'),
    UserIdentityAccessKeyId: identity('accessKeyId'),
    UserIdentityUserName: identity('userName'),
    SessionMfaAuthenticated: mfa === null ? null : mfa === 'true',
    SessionCreationDate: session('attributes', 'creationDate'),
    SessionIssuerType: session('sessionIssuer', 'type'),
    SessionIssuerPrincipalId: session('sessionIssuer', 'principalId'),
    SessionIssuerArn: session('sessionIssuer', 'arn'),
    SessionIssuerAccountId: session('sessionIssuer', 'accountId'),
    SessionIssuerUserName: session('sessionIssuer', 'userName'),
    AWSRegion: at('awsRegion'),
    SourceIpAddress: at('sourceIPAddress'),
    UserAgent: at('userAgent'),
    ErrorCode: at('errorCode'),
    ErrorMessage: at('errorMessage'),
    RequestParameters: at('requestParameters'),
    ResponseElements: at('responseElements'),
    AdditionalEventData: at('additionalEventData'),
    AwsRequestId_: at('requestID'),
    Resources: at('resources'),
    ReadOnly: at('readOnly'),
    RecipientAccountId: at('recipientAccountId'),
    ManagementEvent: at('managementEvent'),
    OperationName: 'CloudTrail',
    Category: at('eventCategory'),
    TlsVersion: at('tlsDetails', 'tlsVersion'),
    CipherSuite: at('tlsDetails', 'cipherSuite'),
    ClientProvidedHostHeader: at('tlsDetails', 'clientProvidedHostHeader'),
    Type: 'AWSCloudTrail',
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Cell][] => {
      if (value === null || value === '') return [];
      if (typeof value === 'boolean') return [[name, value]];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
}

const times: ReadonlySet<string> = new Set(['TimeGenerated', 'SessionCreationDate']);
const bools: ReadonlySet<string> = new Set(['SessionMfaAuthenticated', 'ReadOnly', 'ManagementEvent']);

function columnsOf(rows: readonly Readonly<Record<string, Cell>>[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** The portal's CSV: the header says the zone of times, dates in the exporter's locale. */
export const logAnalyticsCsv: CloudTrailShape = {
  id: 'log-analytics-csv',
  title: 'AWSCloudTrail, Log Analytics portal CSV',
  lacks: [],
  write: (_events, records) => {
    const rows = records.map(tableRow);
    const names = columnsOf(rows);
    const header = names.map((name) => (times.has(name) ? `${name} [UTC]` : name));
    const cells = rows.map((row) =>
      names.map((name) => {
        const value = row[name];
        if (value === undefined) return '';
        return times.has(name) && typeof value === 'string' ? usDate(fullTime(value)) : String(value);
      }),
    );
    return [{ path: 'log-analytics/AWSCloudTrail.csv', text: csvText([header, ...cells], '\n') }];
  },
};

/** An answer of the query API: columns and rows. */
export const logAnalyticsQuery: CloudTrailShape = {
  id: 'log-analytics-query',
  title: 'AWSCloudTrail, query API answer',
  lacks: [],
  write: (_events, records) => {
    const rows = records.map(tableRow);
    const names = columnsOf(rows);
    const columns = names.map((name) => ({
      name,
      type: times.has(name) ? 'datetime' : bools.has(name) ? 'bool' : 'string',
    }));
    const table = {
      name: 'PrimaryResult',
      columns,
      rows: rows.map((row) => names.map((name) => row[name] ?? null)),
    };
    return [{ path: 'log-analytics/answer.json', text: JSON.stringify({ tables: [table] }) }];
  },
};

/** Rows as lines, as a data export or an SDK writes them; empty columns are left out. */
export const logAnalyticsLines: CloudTrailShape = {
  id: 'log-analytics-lines',
  title: 'AWSCloudTrail, rows as lines',
  lacks: [],
  write: (_events, records) => [
    { path: 'log-analytics/AWSCloudTrail.json', text: jsonLines(records.map(tableRow)) },
  ],
};

function sqlTime(value: Json): string {
  return `${textOf(value).slice(0, 19).replace('T', ' ')}.000`;
}

function fullTime(value: string): string {
  return `${value.slice(0, 19)}.0000000Z`;
}
