import { composeSendGridEvents, sendGridRecord, sendGridShapes, writeSendGrid } from '@interloper/emulate';
import type { SendGridEvent } from '@interloper/emulate';
import { sendgrid } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { lines } from './ingest-files.js';
import { asFiles, rowsOfFiles } from './service-logs.js';
import { countOf, factsOf, sortedFacts, withFiles } from './written-logs.js';
import type { Facts } from './written-logs.js';

const events = composeSendGridEvents('shapes', 30);

/** What a row must say, worked out from the composed event alone. */
function factsOfEvent({ more, ...event }: SendGridEvent): Facts {
  const time = new Date(event.timestamp * 1000).toISOString().replace('.000Z', 'Z');
  return {
    EventTime: time,
    TimeGenerated: time,
    timestamp: time,
    event: event.event,
    email: event.email ?? null,
    event_type: more['type'] ?? null,
    sg_event_id: event.id,
    sg_message_id: event.messageId ?? null,
    smtp_id: event.messageId === undefined ? null : `<${event.messageId}>`,
    category: event.categories.length === 0 ? null : event.categories,
    ip: more['ip'] ?? null,
    useragent: more['useragent'] ?? null,
    url: more['url'] ?? null,
    url_offset: more['url_offset'] ?? null,
    reason: more['reason'] ?? null,
    status: more['status'] ?? null,
    response: more['response'] ?? null,
    // The webhook writes the number of an attempt as text.
    attempt: more['attempt'] === undefined ? null : Number(more['attempt']),
    bounce_classification: more['bounce_classification'] ?? null,
    tls: more['tls'] ?? null,
    'pool.name': event.event === 'processed' ? 'marketing' : null,
    'pool.id': event.event === 'processed' ? '210' : null,
    asm_group_id: more['asm_group_id'] ?? null,
    sg_machine_open: more['sg_machine_open'] ?? null,
    custom_args: Object.keys(event.arguments).length === 0 ? null : event.arguments,
    Unconverted: null,
  };
}

const expected = sortedFacts(events.map(factsOfEvent));
const names = Object.keys(expected[0] ?? {});

describe.each(sendGridShapes)('%s', (id) => {
  test('gives the rows that were composed', async () => {
    expect(await rowsOfFiles(sendgrid, asFiles(writeSendGrid(id, events)), names)).toEqual(expected);
  });
});

describe('events that come twice', () => {
  test.each([
    ['batch', 'lines'],
    ['batches', 'splunk-json'],
    ['archive', 'lines'],
  ])('in %s and %s are folded', async (one, other) => {
    const files = asFiles(writeSendGrid(one, events), writeSendGrid(other, events));
    await withFiles(files, async ({ inputs }) => {
      expect(inputs.reduce((sum, { records }) => sum + records, 0)).toBe(60);
      expect(inputs.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(30);
    });
  });

  test('with one id but another event are both kept', async () => {
    const [first] = events;
    if (first === undefined) throw new Error('no events');
    const other = { ...sendGridRecord(first), event: 'dropped' };
    await withFiles({ 'a.json': lines(sendGridRecord(first), other) }, async ({ inputs }) => {
      expect(inputs).toMatchObject([{ records: 2, duplicates: 0 }]);
    });
  });
});

test('hostile values are kept and counted, and arguments of any name and kind too', async () => {
  const [first] = events;
  if (first === undefined) throw new Error('no events');
  const { timestamp, ...record } = sendGridRecord(first);
  const records = [
    { ...record, timestamp: 'yesterday', ip: '300.1.1.1' },
    { ...record, timestamp: `${first.timestamp}`, category: '["not a list', sg_event_id: 'two' },
    {
      ...record,
      timestamp,
      sg_event_id: 'three',
      'a"b': { c: [1, null] },
      '': 'nameless',
      EVENT: 'other case',
    },
    { event: 'open', email: 'a@b.example', sg_message_id: 'old' },
  ];
  await withFiles(
    { 'hostile.json': lines(...records) },
    async ({ inputs, quarantine, diagnostics }, store) => {
      expect(quarantine).toEqual([]);
      expect(inputs).toMatchObject([{ source: 'sendgrid', records: 4, duplicates: 0 }]);
      expect(diagnostics.map(({ code, message }) => [code, message.includes('timestamp')])).toEqual([
        ['SRC0002', true],
      ]);
      const rows = await factsOf(store, sendgrid, [
        'sg_event_id',
        'ip',
        'category',
        'custom_args',
        'timestamp',
      ]);
      const row = (id: string | null): Facts | undefined => rows.find((item) => item['sg_event_id'] === id);
      expect(row(first.id)).toMatchObject({ ip: '300.1.1.1', timestamp: null });
      expect(row('two')?.['timestamp']).toBe(
        new Date(first.timestamp * 1000).toISOString().replace('.000Z', 'Z'),
      );
      expect(row('two')?.['category']).toBe('["not a list');
      expect(row('three')?.['custom_args']).toEqual({
        ...first.arguments,
        'a"b': { c: [1, null] },
        '': 'nameless',
        EVENT: 'other case',
      });
    },
  );
});

test('what the Email Activity API lists is refused by name', async () => {
  const message = { msg_id: 'm', from_email: 'a@b.example', last_event_time: '2026-03-12T00:00:00Z' };
  await withFiles({ 'messages.json': lines(message) }, async ({ inputs }) => {
    expect(inputs[0]?.refused).toContain('SendGrid Email Activity');
  });
});

describe('rules', () => {
  /** Complaints and bounces of what one key sent. */
  const wanted = events.filter(
    (event) =>
      ['bounce', 'spamreport'].includes(event.event) && event.arguments['api_key_name'] === 'ci-deploy',
  ).length;
  const reminders = events.filter(({ categories }) => categories.includes('reminder')).length;
  const sigma = (...selection: readonly string[]): string =>
    `title: t\nlogsource: { product: sendgrid }\ndetection:\n  selection:\n${selection.map((line) => `    ${line}\n`).join('')}  condition: selection\n`;

  test.each([
    [
      'kql',
      `SendGridEvents | where event in ('bounce', 'spamreport') and custom_args.api_key_name == 'ci-deploy'`,
    ],
    [
      'spl',
      'sourcetype="sendgrid:event" event IN (bounce, spamreport) custom_args.api_key_name=ci-deploy | table recipient',
    ],
    ['sigma', sigma('event: [bounce, spamreport]', 'custom_args.api_key_name: ci-deploy')],
  ] as const)('of complaints, %s: %s', async (language, rule) => {
    expect(wanted).toBeGreaterThan(0);
    await withFiles(asFiles(writeSendGrid('batch', events)), async (_, store) => {
      expect(await countOf(store, language, rule)).toBe(wanted);
    });
  });

  test.each([
    ['kql', `SendGridEvents | where category has_any (dynamic(['reminder']))`],
    ['spl', 'sourcetype="sendgrid:webhook" category=reminder'],
    ['spl', 'sourcetype="sendgrid:webhook" category{}=reminder'],
    ['sigma', sigma('category: reminder')],
  ] as const)('of a category, %s: %s', async (language, rule) => {
    expect(reminders).toBeGreaterThan(0);
    await withFiles(asFiles(writeSendGrid('lines', events)), async (_, store) => {
      expect(await countOf(store, language, rule)).toBe(reminders);
    });
  });
});
