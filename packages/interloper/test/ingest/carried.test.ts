import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';

/** A quiet record of a whole export, one of an export that left things out, and a rule that rests on what both lack. */
interface Sample {
  readonly whole: object;
  /** The webhook of SendGrid sends whole events only. */
  readonly cut?: object;
  readonly rule: readonly [language: '--kql' | '--spl', text: string];
}

const signIn = {
  timestamp: '2026-03-12T06:00:00Z',
  event_category: { '.tag': 'logins' },
  event_type: { '.tag': 'login_success', description: 'Signed in' },
  actor: { '.tag': 'user', user: { '.tag': 'team_member', email: 'mina@alderfinch.example' } },
};
const opened = { email: 'mina@alderfinch.example', timestamp: 1_773_295_200, event: 'open' };
const sent = {
  specversion: '1.0',
  type: 'com.twilio.messaging.message.sent',
  id: 'EZ1',
  time: '2026-03-12T06:00:00Z',
};
const authentication = {
  time: 1_773_295_200_000,
  class_uid: 3002,
  activity_id: 1,
  metadata: { uid: 'a', version: '1.1.0', product: { name: 'Directory' } },
  user: { name: 'mina' },
};
const document = { '@timestamp': '2026-03-12T06:00:00Z', ecs: { version: '8.11' } };

const samples: Readonly<Record<string, Sample>> = {
  dropbox: {
    whole: { ...signIn, details: { '.tag': 'login_success_details' } },
    cut: signIn,
    rule: ['--spl', 'sourcetype=dropbox:team_log reason=*'],
  },
  sendgrid: {
    whole: { ...opened, sg_event_id: 'x' },
    rule: ['--kql', 'SendGridEvents | where reason == "x"'],
  },
  twilio: {
    whole: { ...sent, data: { messageSid: 'SM1' } },
    cut: sent,
    rule: ['--kql', 'TwilioEventStreams | where ErrorCode == "30003"'],
  },
  ocsf: {
    whole: { ...authentication, status: 'Success' },
    cut: authentication,
    rule: ['--kql', 'OcsfAuthentication | where status_detail == "x"'],
  },
  ecs: {
    whole: { ...document, event: { action: 'login', outcome: 'success' } },
    cut: { ...document, event: { action: 'login' } },
    rule: ['--kql', 'EcsEvents | where tostring(error) != ""'],
  },
};

const root = mkdtempSync(join(tmpdir(), 'interloper-carried-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

async function said(name: string, record: object, [flag, text]: Sample['rule']): Promise<string> {
  const file = join(root, name);
  writeFileSync(file, `${JSON.stringify(record)}\n`);
  return (await runCli(['query', file, flag, text])).err;
}

describe.each(Object.entries(samples))('%s', (name, { whole, cut, rule }) => {
  test('what a quiet event of a whole export lacks is no gap', async () => {
    const err = await said(`${name}.json`, whole, rule);
    expect(err).toContain('1 record');
    expect(err).not.toMatch(/RUN0101|error/);
  });

  test.skipIf(cut === undefined)('what an export left out is one', async () => {
    const err = await said(`${name}-cut.json`, cut ?? {}, rule);
    expect(err).toContain('RUN0101');
  });
});
