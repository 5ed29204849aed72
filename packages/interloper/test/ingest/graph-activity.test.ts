import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeGraphRequests, composeTenant, graphActivityLog, writeLog } from '@interloper/emulate';
import type { GraphRequestEvent } from '@interloper/emulate';
import { graphActivity } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import {
  azureRule,
  countOf,
  factsOf,
  rowsOfShape,
  shapeCases,
  sortedFacts,
  withFiles,
} from './written-logs.js';
import type { Facts } from './written-logs.js';

const tenant = composeTenant('requests', { users: 5 });
const events = composeGraphRequests(tenant, Date.UTC(2026, 2, 14, 9, 20, 3));

/** What a row must say, worked out from the composed event alone. */
function expected(event: GraphRequestEvent, digits: number): Facts {
  const fraction = event.time.slice(20, 20 + digits).replace(/0+$/, '');
  return {
    EventTime: `${event.time.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`,
    RequestId: event.requestId,
    ClientRequestId: event.clientRequestId,
    ApiVersion: 'v1.0',
    RequestMethod: event.method,
    RequestUri: `https://graph.microsoft.com${event.path}`,
    ResponseStatusCode: event.status,
    ResponseSizeBytes: event.responseSizeBytes,
    DurationMs: event.durationMs,
    AadTenantId: event.tenantId,
    AppId: event.appId,
    UserId: event.userId,
    SignInActivityId: event.signInActivityId,
    TokenIssuedAt: event.tokenIssuedAt.replace(/\.?0*Z$/, 'Z'),
    Scopes: event.scopes,
    IPAddress: event.ipAddress,
    UserAgent: event.userAgent,
    Location: 'West Europe',
    ClientAuthMethod: 0,
  };
}

const [first] = events;
if (first === undefined) throw new Error('no events');
const names = Object.keys(expected(first, 7));

describe('requests in every shape give the rows that were composed', () => {
  test.each(shapeCases(graphActivityLog))('%s %o', async (shape, options) => {
    const rows = await rowsOfShape(graphActivity, graphActivityLog, events, [shape, options], names);
    const digits = shape === 'log-analytics-csv' ? 3 : 7;
    expect(rows).toEqual(sortedFacts(events.map((event) => expected(event, digits))));
  });
});

function filesOf(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

test('exports of one log in several shapes are folded', async () => {
  const files = ['event-hub', 'log-analytics-csv', 'log-analytics-query'].flatMap((shape) =>
    writeLog(graphActivityLog, shape, events),
  );
  await withFiles(filesOf(files), async ({ inputs }, store) => {
    expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2 * events.length);
    expect((await factsOf(store, graphActivity, ['RequestId'])).length).toBe(events.length);
  });
});

test('names of the table and of the record give equal counts', async () => {
  const rules = events.filter(({ path }) => path.endsWith('messageRules')).length;
  expect(rules).toBe(5);
  for (const shape of ['event-hub', 'log-analytics-csv']) {
    await withFiles(filesOf(writeLog(graphActivityLog, shape, events)), async (_, store) => {
      expect([
        await countOf(
          store,
          'kql',
          'MicrosoftGraphActivityLogs | where RequestMethod == "POST" and RequestUri has "messageRules" | project UserId, SignInActivityId',
        ),
        await countOf(
          store,
          'spl',
          'search sourcetype="azure:monitor:aad" category=MicrosoftGraphActivityLogs properties.requestMethod=POST properties.requestUri="*messageRules*" | table user src url',
        ),
        await countOf(
          store,
          'sigma',
          azureRule('microsoftgraphactivitylogs', 'RequestMethod: POST', 'requestUri|contains: messageRules'),
        ),
      ]).toEqual([rules, rules, rules]);
    });
  }
});

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
describe.skipIf(!existsSync(schemas))('the KQL tables', () => {
  test.each(graphActivity.tables.map((view) => [view.name, view] as const))(
    '%s are the official ones',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as {
        readonly columns: readonly { readonly name: string; readonly type: string }[];
      };
      expect(view.columns.map((item) => ({ name: item.name, type: item.type }))).toEqual(
        official.columns.map((item) => ({ name: item.name, type: item.type })),
      );
    },
  );
});
