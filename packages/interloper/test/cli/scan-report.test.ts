import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { ScanResult } from 'interloper';
import { runCli } from './captured.js';
import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

const detections = fileURLToPath(
  new URL('../../../../detections/compromised-account-sign-in', import.meta.url),
);
const name = 'eve<script>"@alderfinch.example';
const logs = folderOf({
  'page.json': graphPage([
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      userPrincipalName: name,
      riskState: 'confirmedCompromised',
      riskLevelDuringSignIn: 'high',
      location: { countryOrRegion: 'PT' },
    }),
    graphSignIn({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      userId: '22222222-0000-4000-8000-000000000002',
      createdDateTime: '2026-03-04T09:00:00Z',
    }),
  ]),
});
const written = folderOf({ 'notes.html': '<p>notes</p>' });
afterAll(() => {
  logs.remove();
  written.remove();
});

const scan = ['scan', join(logs.path, 'page.json'), '--detections', detections];

describe('scan --report', () => {
  const file = join(written.path, 'report.html');

  test('writes the page beside the result, with its account, sign-ins and input, and says so', async () => {
    const { status, out, err } = await runCli([...scan, '--format', 'json', '--report', file]);
    expect(status).toBe(0);
    expect(err).toContain(`report: open ${file} in a browser (accounts: 1 critical)`);
    const result = JSON.parse(out) as ScanResult;
    expect(result.accounts.map(({ account }) => account)).toEqual([name]);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('eve&lt;script&gt;&quot;@alderfinch.example');
    expect(page).not.toContain('<script');
    expect(page).toContain('Sign-ins: Portugal: 1 passed');
    expect(page).toContain(result.inputs[0]?.sha256);
    expect(page).toContain('Revoke-MgUserSignInSession -UserId $user');
  });

  test('writes over an earlier report', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('Portugal', 'Atlantis'));
    expect((await runCli([...scan, '--report', file])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('Atlantis');
  });

  test('refuses a file that is no report, and a folder that is not there, before it reads', async () => {
    const notes = join(written.path, 'notes.html');
    const refused = await runCli([...scan, '--report', notes]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('is there and is no report of a scan');
    expect(readFileSync(notes, 'utf8')).toBe('<p>notes</p>');
    const nowhere = await runCli([...scan, '--report', join(written.path, 'no', 'report.html')]);
    expect(nowhere.status).toBe(2);
    expect(nowhere.err).toContain('no report can be written into');
    expect(nowhere.out).toBe('');
    expect(existsSync(join(written.path, 'no'))).toBe(false);
  });
});

describe('scan --format', () => {
  test('csv, ocsf and stix tell the one alert to other systems', async () => {
    const csv = await runCli([...scan, '--format', 'csv']);
    expect(csv.out.trimEnd().split('\r\n')).toHaveLength(2);
    const ocsf = await runCli([...scan, '--format', 'ocsf']);
    expect(JSON.parse(ocsf.out)).toMatchObject({ class_uid: 2004, severity_id: 5 });
    const stix = await runCli([...scan, '--format', 'stix']);
    expect(JSON.parse(stix.out)).toMatchObject({ type: 'bundle' });
  });
});
