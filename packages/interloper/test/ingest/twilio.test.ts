import {
  composeTwilioMonitor,
  composeTwilioStream,
  exampleTwilioAccount,
  twilioMonitorRecord,
  twilioMonitorShapes,
  twilioStreamRecord,
  twilioStreamShapes,
  writeTwilioMonitor,
  writeTwilioStream,
} from '@interloper/emulate';
import type { Json, TwilioMonitorEvent, TwilioStreamEvent } from '@interloper/emulate';
import { twilio } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines } from './ingest-files.js';
import { asFiles, rowsOfFiles } from './service-logs.js';
import { countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const changes = composeTwilioMonitor('shapes', 24);
const messages = composeTwilioStream('shapes', 25);

/** What the row of a change must say, worked out from the composed event alone. */
function factsOfChange(event: TwilioMonitorEvent): Facts {
  return {
    LogTable: 'TwilioMonitorEvents',
    EventTime: event.time,
    TimeGenerated: event.time,
    event_date: event.time,
    sid: event.sid,
    event_type: event.type,
    resource_type: event.resourceType,
    resource_sid: event.resourceSid,
    actor_type: event.actorType,
    actor_sid: event.actorSid,
    account_sid: exampleTwilioAccount,
    AccountSid: exampleTwilioAccount,
    source: event.source,
    source_ip_address: event.address,
    description: event.description,
    event_data: event.data,
    Unconverted: null,
  };
}

/** The same of a message; `data` is stored as it came, as an object where it was JSON text. */
function factsOfMessage(event: TwilioStreamEvent): Facts {
  const { data } = twilioStreamRecord(event);
  return {
    LogTable: 'TwilioEventStreams',
    EventTime: event.time,
    TimeGenerated: event.time,
    time: event.time,
    specversion: '1.0',
    id: event.id,
    type: event.type,
    data: typeof data === 'string' ? jsonOf(data) : (data ?? null),
    AccountSid: exampleTwilioAccount,
    MessageSid: event.sid,
    MessageStatus: event.status,
    ErrorCode: event.error,
    Sender: event.from,
    Recipient: event.to,
    Unconverted: null,
  };
}

function jsonOf(text: string): Json {
  return JSON.parse(text) as Json;
}

const monitorRows = sortedFacts(changes.map(factsOfChange).map(shortened));
const streamRows = sortedFacts(messages.map(factsOfMessage).map(shortened));

/** Answers leave out the zeros at the end of a fraction. */
function shortened(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-.*Z$/.test(value)
        ? value.replace(/\.(\d*?)0*Z$/, '.$1Z').replace('.Z', 'Z')
        : value,
    ]),
  );
}

describe.each(twilioMonitorShapes)('Monitor: %s', (id) => {
  test('gives the rows that were composed', async () => {
    const names = Object.keys(monitorRows[0] ?? {});
    expect(await rowsOfFiles(twilio, asFiles(writeTwilioMonitor(id, changes)), names)).toEqual(monitorRows);
  });
});

describe.each(twilioStreamShapes)('Event Streams: %s', (id) => {
  test('gives the rows that were composed', async () => {
    const names = Object.keys(streamRows[0] ?? {});
    expect(await rowsOfFiles(twilio, asFiles(writeTwilioStream(id, messages)), names)).toEqual(streamRows);
  });
});

describe('events that come twice are folded', () => {
  test.each([
    ['page', 'cli'],
    ['csv', 'lines'],
    ['splunk-json', 'page'],
  ])('Monitor: %s and %s', async (one, other) => {
    const files = asFiles(writeTwilioMonitor(one, changes), writeTwilioMonitor(other, changes));
    await withFiles(files, async ({ inputs }) => {
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(48);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(24);
    });
  });

  test.each([
    ['batch', 'lines'],
    ['firehose', 'batch'],
  ])('Event Streams: %s and %s', async (one, other) => {
    const files = asFiles(writeTwilioStream(one, messages), writeTwilioStream(other, messages));
    await withFiles(files, async ({ inputs }) => {
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(50);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(25);
    });
  });
});

