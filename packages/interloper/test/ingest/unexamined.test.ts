import { composeAlerts, composeTenant, securityAlertLog, writeLog } from '@interloper/emulate';
import { kql } from '@interloper/kql';
import type { Relation } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import { describe, expect, test } from 'vitest';
import { unexaminedLogs } from '../../src/workspace/unexamined.js';
import { graphRecord, lines } from './ingest-files.js';
import { withFiles } from './written-logs.js';

const catalog = catalogOf(sources);
const tenant = composeTenant('unexamined', { users: 3 });
const alerts = composeAlerts(tenant, Date.UTC(2026, 2, 11));
const files = {
  // Two interactive sign-ins and one that was not, which Defender's table holds together.
  'signins.json': lines(
    graphRecord('a'),
    graphRecord('b'),
    graphRecord('c', { signInEventTypes: ['nonInteractiveUser'] }),
  ),
  ...Object.fromEntries(
    writeLog(securityAlertLog, 'graph', alerts).map(({ path, content }) => [path, content]),
  ),
};

function planOf(rule: string): Relation | undefined {
  return kql.compile(rule, catalog).plan;
}

describe('a row that is in several tables', () => {
  test('is named once when none of them is read', async () => {
    await withFiles(files, async (_, store) => {
      expect(await unexaminedLogs(store, catalog, [])).toEqual([
        { table: 'SigninLogs', rows: 2 },
        { table: 'AADNonInteractiveUserSignInLogs', rows: 1 },
        { table: 'SecurityAlert', rows: alerts.length },
      ]);
    });
  });

  test('is looked at when one of them is read', async () => {
    await withFiles(files, async (_, store) => {
      expect(
        await unexaminedLogs(store, catalog, [
          planOf('SigninLogs | where ResultType == "0"'),
          planOf('AlertInfo'),
        ]),
      ).toEqual([{ table: 'AADNonInteractiveUserSignInLogs', rows: 1 }]);
      expect(await unexaminedLogs(store, catalog, [planOf('EntraIdSignInEvents | take 1')])).toEqual([
        { table: 'SecurityAlert', rows: alerts.length },
      ]);
    });
  });
});
