import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudTrailStories, scenarios } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../../src/commands/write-files.js';
import { runScan } from '../../src/workspace/scan.js';
import { openSession } from '../../src/workspace/session.js';
import { shippedDetection } from './support/run-on-sign-ins.js';

/** The detections on AWS, and the stories of @interloper/emulate that are theirs: attacks, then look-alikes. */
const stories: Readonly<Record<string, readonly string[]>> = {
  'aws-console-sign-in': [
    'aws-console-takeover',
    'aws-root-sign-in',
    'aws-console-traveller',
    'aws-console-new-laptop',
  ],
  'aws-access-key': [
    'aws-stolen-key',
    'aws-leaked-key',
    'aws-guardduty-finding',
    'aws-key-rotation',
    'aws-roaming-build',
    'aws-admin-onboarding',
  ],
  'cloud-credential-reconnaissance': [
    'aws-credential-reconnaissance',
    'aws-refused-reconnaissance',
    'aws-everyday-questions',
  ],
  'messaging-abuse': ['aws-mail-abuse', 'aws-sms-abuse', 'aws-mail-application'],
};

test('every story has its detection', () => {
  expect(Object.values(stories).flat().toSorted()).toEqual([...cloudTrailStories.keys()].toSorted());
});

const runs = Object.entries(stories).flatMap(([slug, ids]) => ids.map((id) => ({ slug, id })));

/** The answers were written with the stories, before the rules were run. */
describe.each(runs)('$slug: $id', ({ slug, id }) => {
  test.each(['s3-objects', 'log-analytics-csv'])(
    'is answered as an analyst would, from %s',
    async (shape) => {
      const telling = scenarios.get(id)?.tell('stories', Date.parse('2026-03-02T08:00:00Z'));
      if (telling === undefined) throw new Error(`there is no story ${id}`);
      const folder = mkdtempSync(join(tmpdir(), 'stories-'));
      await writeFiles(folder, telling.write(shape).files);
      const session = await openSession(undefined, {});
      await session.ingest([folder]);
      const detections = [await shippedDetection(slug)];
      const result = await runScan(session, { detections, languages: 'all' });
      await session.close();
      rmSync(folder, { recursive: true, force: true });
      const found = result.accounts.map(({ account, severity, why }) => ({
        account,
        severity,
        why: why.toSorted(),
      }));
      const cleared = new Set(telling.notCompromised.map(({ account }) => account));
      expect(found.filter(({ account }) => !cleared.has(account))).toEqual(
        telling.compromised.map(({ why, ...rest }) => ({ ...rest, why: why.toSorted() })),
      );
      const alarmed = found.filter(({ account }) => cleared.has(account)).map(({ severity }) => severity);
      expect(alarmed.filter((severity) => severity === 'high' || severity === 'critical')).toEqual([]);
      expect(result.agreement?.map(({ equal, differences }) => ({ equal, differences }))).toEqual([
        { equal: true, differences: [] },
      ]);
    },
  );
});