test('hostile values are kept and counted', async () => {
  const [change] = changes;
  const [message] = messages;
  if (change === undefined || message === undefined) throw new Error('no events');
  const records = [
    { ...twilioMonitorRecord(change), source_ip_address: 'unknown', event_data: 'null', actor_sid: null },
    { ...twilioMonitorRecord(change), sid: 'AE2', event_date: '' },
    { ...twilioStreamRecord(message), data: 'not JSON' },
    { ...twilioStreamRecord(message), id: 'EZ2', data: [], time: 'never' },
  ];
  await withFiles(
    { 'hostile.json': lines(...records) },
    async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'twilio', records: 4, duplicates: 0 }]);
      expect(diagnostics.map(({ code, message: text }) => [code, text.includes('time')])).toEqual([
        ['SRC0002', true],
      ]);
      const rows = await factsOf(store, twilio, ['EventId', 'source_ip_address', 'data', 'event_data']);
      expect(rows).toContainEqual({
        EventId: change.sid,
        source_ip_address: 'unknown',
        data: null,
        event_data: null,
      });
      expect(rows.find(({ EventId }) => EventId === message.id)?.['data']).toBe('not JSON');
    },
  );
});

test('events of other services and other lists of Twilio are not taken for these', async () => {
  const files = {
    'cloudevent.json': lines({ specversion: '1.0', type: 'com.github.push', id: '1', source: '/', data: {} }),
    'messages.csv': 'From,To,Body,Status,NumSegments,Direction,Sid\n+1,+2,x,sent,1,outbound-api,SM1\n',
  };
  await withFiles(files, async ({ inputs }) => {
    expect(inputs.map((input) => [input.source, input.refused?.includes('Twilio message log')])).toEqual([
      [null, false],
      [null, true],
    ]);
  });
});

describe('rules', () => {
  const sessions = changes.filter(
    ({ type, address }) => type === 'user-session.created' && address === '203.0.113.77',
  ).length;
  const failed = messages.filter(({ error }) => error === '30003').length;
  const sigma = (service: string, ...selection: readonly string[]): string =>
    `title: t\nlogsource: { product: twilio, service: ${service} }\ndetection:\n  selection:\n${selection.map((line) => `    ${line}\n`).join('')}  condition: selection\n`;

  test.each([
    [
      'kql',
      `TwilioMonitorEvents | where event_type == 'user-session.created' and source_ip_address == '203.0.113.77'`,
    ],
    ['spl', 'sourcetype="twilio:monitor" event_type=user-session.created src=203.0.113.77 action=created'],
    ['sigma', sigma('monitor', 'event_type: user-session.created', 'source_ip_address: 203.0.113.77')],
  ] as const)('of changes, %s: %s', async (language, rule) => {
    expect(sessions).toBeGreaterThan(0);
    await withFiles(asFiles(writeTwilioMonitor('page', changes)), async (_, store) => {
      expect(await countOf(store, language, rule)).toBe(sessions);
    });
  });

  test.each([
    [
      'kql',
      `TwilioEventStreams | where type startswith 'com.twilio.messaging.' and tostring(data.errorCode) == '30003'`,
    ],
    ['kql', `TwilioEventStreams | where ErrorCode == '30003' and AccountSid == '${exampleTwilioAccount}'`],
    ['spl', 'sourcetype="twilio:event_streams" type="com.twilio.messaging.*" data.errorCode=30003'],
    ['sigma', sigma('event_streams', 'type|startswith: com.twilio.messaging.', 'data.errorcode: 30003')],
  ] as const)('of messages, %s: %s', async (language, rule) => {
    expect(failed).toBeGreaterThan(0);
    await withFiles(asFiles(writeTwilioStream('batch', messages)), async (_, store) => {
      expect(await countOf(store, language, rule)).toBe(failed);
    });
  });

  test('find a field of data in every spelling', async () => {
    await withFiles(asFiles(writeTwilioStream('batch', messages)), async (_, store) => {
      const account = `data.accountSid=${exampleTwilioAccount}`;
      expect(await countOf(store, 'spl', `sourcetype="twilio:event_streams" ${account}`)).toBe(25);
      expect(
        await countOf(store, 'sigma', sigma('event_streams', `data.account_sid: ${exampleTwilioAccount}`)),
      ).toBe(25);
    });
  });
});
