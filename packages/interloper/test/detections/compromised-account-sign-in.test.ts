import type { DetectionPackage, DetectionResult } from '@interloper/detect';
import type { LanguageId } from '@interloper/plan';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSignIns, expected, riskTypes, settledDetails, settledStates } from './support/cases.js';
import { loadSignIns, shippedDetection } from './support/run-on-sign-ins.js';
import type { LoadedLogs } from './support/run-on-sign-ins.js';

const span = { from: '2026-03-10T00:00:00Z', now: '2026-03-11T00:00:00Z' };
const severities = ({ accounts }: DetectionResult): Readonly<Record<string, string>> =>
  Object.fromEntries(accounts.map(({ account, severity }) => [account, severity]));
const expectedSeverities = Object.fromEntries(
  [...expected].map(([account, { severity }]) => [account, severity]),
);

describe.each([
  'graph-beta',
  'azure-monitor-lines',
  'log-analytics-csv',
  'log-analytics-query',
  'portal-json',
])('in the shape %s', (shape) => {
  let detection: DetectionPackage;
  let logs: LoadedLogs;
  let result: DetectionResult;
  beforeAll(async () => {
    detection = await shippedDetection('compromised-account-sign-in');
    logs = await loadSignIns(shape, caseSignIns);
    result = await logs.run(detection, span);
  });
  afterAll(async () => logs.close());

  test('every language runs and finds the same', () => {
    expect(result.coverage.map(({ query, outcome, reason }) => [query, outcome, reason])).toEqual([
      ['kql', 'fired', undefined],
      ['spl', 'fired', undefined],
      ['sigma', 'fired', undefined],
    ]);
    expect(result.agreement).toEqual([
      {
        detection: 'compromised-account-sign-in',
        languages: ['kql', 'spl', 'sigma'],
        equal: true,
        differences: [],
      },
    ]);
  });

  test('each indicator alone names its account, at its severity, and nothing else does', () => {
    const found = result.accounts.map(
      ({ account, severity, why }) => [account, { severity, why: why.toSorted() }] as const,
    );
    const wanted = [...expected].map(
      ([account, { severity, why }]) => [account, { severity, why: why.toSorted() }] as const,
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  test.each(['kql', 'spl', 'sigma'] as const)('so it is when only %s is there', async (language) => {
    const queries = detection.queries.filter((query) => query.language === language);
    expect(severities(await logs.run({ ...detection, queries }, span))).toEqual(expectedSeverities);
  });

  test('so it is at the instant, while the sign-ins are in the lookback', async () => {
    const { now } = span;
    expect(severities(await logs.run(detection, { now }))).toEqual(expectedSeverities);
    expect(severities(await logs.run(detection, { now: '2026-03-12T00:00:00Z' }))).toEqual({});
  });
});

describe('the columns are those of the published queries, in their order, and then some', () => {
  test.each([
    [
      'kql',
      'TimeGenerated UserPrincipalName AppDisplayName IPAddress CountryCode City ParsedBrowser ParsedOS ' +
        'RiskLevelDuringSignIn RiskLevelAggregated RiskState RiskEventTypes_V2 ConditionalAccessStatus ' +
        'AuthenticationRequirement HomeTenantId ResourceTenantId AlertReason RiskIndicatorCount',
    ],
    [
      'spl',
      '_time user src_ip app country city risk_level risk_state risk_events cross_tenant_mfa_bypass threat_score ' +
        'threat_indicators',
    ],
  ] as const)('%s', async (language, names) => {
    const detection = await shippedDetection('compromised-account-sign-in');
    const queries = detection.queries.filter((query) => query.language === language);
    const logs = await loadSignIns('graph-beta', caseSignIns);
    const { alerts } = await logs.run({ ...detection, queries }, span);
    await logs.close();
    const [found] = alerts;
    expect(Object.keys(found?.evidence ?? {}).slice(0, names.split(' ').length)).toEqual(names.split(' '));
  });
});

/**
 * Takes one clause out of a rule and tells whose account is then lost (`-`) or gained (`+`), among others perhaps: a
 * clause whose loss nobody would notice is either not tested or not needed.
 */
describe('every clause counts', () => {
  let detection: DetectionPackage;
  let logs: LoadedLogs;
  beforeAll(async () => {
    detection = await shippedDetection('compromised-account-sign-in');
    logs = await loadSignIns('log-analytics-csv', caseSignIns);
  });
  afterAll(async () => logs.close());

  const without = async (
    language: LanguageId,
    clause: string | RegExp,
    instead: string,
  ): Promise<readonly string[]> => {
    const queries = detection.queries
      .filter((query) => query.language === language)
      .map((query) => ({ ...query, text: query.text.replace(clause, instead) }));
    expect(queries.map(({ text }) => text)).not.toEqual(
      detection.queries.filter((query) => query.language === language).map(({ text }) => text),
    );
    const result = await logs.run({ ...detection, queries }, span);
    expect(result.coverage[0]?.reason).toBeUndefined();
    const found = new Set(result.accounts.map(({ account }) => account.replace(/@.*/, '')));
    const wanted = new Set([...expected.keys()].map((account) => account.replace(/@.*/, '')));
    return [
      ...[...wanted].filter((name) => !found.has(name)).map((name) => `-${name}`),
      ...[...found].filter((name) => !wanted.has(name)).map((name) => `+${name}`),
    ];
  };

  const words: readonly (readonly [string, ...string[]])[] = [
    ...riskTypes.map((type) => [type, `-type-${type.toLowerCase()}`] as const),
    ...settledStates.map((state) => [state, `+settled-${state.toLowerCase()}`] as const),
    ...settledDetails.map((detail) => [detail, `+settled-${detail.toLowerCase()}`] as const),
    ['adminConfirmedUserCompromised', '-type-confirmed'],
    ['confirmedCompromised', '-confirmed', '-confirmed-though-settled'],
    ['atRisk', '-open', '-open-and-high-later'],
    ['singleFactorAuthentication', '-cross-tenant', '-cross-tenant-with-settled-risk'],
  ];

  // Some forty compilations in one test: on a busy machine they take longer than the others may.
  test.each(['kql', 'spl', 'sigma'] as const)('every word of %s', { timeout: 240_000 }, async (language) => {
    for (const [word, ...changes] of words) {
      const spelled = language === 'spl' ? word.toLowerCase() : word;
      expect(await without(language, new RegExp(`\\b${spelled}\\b`, 'g'), 'somethingElse'), word).toEqual(
        changes,
      );
    }
  });

  test.each<[LanguageId, string | RegExp, string, string]>([
    ['kql', '| where ResultType == "0"', '', '+failed'],
    ['kql', '("high", "medium")', '("high")', '-level-medium'],
    ['kql', '("high", "medium")', '("medium")', '-level-high'],
    ['kql', 'in~ ("high", "medium") and not(IsSettled)', 'in~ ("high", "medium")', '+settled-remediated'],
    ['kql', 'has_any (RiskTypes) and not(IsSettled)', 'has_any (RiskTypes)', '+settled-dismissed'],
    ['kql', 'AuthenticationRequirement =~ "singleFactorAuthentication"', 'true', '+two-factors'],
    ['kql', 'and isnotempty(HomeTenantId)', '', '+no-home'],
    ['kql', 'and isnotempty(ResourceTenantId)', '', '+no-resource'],
    ['kql', 'and HomeTenantId !~ ResourceTenantId', '', '+same-tenant'],
    ['kql', 'HomeTenantId !~ ResourceTenantId', 'HomeTenantId != ResourceTenantId', '+same-tenant'],
    ['kql', ' or IsCrossTenant', '', '-cross-tenant'],
    ['spl', '(resultType=0 OR status.errorCode=0)', '', '+failed'],
    ['spl', '("high", "medium")', '("high")', '-level-medium'],
    ['spl', '("high", "medium")', '("medium")', '-level-high'],
    ['spl', 'IN ("high", "medium") AND is_settled=0', 'IN ("high", "medium")', '+settled-remediated'],
    ['spl', 'if(is_settled=0 AND match', 'if(match', '+settled-dismissed'],
    ['spl', 'auth_req="singlefactorauthentication" AND', '', '+two-factors'],
    ['spl', 'home_tenant!="" AND', '', '+no-home'],
    ['spl', 'resource_tenant!="" AND', '', '+no-resource'],
    ['spl', 'AND home_tenant!=resource_tenant', '', '+same-tenant'],
    ['spl', 'lower(coalesce(resourceTenantId, ""))', 'coalesce(resourceTenantId, "")', '+same-tenant'],
    ['spl', ' OR cross_tenant_mfa_bypass=1', '', '-cross-tenant'],
    ['sigma', 'success and (', '(', '+failed'],
    ['sigma', /- medium\n/, '- somethingElse\n', '-level-medium'],
    ['sigma', /- high\n/, '- somethingElse\n', '-level-high'],
    ['sigma', ' and not 1 of settled_*', '', '+settled-remediated'],
    ['sigma', 'AuthenticationRequirement: singleFactorAuthentication', '', '+two-factors'],
    ['sigma', 'HomeTenantId|re: .+', '', '+no-home'],
    ['sigma', 'ResourceTenantId|re: .+', '', '+no-resource'],
    ['sigma', ' and not same_tenant', '', '+same-tenant'],
  ])('%s: %s → %s', async (language, clause, instead, change) => {
    expect(await without(language, clause, instead)).toContain(change);
  });
});
