import { columnsOf, printPlan, validatePlan } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { kql } from '../src/index.js';
import { catalog } from './catalog.js';

/** The shape of the published rule for compromised cloud accounts, in the words of this project. */
const RULE = `
let Risky = dynamic(["impossibleTravel", "passwordSpray", "leakedCredentials"]);
SigninLogs
| where TimeGenerated > ago(24h)
| where ResultType == 0
| extend City = tostring(LocationDetails.city)
| extend High = RiskLevelDuringSignIn in ("high", "medium")
| extend Event = RiskEventTypes_V2 has_any (Risky)
| extend Foreign = AuthenticationRequirement == "singleFactorAuthentication"
    and isnotempty(HomeTenantId) and HomeTenantId != ResourceTenantId
| where High or Event or Foreign
| extend Reason = case(High and Event, strcat("both:", tostring(RiskEventTypes_V2)), High, "level", "other")
| extend Count = toint(High) + toint(Event) + toint(Foreign)
| project TimeGenerated, UserPrincipalName, City, Reason, Count
| sort by Count desc, TimeGenerated desc`;

describe('a published rule', () => {
  const { plan, diagnostics } = kql.compile(RULE, catalog);

  test('compiles to a sound plan with its columns in its order', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (plan === undefined) throw new Error('no plan');
    expect(validatePlan(plan)).toEqual([]);
    expect(columnsOf(plan)).toEqual([
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'UserPrincipalName', type: 'string' },
      { name: 'City', type: 'string' },
      { name: 'Reason', type: 'string' },
      { name: 'Count', type: 'long' },
    ]);
  });

  test('keeps the hot path plain: stored columns, literal needles, paths as text', () => {
    const text = plan === undefined ? '' : printPlan(plan);
    expect(text).toContain('filter eq(ResultType, "0")');
    expect(text).toContain('pathText(LocationDetails, "city")');
    expect(text).toContain('hasAnyIgnoreCase(coalesce(RiskEventTypes_V2, ""), "impossibleTravel"');
    expect(text).toContain('filter gt(TimeGenerated, subtract(now, 1.00:00:00))');
  });

  test('warns that text is compared with a number', () => {
    const start = RULE.indexOf('ResultType == 0');
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'KQL0201', severity: 'warning', span: { start, end: start + 15 } }),
    );
  });
});

describe('mistakes', () => {
  test('an unknown table is named, with the tables that are there', () => {
    const { plan, diagnostics, missingTables } = kql.compile('NoSuchTable | count', catalog);
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual(['NoSuchTable']);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'KS204',
        severity: 'error',
        span: { start: 0, end: 11 },
        help: 'The tables that are there: SigninLogs.',
      }),
    ]);
  });

  test.each([
    'NoSuchTable',
    '// all of it\nNoSuchTable;',
    'let rows = NoSuchTable; rows | count',
    "['NoSuchTable']",
  ])('names a table that is absent where its name stands alone: %s', (rule) => {
    const { plan, missingTables } = kql.compile(rule, catalog);
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual(['NoSuchTable']);
  });

  test('an unknown column is Microsoft’s own error at its place', () => {
    const { plan, diagnostics, missingTables } = kql.compile('SigninLogs | where Colour == "x"', catalog);
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual([]);
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'KS142', span: { start: 19, end: 25 } })]);
  });

  test('what is not supported is refused by name at its place', () => {
    const { plan, diagnostics } = kql.compile('SigninLogs | assert-schema (ResultType: string)', catalog);
    expect(plan).toBeUndefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'KQL0101',
        message: 'The operator assert-schema is not supported.',
        span: { start: 13, end: 47 },
      }),
    ]);
  });

  test('a rule cannot read what lies outside the logs', () => {
    const { plan, diagnostics } = kql.compile(
      'externaldata(a: string) ["https://files.example/list.csv"] | count',
      catalog,
    );
    expect(plan).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['KQL0107']);
  });
});
