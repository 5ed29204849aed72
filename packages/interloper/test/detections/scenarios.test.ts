import { composeTenant, signInScenarios } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';
import { loadSignIns, shippedDetection } from './support/run-on-sign-ins.js';

/**
 * The stories of @interloper/emulate, told of one tenant, and the answers that an analyst would give: written with the
 * stories, not with the detection.
 */
describe.each([...signInScenarios.values()])('$kind: $title', (scenario) => {
  // Azure Monitor carries all four logs and the time of each record.
  test('is answered as an analyst would, in every language', async () => {
    const detection = await shippedDetection('compromised-account-sign-in');
    const { events, compromised, notCompromised } = scenario.compose(composeTenant('scenarios'), {
      at: Date.parse('2026-03-10T09:00:00Z'),
    });
    const logs = await loadSignIns('azure-monitor-lines', events);
    const result = await logs.run(detection, { from: '2026-03-10T00:00:00Z', now: '2026-03-20T00:00:00Z' });
    await logs.close();

    const found = result.accounts.map(({ account, severity, why }) => ({
      account,
      severity,
      why: why.toSorted(),
    }));
    expect(found).toEqual(compromised.map(({ why, ...rest }) => ({ ...rest, why: why.toSorted() })));
    const cleared = new Set(notCompromised.map(({ account }) => account));
    expect(found.filter(({ account }) => cleared.has(account))).toEqual([]);
    expect(result.agreement.map(({ equal, differences }) => ({ equal, differences }))).toEqual([
      { equal: true, differences: [] },
    ]);
  });
});
