import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeNoise, writeStory } from '@interloper/emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeContext } from '../../src/commands/write-context.js';
import { writeFiles } from '../../src/commands/write-files.js';
import { open } from '../../src/open.js';
import type { ScanResult } from '../../src/workspace/scan.js';

const slugs = readdirSync(fileURLToPath(new URL('../../../../detections/', import.meta.url)));

describe('a week of thirty people to whom nothing happens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noise-'));
  let result: ScanResult;
  beforeAll(async () => {
    const noise = composeNoise({ seed: 'test', at: Date.UTC(2026, 2, 2), users: 30, days: 7 });
    for (const { date, logs } of noise.logs())
      await writeFiles(join(folder, 'logs', date), writeStory(logs, 'native'));
    const { watchlists = {} } = await writeContext(join(folder, 'context'), noise.context);
    const workspace = await open();
    await workspace.ingest([join(folder, 'logs')]);
    result = await workspace.scan({ watchlists });
    await workspace.close();
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is read whole, and every detection can be evaluated on it', () => {
    expect(result.quarantine).toEqual([]);
    expect(
      result.inputs.filter(
        ({ source, refused, unreadable }) => source === null || refused !== undefined || unreadable === true,
      ),
    ).toEqual([]);
    // So few people may leave no risk in a week.
    const unheard = result.coverage.filter(({ outcome }) => outcome !== 'quiet' && outcome !== 'fired');
    expect(unheard.filter(({ detection }) => detection !== 'identity-risk')).toEqual([]);
    expect(new Set(result.coverage.map(({ detection }) => detection))).toEqual(new Set(slugs));
  });

  test('gives no alert at high or above', () => {
    const grave = result.alerts.filter(({ severity }) => severity === 'high' || severity === 'critical');
    expect(grave.map(({ detection, account, evidence }) => ({ detection, account, evidence }))).toEqual([]);
  });
});
