import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';

const event = {
  uuid: '1',
  published: '2026-03-12T02:41:10.000Z',
  eventType: 'user.session.start',
  actor: { alternateId: 'maren.okada@tailspin.example' },
  outcome: { result: 'FAILURE' },
  severity: 'WARN',
  target: null,
};

// Log-format reference, section 12.
describe('records of Okta', () => {
  test.each([
    ['an event', event, 'okta-event'],
    [
      'one with names in lower case',
      { eventtype: 'user.session.start', debugcontext: {}, severity: 'INFO', uuid: '1', version: '0' },
      'okta-event',
    ],
    [
      'the little that some lakes keep',
      { published: 'x', eventType: 'system.org.mfa.disable', version: '0', severity: 'WARN', actor: {} },
      'okta-event',
    ],
    ['a row of Okta_CL', { TimeGenerated: 'x', Type: 'Okta_CL', eventType_s: 'a.b' }, 'okta-custom-table'],
    [
      'one without suffixes',
      { eventType: 'a.b', actor_alternateId: 'x', displayMessage: '', legacyEventType: '', severity: 'INFO' },
      'okta-custom-table',
    ],
    [
      'a row of the console’s CSV',
      { timestamp: 'x', event_type: 'a.b', 'actor.alternate_id': 'y', 'outcome.result': 'ALLOW' },
      'okta-console-csv',
    ],
    ['a row of OktaV2_CL', { TimeGenerated: 'x', Type: 'OktaV2_CL' }, 'log-analytics'],
    ['one that names no table', { EventOriginalType: 'a.b', OriginalOutcomeResult: 'DENY' }, 'log-analytics'],
  ])('%s', (_, record, shape) => {
    expect(classify(record)).toMatchObject({ kind: 'shape', source: { id: 'okta' }, shape: { id: shape } });
  });

  test.each([
    [
      'a CloudTrail event',
      { eventType: 'AwsApiCall', eventVersion: '1.11', eventSource: 's', eventName: 'n' },
    ],
    [
      'a normalised sign-in of Sentinel',
      { EventOriginalType: 'x', EventOriginalUid: 'y', EventProduct: 'z' },
    ],
    ['an application’s own log', { eventType: 'user.created', severity: 'INFO', actor: {}, target: {} }],
  ])('%s is none', (_, record) => {
    const found = classify(record);
    expect(found.kind === 'shape' ? found.source.id : found.kind).not.toBe('okta');
  });
});
