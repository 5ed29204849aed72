import { printPlan } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { kql } from '../src/index.js';
import { catalog } from './catalog.js';

/** A rule's plan as text, with the codes of what is said of it and the places these are about. */
function compiled(rule: string): { readonly plan: string; readonly said: readonly string[] } {
  const { plan, diagnostics } = kql.compile(rule, catalog);
  return {
    plan: plan === undefined ? 'none' : printPlan(plan),
    said: diagnostics.map(({ code, span }) => `${code} ${rule.slice(span?.start, span?.end)}`),
  };
}

const PLAIN = compiled('SigninLogs | where UserPrincipalName == "ann" | count').plan;

// https://learn.microsoft.com/azure/azure-monitor/logs/cross-workspace-query
describe('tables of other workspaces', () => {
  test.each([
    ['workspace("soc").', 'workspace("soc").'],
    ["database('logs').", "database('logs')."],
    ['cluster("c").database("d").', 'cluster("c").database("d").'],
    ['app("x") . ', 'app("x") . '],
  ])('%sSigninLogs is SigninLogs, and said to be', (place, written) => {
    const { plan, said } = compiled(`${place}SigninLogs | where UserPrincipalName == "ann" | count`);
    expect(plan).toBe(PLAIN);
    expect(said).toEqual([`KQL0207 ${written}`]);
  });

  test('places in a rule stay those of the rule', () => {
    const { plan, said } = compiled('workspace("soc").SigninLogs | where Nowhere == 1');
    expect(plan).toBe('none');
    expect(said).toContainEqual('KS142 Nowhere');
  });

  test('table() of another database, and a name in brackets', () => {
    const { plan } = compiled(`database("d").table("SigninLogs") | where UserPrincipalName == "ann" | count`);
    expect(plan).toBe(PLAIN);
    expect(compiled(`workspace("w").['SigninLogs'] | where UserPrincipalName == "ann" | count`).plan).toBe(
      PLAIN,
    );
  });

  test('what several workspaces hold is read once', () => {
    const once = compiled('union SigninLogs | count').plan;
    expect(compiled('union workspace("a").SigninLogs, workspace("b").SigninLogs | count').plan).toBe(once);
    expect(compiled('union SigninLogs, workspace("b").SigninLogs | count').plan).toBe(once);
    expect(
      compiled('union (workspace("a").SigninLogs | take 1), (workspace("b").SigninLogs  |  take 1) | count')
        .plan,
    ).toBe(compiled('union (SigninLogs | take 1) | count').plan);
    // Asked for twice without a workspace it is read twice.
    expect(compiled('union SigninLogs, SigninLogs | count').plan).not.toBe(once);
  });

  test('a let of the same name is not the table of a workspace', () => {
    const { plan, said } = compiled('let SigninLogs = print n = 1; workspace("w").SigninLogs | count');
    expect(plan).toBe('none');
    expect(said.some((text) => text.startsWith('KQL0207'))).toBe(false);
    // Its own name is not yet known to a let.
    expect(compiled('let SigninLogs = workspace("w").SigninLogs; SigninLogs | count').plan).not.toBe('none');
  });

  test('a pattern or a function of such a name is the rule’s own', () => {
    const { plan, said } = compiled(
      'declare pattern app = (a:string)[b:string] { ("x").["y"] = { print n = 1 }; }; app("x").y',
    );
    expect(plan).not.toBe('none');
    expect(said).toEqual([]);
  });
});
