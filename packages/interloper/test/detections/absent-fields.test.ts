import { composeTenant, signInScenarios } from '@interloper/emulate';
import type { SignIn } from '@interloper/emulate';
import type { Coverage, DetectionResult } from '@interloper/detect';
import { describe, expect, test } from 'vitest';
import { loadSignIns, shippedDetection } from './support/run-on-sign-ins.js';

/** Which fields the exports lack is the log-format reference's (section 0, row 5; sections 2.1, 2.5). */
describe('what an export lacks is told by name', () => {
  const tenant = composeTenant('absent');
  const at = Date.parse('2026-03-10T09:00:00Z');
  const events = ['risky-sign-in', 'cross-tenant-single-factor'].flatMap(
    (id, index): readonly SignIn[] =>
      signInScenarios.get(id)?.compose(tenant, { at: at + index * 60_000 }).events ?? [],
  );

  const run = async (shape: string, signIns: readonly SignIn[] = events): Promise<DetectionResult> => {
    const logs = await loadSignIns(shape, signIns);
    const detection = await shippedDetection('compromised-account-sign-in');
    const result = await logs.run(detection, { from: '2026-03-10T00:00:00Z', now: '2026-03-11T00:00:00Z' });
    await logs.close();
    return result;
  };

  const absent = (coverage: readonly Coverage[]): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      coverage.map(({ query, gaps }) => [
        query,
        gaps
          .filter(({ rowsWithout, rows }) => rowsWithout === rows)
          .map(({ table, field }) => `${table}.${field}`)
          .toSorted(),
      ]),
    );

  test('Graph v1.0: the authentication requirement, so the tenant crossing is not seen', async () => {
    const { accounts, coverage } = await run('graph-v1');
    expect(absent(coverage)).toEqual({
      kql: ['SigninLogs.AuthenticationRequirement'],
      spl: ['azure:aad:signin.authenticationRequirement'],
      sigma: ['azure/signinlogs.AuthenticationRequirement'],
    });
    expect(coverage.map(({ outcome }) => outcome)).toEqual(['fired', 'fired', 'fired']);
    expect(accounts.map(({ severity }) => severity)).toEqual(['high']);
  });

  test('the portal’s CSV: everything that Identity Protection says, so only the tenant crossing is seen', async () => {
    const { accounts, coverage } = await run('portal-csv');
    const lacking = ['RiskDetail', 'RiskEventTypes_V2', 'RiskLevelDuringSignIn', 'RiskState'];
    expect(absent(coverage)).toEqual({
      kql: lacking.map((name) => `SigninLogs.${name}`),
      spl: ['riskDetail', 'riskEventTypes_v2', 'riskLevelDuringSignIn', 'riskState'].map(
        (name) => `azure:aad:signin.${name}`,
      ),
      sigma: lacking.map((name) => `azure/signinlogs.${name}`),
    });
    expect(accounts.map(({ severity }) => severity)).toEqual(['low']);
    for (const { gaps } of coverage) expect(gaps.every(({ inputs }) => inputs.length > 0)).toBe(true);
  });

  test('a projection without any of them: nothing can be found, and it says so', async () => {
    const logs = await loadSignIns('log-analytics-query', events, {
      columns: [
        'TimeGenerated',
        'CreatedDateTime',
        'Id',
        'Category',
        'ResultType',
        'UserPrincipalName',
        'IPAddress',
      ],
    });
    const detection = await shippedDetection('compromised-account-sign-in');
    const { coverage } = await logs.run(detection, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-11T00:00:00Z',
    });
    await logs.close();
    for (const { outcome, reason } of coverage) {
      expect(outcome).toBe('notEvaluable');
      expect(reason).toMatch(/^Every condition rests on fields that the data lacks: .*RiskState.*\.$/i);
      expect(reason).toMatch(/AuthenticationRequirement/i);
    }
  });

  test('rows without any time: they cannot be placed, and each log’s time is named once', async () => {
    const columns = ['Id', 'Category', 'ResultType', 'UserPrincipalName', 'RiskState'];
    const logs = await loadSignIns('log-analytics-csv', events, { columns });
    const detection = await shippedDetection('compromised-account-sign-in');
    const { accounts, coverage } = await logs.run(detection, {
      from: '2026-03-10T00:00:00Z',
      now: '2026-03-11T00:00:00Z',
    });
    await logs.close();
    expect(accounts).toEqual([]);
    const times = { kql: 'TimeGenerated', spl: '_time', sigma: 'TimeGenerated' };
    for (const { query, outcome, reason, gaps } of coverage) {
      expect([outcome, reason]).toEqual([
        'notEvaluable',
        expect.stringMatching(/^None of the 2 events of .* has a time\.$/),
      ]);
      expect(gaps.filter(({ field }) => field === times[query])).toHaveLength(1);
    }
  });

  test('a log without interactive sign-ins is not a clean one', async () => {
    const { coverage } = await run(
      'azure-monitor-lines',
      signInScenarios.get('service-principal')?.compose(tenant, { at }).events,
    );
    expect(coverage.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['notEvaluable', 'There are no events of SigninLogs.'],
      ['notEvaluable', 'There are no events of azure:aad:signin.'],
      ['notEvaluable', 'There are no events of azure/signinlogs.'],
    ]);
  });
});
