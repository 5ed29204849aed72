import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plain } from '@interloper/report';
import { main } from '../../src/cli.js';
import { Interrupted } from '../../src/terminal/interruption.js';
import { runCli } from './captured.js';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
// The design, "The public surface": the commands there are.
const commands = [
  'scan',
  'playbook',
  'investigate',
  'query',
  'check',
  'verify',
  'explain',
  'convert',
  'compare',
  'export',
  'emulate',
  'detections',
  'sources',
  'functions',
];

describe('an option that takes one value', () => {
  test.each([
    ['scan', '--detections', ['one', 'other']],
    ['scan', '--now', ['2026-03-20', '2026-03-21']],
    ['query', '--kql', ['SigninLogs', 'AuditLogs']],
  ])('is refused to %s when it is given twice (%s)', async (command, option, values) => {
    const { status, err } = await runCli([command, examples, ...values.flatMap((value) => [option, value])]);
    expect(status).toBe(2);
    expect(err).toMatch(new RegExp(`${option}.* is given twice`));
  });

  test('is not one that may be repeated', async () => {
    const { err } = await runCli([
      'scan',
      'missing',
      '--threat-intel',
      'one.txt',
      '--threat-intel',
      'two.txt',
    ]);
    expect(err).not.toContain('twice');
  });
});

describe('help', () => {
  test('lists every command, on standard output, with status 0', async () => {
    const { status, out, err } = await runCli(['--help']);
    expect(status).toBe(0);
    expect(err).toBe('');
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test.each(commands)('%s explains itself with an example, in 80 columns', async (command) => {
    const { status, out } = await runCli([command, '--help']);
    expect(status).toBe(0);
    expect(out).toContain(`Usage: interloper ${command}`);
    expect(out).toMatch(new RegExp(`^  interloper ${command}`, 'm'));
    const usage = out.slice(0, out.search(/^Examples?:/m));
    expect(usage.split('\n').filter((line) => line.length > 80 && !line.startsWith('Exit'))).toEqual([]);
  });

  test('every command has its file, and every file of a command is one', () => {
    const folder = fileURLToPath(new URL('../../src/commands', import.meta.url));
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
    const helpers = [
      'check-summary',
      'command',
      'diagnostics',
      'export-indicators',
      'emulate-noise',
      'options',
      'print-result',
      'read-inputs',
      'rule-options',
      'sql-layout',
      'tell-exclusions',
      'with-result',
      'write-context',
      'write-files',
      'write-report',
    ];
    expect(files.toSorted()).toEqual([...commands, ...helpers].toSorted());
  });
});

describe('bad usage ends with 2 and one message on standard error', () => {
  test.each([
    [['scna'], 'Did you mean scan?'],
    [['scan', '--formt', 'json'], 'Did you mean --format?'],
    [['scan', '--format', 'xml'], 'Allowed choices are text, json'],
    [['scan'], 'name the files or folders to read'],
    [['scan', examples, '--now', 'yesterday'], 'Give a time like 2026-03-20'],
    [['scan', examples, '--now', '2026-03-20', '--since', '2026-03-01'], 'use one or the other'],
    [['scan', examples, '--source', 'no-such-log'], 'there is no source no-such-log'],
    [['scan', examples, '--detections', 'no-such-folder'], 'no-such-folder'],
    [['query', examples], 'give one rule'],
    [['query', examples, '--kql', 'SigninLogs', '--spl', 'index=x'], 'give one rule'],
    [['query', examples, '--file', 'no-such-rule.kql'], 'no-such-rule.kql cannot be read: no such file'],
    [['check', 'no-such-folder'], 'no-such-folder cannot be read'],
    [['explain'], "missing required argument 'rule'"],
    [['verify', 'no-such-detection'], 'there is no detection no-such-detection'],
    [['emulate', 'no-such-scenario', '--out', 'x'], 'there is no scenario no-such-scenario'],
    [['emulate', 'password-spray'], 'name the folder to write to'],
    [['emulate', 'noise'], 'name the folder to write to'],
    [['emulate', 'noise', '--users', '0', '--out', 'x'], 'Give a whole number above 0'],
    [['emulate', 'noise', '--shape', 'xml', '--out', 'x'], 'there are: native, log-analytics, splunk'],
    [['emulate', 'password-spray', '--days', '3', '--out', 'x'], '--days and --events are for noise'],
  ])('%j', async (args, message) => {
    const { status, out, err } = await runCli(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).not.toMatch(/^ +at /m);
  });
});

test('a bug is one line without a stack, and a status of its own', async () => {
  const err: string[] = [];
  const status = await main(['sources'], {
    out: async () => Promise.reject(new Error('pretend that this is a bug\nsecond line')),
    err: (text) => {
      err.push(text);
    },
    outScreen: { width: 80, paint: plain },
    errScreen: { width: 80, paint: plain },
    live: false,
    signal: new AbortController().signal,
  });
  expect(status).toBe(70);
  expect(err.join('')).toBe(
    'internal error: pretend that this is a bug (INTERLOPER_DEBUG=1 shows details; please report it)\n',
  );
});

test('an interruption is one line and status 130', async () => {
  const { status, out, err } = await runCli(['scan', examples], {
    signal: AbortSignal.abort(new Interrupted(130)),
  });
  expect({ status, out, err }).toEqual({ status: 130, out: '', err: 'interrupted\n' });
});
