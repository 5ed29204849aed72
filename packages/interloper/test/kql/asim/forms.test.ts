import { kql } from '@interloper/kql';
import { describe, expect, test } from 'vitest';
import { morning } from './morning.js';
import { catalog, openLogs, texts } from './open-logs.js';

const answerOf = openLogs(morning);

/** The ways in which published rules call the functions; what each must find follows from the morning's records. */
describe('a function is called', () => {
  const ola = ['aws-role', 'okta-end'];

  test.each<readonly [rule: string, ids: readonly string[]]>([
    ["let who = dynamic(['ola']); imAuthentication(username_has_any=who)", ola],
    ["let who = 'ola'; imAuthentication(username_has_any=who)", ola],
    [
      "let who = toscalar(Okta_CL | where actor_displayName_s == 'ola' | summarize make_set(actor_displayName_s)); _Im_Authentication(username_has_any=who)",
      ola,
    ],
    [
      "let who = materialize(Okta_CL | where actor_displayName_s == 'ola' | distinct actor_displayName_s); imAuthentication | where TargetUsername has_any (who)",
      ola,
    ],
    [
      "let signInsOf = (name: string) { imAuthentication(username_has_any=dynamic([])) | where TargetUsername startswith name }; signInsOf('ola')",
      ola,
    ],
    ["let all = imAuthentication; all | where User startswith 'ola'", ola],
    [
      "let all = materialize(imAuthentication()); all | where User startswith 'ola' | union (all | take 0)",
      ola,
    ],
    [
      "ASimAuthentication | where User startswith 'ola' | join kind=leftsemi (_Im_Authentication(eventresult='Success')) on EventOriginalUid",
      ola,
    ],
    [
      "union isfuzzy=true _Im_Authentication_OktaV2, _Im_Authentication_AWSCloudTrail, imDns | where User startswith 'ola'",
      ola,
    ],
    ["union withsource=From imAuthentication, (SigninLogs | take 0) | where User startswith 'ola'", ola],
    ["search in (imAuthentication) User startswith 'ola'", ola],
    [
      "imAuthentication | where User startswith 'ola' | invoke _ASIM_ResolveFQDN('SrcHostname') | where isempty(FQDN)",
      ola,
    ],
    ["imAuthentication | as Events | where User startswith 'ola'", ola],
    [
      "let names = (T: (TargetUsername: string)) { T | where TargetUsername startswith 'ola' }; imAuthentication | invoke names()",
      ola,
    ],
  ])('%s', async (rule, ids) => {
    expect(texts(await answerOf(`${rule} | project EventOriginalUid`))).toEqual(ids);
  });

  test('and what is wrong with an argument is said at the call', () => {
    const rule = 'print x = 1; imAuthentication(nobody_has_any=dynamic([1]))';
    const { diagnostics } = kql.compile(rule, catalog);
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(first?.code).toMatch(/^KS/);
    expect(rule.slice(first?.span?.start, first?.span?.end)).toBe('nobody_has_any');
  });
});
