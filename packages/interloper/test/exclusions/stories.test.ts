import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeTenant, scenarios } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';
import { writeContext } from '../../src/commands/write-context.js';
import { writeFiles } from '../../src/commands/write-files.js';
import { readExclusionsFile } from '../../src/context/exclusions-file.js';
import { runScan } from '../../src/workspace/scan.js';
import type { ScanResult } from '../../src/workspace/scan.js';
import { openSession } from '../../src/workspace/session.js';
import { shippedDetection } from '../detections/support/run-on-sign-ins.js';

const example = fileURLToPath(new URL('../../../../docs/exclusions.example.yml', import.meta.url));
const SEED = 'stories';

/** Scans a story with the exclusions of the example; `watchlists` are beside those of the story. */
async function scan(
  id: string,
  slug: string,
  watchlists: Readonly<Record<string, string>>,
): Promise<ScanResult> {
  const telling = scenarios.get(id)?.tell(SEED, Date.parse('2026-03-02T08:00:00Z'));
  if (telling === undefined) throw new Error(`there is no story ${id}`);
  const folder = mkdtempSync(join(tmpdir(), 'exclusions-'));
  await writeFiles(join(folder, 'logs'), telling.write('native').files);
  const context = { ...telling.context, watchlists: { ...telling.context?.watchlists, ...watchlists } };
  const session = await openSession(undefined, await writeContext(join(folder, 'context'), context));
  await session.ingest([join(folder, 'logs')]);
  const result = await runScan(session, {
    detections: [await shippedDetection(slug)],
    languages: 'one',
    exclusions: await readExclusionsFile(example),
  });
  await session.close();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

const [guest] = composeTenant(SEED).guests;
const partners = {
  'partner-tenants': `tenant_id,name,domain\n${guest?.homeTenantId ?? ''},Fabrikam,fabrikam.example\n`,
};

describe('guests of a listed partner', () => {
  test('at work: what is low by itself goes with the list, what speaks of a journey stays', async () => {
    const severities = async (lists: typeof partners | Record<string, never>): Promise<readonly string[]> =>
      (await scan('partner-guests-at-work', 'cross-tenant-single-factor', lists)).accounts.map(
        ({ severity }) => severity,
      );
    expect(await severities({})).toEqual(['medium', 'low']);
    expect(await severities(partners)).toEqual(['medium']);
  });

  test('whose account is taken: in the portal from abroad it stays an alert', async () => {
    const { accounts } = await scan('partner-account-in-the-portal', 'cross-tenant-single-factor', partners);
    expect(accounts).toMatchObject([{ account: guest?.principalName, severity: 'high' }]);
  });
});
