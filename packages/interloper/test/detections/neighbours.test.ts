import { compareSeverity } from '@interloper/detect';
import { scenarios } from '@interloper/emulate';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadedDetections } from '../../src/workspace/detections.js';
import { runScan } from '../../src/workspace/scan.js';
import type { ScanResult } from '../../src/workspace/scan.js';
import { openNeighbours } from './support/neighbours.js';

/** Told of logs that begin with them: among others they are other stories. */
const alone = new Set(['azure-machines-in-an-empty-log']);

/** All scenarios side by side, seen by all detections at once: what each makes of the stories of the others. */
describe('every detection on every scenario', () => {
  const all = [...scenarios.values()].filter(({ id }) => !alone.has(id));
  let opened: Awaited<ReturnType<typeof openNeighbours>>;
  let result: ScanResult;
  beforeAll(async () => {
    opened = await openNeighbours(all);
    result = await runScan(opened.session, { detections: await loadedDetections(), languages: 'one' });
    await opened.session.close();
  }, 1_200_000);

  test('has the logs that it reads', () => {
    expect(all.filter(({ kind }) => kind === 'benign').length).toBeGreaterThan(40);
    expect(result.coverage.filter(({ outcome }) => outcome === 'notEvaluable')).toEqual([]);
  });

  test('raises no alarm over what only looks like an attack, nor over bystanders of one', () => {
    const compromised = new Set(opened.compromised.map(({ account }) => account));
    const alarms = result.alerts
      .filter(({ account, severity }) => !compromised.has(account) && compareSeverity(severity, 'high') >= 0)
      .map(
        ({ detection, account, why, severity }) =>
          `${opened.storyOf(account)}: ${account} ${severity} by ${detection} (${why.join(', ')})`,
      );
    expect([...new Set(alarms)].toSorted()).toEqual([]);
  });

  test('names every account that is compromised, as severe as its story says or more', () => {
    const named = new Map(result.accounts.map(({ account, severity }) => [account, severity]));
    const missed = opened.compromised.filter(({ account, severity }) => {
      const found = named.get(account);
      return found === undefined || compareSeverity(found, severity) < 0;
    });
    expect(missed).toEqual([]);
  });
});
