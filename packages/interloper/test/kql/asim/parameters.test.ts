import { kql } from '@interloper/kql';
import { withoutTimeBounds } from '@interloper/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { morning } from './morning.js';
import { catalog, openLogs, texts } from './open-logs.js';
import { signIns } from './sign-in-rows.js';

const answerOf = openLogs(morning);

describe('filter parameters', () => {
  const all = signIns.map(([id]) => id);

  test.each<readonly [parameters: string, ids: readonly string[]]>([
    ['starttime=datetime(2026-03-12 09:05:00)', ['entra-token', 'entra-application', 'entra-managed']],
    ['endtime=datetime(2026-03-12 08:10:00)', ['entra-wrong-password', 'okta-wrong-password']],
    [
      'datetime(2026-03-12 08:30:00), datetime(2026-03-12 08:40:00)',
      ['aws-wrong-password', 'aws-nobody', 'aws-role'],
    ],
    ["username_has_any=dynamic(['ola', 'worker'])", ['okta-end', 'aws-role', 'entra-managed']],
    ["username_has_any='ola'", ['okta-end', 'aws-role']],
    ["username_has_any=pack_array('ola')", ['okta-end', 'aws-role']],
    ["targetusername_has_any=dynamic(['ola'])", ['okta-end', 'aws-role']],
    ["targetappname_has_any=dynamic(['travel'])", ['entra-wrong-password', 'entra-success']],
    [
      "srcipaddr_has_any_prefix=dynamic(['192.0.'])",
      ['entra-success', 'entra-token', 'okta-end', 'aws-role'],
    ],
    ["srchostname_has_any=dynamic(['desk'])", ['entra-wrong-password', 'entra-success', 'entra-token']],
    ["eventtype_in=dynamic(['logoff'])", ['okta-end']],
    [
      "eventresultdetails_in=dynamic(['Incorrect password'])",
      ['entra-application', 'okta-wrong-password', 'w-failure'],
    ],
    ["eventresult='Success', username_has_any=dynamic(['maren'])", ['entra-success', 'entra-token']],
    ['pack=true', all],
    ['starttime=ago(1h)', []],
  ])('%s', async (parameters, ids) => {
    const found = texts(await answerOf(`_Im_Authentication(${parameters}) | project EventOriginalUid`));
    expect(found).toEqual(ids.toSorted());
  });

  test('say which name they found', async () => {
    const { rows } = await answerOf(
      "_Im_Authentication(username_has_any=dynamic(['maren'])) | project EventOriginalUid, ASimMatchingUsername | sort by EventOriginalUid asc",
    );
    expect(rows).toEqual([
      ['aws-wrong-password', 'TargetUsername'],
      ['entra-success', 'TargetUsername'],
      ['entra-token', 'TargetUsername'],
      ['entra-wrong-password', 'TargetUsername'],
      // Okta names the account as the actor too.
      ['okta-wrong-password', 'Both'],
      ['w-failure', 'TargetUsername'],
    ]);
  });

  test.each<readonly [call: string, ids: readonly string[]]>([
    ["operation_has_any=dynamic(['PutObject'])", ['aws-denied']],
    ["object_has_any='desk'", ['directory-key']],
    ["newvalue_has_any=dynamic(['DeleteMessage', 'new'])", ['directory-key', 'exchange-rule']],
    ["actorusername_has_any=dynamic(['okada'])", ['azure-keys', 'directory-key', 'exchange-rule']],
    ["eventtype_in=dynamic(['Create'])", ['aws-create-user', 'aws-denied', 'exchange-rule']],
    ["eventresult='Failure', srcipaddr_has_any_prefix=dynamic(['203.0.113.'])", ['azure-keys']],
  ])('imAuditEvent(%s)', async (parameters, ids) => {
    const found = texts(await answerOf(`imAuditEvent(${parameters}) | project EventOriginalUid`));
    expect(found).toEqual(ids.toSorted());
  });

  test('disabled parsers give nothing', async () => {
    expect((await answerOf('vimAuthenticationSigninLogs(disabled=true)')).rows).toEqual([]);
    expect((await answerOf('ASimAuthenticationSigninLogs(true)')).rows).toEqual([]);
    expect((await answerOf('ASimAuthenticationSigninLogs(false)')).rows.length).toBe(2);
  });

  // The conditions of the schema's page, as a rule without parameters would write them.
  const filters = {
    starttime: (value: string) => [`datetime(${value})`, `TimeGenerated >= datetime(${value})`],
    endtime: (value: string) => [`datetime(${value})`, `TimeGenerated <= datetime(${value})`],
    username_has_any: (value: string) => [
      value,
      `TargetUsername has_any (${value}) or ActorUsername has_any (${value})`,
    ],
    targetappname_has_any: (value: string) => [value, `TargetAppName has_any (${value})`],
    srcipaddr_has_any_prefix: (value: string) => [value, `has_any_ipv4_prefix(SrcIpAddr, ${value})`],
    srchostname_has_any: (value: string) => [value, `SrcHostname has_any (${value})`],
    eventtype_in: (value: string) => [value, `EventType in~ (${value})`],
    eventresultdetails_in: (value: string) => [value, `EventResultDetails in~ (${value})`],
    eventresult: (value: string) => [value, `EventResult == ${value}`],
  } as const;
  const listOf = (...words: readonly string[]): fc.Arbitrary<string> =>
    fc
      .uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })
      .map((chosen) => `dynamic([${chosen.map((word) => `'${word}'`).join(', ')}])`);
  const instant = fc.integer({ min: 0, max: 12 * 12 }).map((step) => {
    const at = new Date(Date.UTC(2026, 2, 12, 0, step * 5));
    return at.toISOString();
  });
  const chosen = fc.record(
    {
      starttime: instant,
      endtime: instant,
      username_has_any: listOf('maren', 'ola', 'tailspin', 'nobody'),
      targetappname_has_any: listOf('Travel', 'Vault', 'Google', 'Mail'),
      srcipaddr_has_any_prefix: listOf('203.0.', '192.0.2.', '203.0.113.9', '10.'),
      srchostname_has_any: listOf('DESK', 'other'),
      eventtype_in: listOf('Logon', 'logoff', 'Elevate'),
      eventresultdetails_in: listOf('Incorrect password', 'success', 'No such user', ''),
      eventresult: fc.constantFrom("'Success'", "'Failure'"),
    },
    { requiredKeys: [] },
  );

  test('leave what the same conditions after the call leave', async () => {
    await fc.assert(
      fc.asyncProperty(chosen, async (values) => {
        const given = Object.entries(filters).flatMap(([name, spell]) => {
          const value = values[name as keyof typeof filters];
          return value === undefined ? [] : [[name, ...spell(value)] as const];
        });
        const parameters = given.map(([name, argument]) => `${name}=${argument}`).join(', ');
        const conditions = given.map(([, , condition]) => `| where ${condition}`).join(' ');
        const pushed = await answerOf(`_Im_Authentication(${parameters}) | project EventOriginalUid`);
        const after = await answerOf(`_Im_Authentication ${conditions} | project EventOriginalUid`);
        expect(texts(pushed), parameters).toEqual(texts(after));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('a bound relative to now is one that a scan can widen', () => {
    const { plan } = kql.compile('_Im_Authentication(starttime=ago(1d), endtime=now())', catalog);
    expect(plan).toBeDefined();
    expect(plan === undefined ? undefined : withoutTimeBounds(plan)).toBeDefined();
  });
});
