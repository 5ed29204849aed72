import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import type { JsonRecord } from '../src/source.js';

const monitor = { sid: 'AE1', resource_sid: 'PN1', event_type: 'account.updated', event_date: 't' };
const samples: readonly (readonly [string, JsonRecord])[] = [
  [
    'dropbox dropbox-team-event',
    { timestamp: '2026-03-12T06:00:00Z', event_type: { '.tag': 'login_success' }, actor: { '.tag': 'user' } },
  ],
  ['dropbox dropbox-team-event', { event_type: { _tag: 'file_delete' }, involve_non_team_member: false }],
  ['dropbox dropbox-team-event', { event_type: '{"_tag": "file_delete"}', origin: '' }],
  [
    'sendgrid sendgrid-webhook-event',
    {
      email: 'a@b.example',
      timestamp: 1773295200,
      event: 'open',
      sg_event_id: 'x',
      category: 'c',
      type: 'y',
    },
  ],
  ['sendgrid sendgrid-webhook-event', { event: 'account_status_change', sg_event_id: 'x', timestamp: 1 }],
  ['twilio twilio-monitor-event', { ...monitor, actor_type: 'user', source: 'web' }],
  [
    'twilio twilio-monitor-cli',
    { sid: 'AE1', resourceSid: 'PN1', eventType: 'account.updated', eventDate: 't' },
  ],
  [
    'twilio twilio-stream-event',
    { specversion: '1.0', type: 'com.twilio.messaging.message.sent', id: 'EZ1', data: {} },
  ],
];

describe('records of services', () => {
  test.each(samples)('%s', (expected, record) => {
    const found = classify(record);
    expect(found.kind === 'shape' ? `${found.source.id} ${found.shape.id}` : found.kind).toBe(expected);
  });

  test.each([
    { event_type: 'login_success', actor: 'a' },
    { event_type: { id: 1 }, actor: { id: 2 } },
    { event: 'open', timestamp: 1, email: 'a@b.example' },
    { specversion: '1.0', type: 'com.github.push', data: {} },
    { event_type: 'x', sid: 'S-1-5-21', event_date: 't' },
  ])('others are not taken for them: %j', (record) => {
    expect(classify(record).kind).not.toBe('shape');
  });
});
