import { describe, expect, test } from 'vitest';
import { openLogs } from './open-logs.js';
import type { Answer } from './open-logs.js';
import {
  BERN,
  LIMA,
  consoleLogin,
  entraSignIn,
  iamUser,
  logFiles,
  oktaEvent,
  userProperties,
} from './records.js';

const minute = (at: number): string =>
  `2026-03-12T${String(8 + Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00Z`;
const entra = (
  id: string,
  at: number,
  code: number,
  user: string,
  address: string,
  where: typeof BERN,
): unknown =>
  entraSignIn({
    id,
    time: minute(at),
    category: 'SignInLogs',
    code,
    ...(code === 0 ? {} : { reason: 'Error validating credentials.' }),
    properties: userProperties(user),
    address,
    place: where,
  });
const okta = (
  id: string,
  at: number,
  result: string,
  user: string,
  address: string,
  country: string,
): unknown =>
  oktaEvent({
    id,
    time: minute(at).replace('Z', '.000Z'),
    type: 'user.session.start',
    result,
    ...(result === 'FAILURE' ? { reason: 'INVALID_CREDENTIALS' } : {}),
    user,
    address,
    country,
    city: 'x',
  });
const login = (id: string, at: number, user: string, address: string, error?: string): unknown =>
  consoleLogin(id, minute(at), iamUser(user), address, error);

/** A morning of attacks over three providers, and people who only mistype. */
const answerOf = openLogs(
  logFiles({
    entra: [
      // Two of maren's six failures, and the success that follows them.
      entra('e1', 0, 50126, 'maren', '198.51.100.20', LIMA),
      entra('e2', 1, 50126, 'maren', '198.51.100.20', LIMA),
      entra('e3', 30, 0, 'maren', '198.51.100.20', LIMA),
      // Ola mistypes once and is in.
      entra('e4', 5, 50126, 'ola', '192.0.2.8', BERN),
      entra('e5', 6, 0, 'ola', '192.0.2.8', BERN),
      // One address tries many accounts.
      entra('e6', 40, 50126, 'ida', '203.0.113.66', LIMA),
      entra('e7', 41, 50034, 'jon', '203.0.113.66', LIMA),
    ],
    okta: [
      okta('o1', 2, 'FAILURE', 'maren', '198.51.100.20', 'Peru'),
      okta('o2', 3, 'FAILURE', 'maren', '198.51.100.20', 'Peru'),
      okta('o3', 10, 'SUCCESS', 'kim', '192.0.2.30', 'CH'),
      okta('o4', 42, 'FAILURE', 'kim', '203.0.113.66', 'Peru'),
      okta('o5', 43, 'FAILURE', 'lea', '203.0.113.66', 'Peru'),
      okta('o6', 50, 'SUCCESS', 'kim', '203.0.113.90', 'BR'),
    ],
    aws: [
      login('a1', 4, 'maren', '198.51.100.20', 'Failed authentication'),
      login('a2', 5, 'maren', '198.51.100.20', 'Failed authentication'),
      login('a3', 44, 'nia', '203.0.113.66', 'Failed authentication'),
      login('a4', 55, 'ola', '192.0.2.8'),
    ],
  }),
);

async function found(rule: string): Promise<Answer['rows']> {
  return (await answerOf(rule)).rows;
}

describe('rules over several identity providers', () => {
  test('many failures of one person over all providers, and then a success', async () => {
    const rule = `
      // Brute force across identity providers.
      let lookback = 1d;
      let limit = 5;
      imAuthentication(starttime=ago(lookback), endtime=now(), eventtype_in=dynamic(['Logon']))
      | where isnotempty(TargetUsername)
      | extend Person = tostring(split(TargetUsername, '@')[0])
      | summarize
          Failures = countif(EventResult == 'Failure'),
          LastFailure = maxif(TimeGenerated, EventResult == 'Failure'),
          LastSuccess = maxif(TimeGenerated, EventResult == 'Success'),
          Vendors = array_sort_asc(make_set_if(EventVendor, EventResult == 'Failure')),
          Addresses = make_set(IpAddr)
        by Person
      | where Failures > limit and LastSuccess > LastFailure`;
    expect(await found(rule)).toEqual([
      [
        'maren',
        6,
        '2026-03-12T08:05:00Z',
        '2026-03-12T08:30:00Z',
        ['AWS', 'Microsoft', 'Okta'],
        ['198.51.100.20'],
      ],
    ]);
  });

  test('one person signs in from several countries within an hour', async () => {
    const rule = `
      let span = 3h;
      _Im_Authentication(starttime=ago(1d), eventresult='Success')
      | where EventType == 'Logon' and isnotempty(SrcGeoCountry)
      | summarize Countries = dcount(SrcGeoCountry), From = array_sort_asc(make_set(SrcGeoCountry)), First = min(TimeGenerated), Last = max(TimeGenerated)
          by TargetUserId, TargetUsername, TargetUserType, bin(TimeGenerated, span)
      | where Countries > 1
      | project TargetUsername, From, First, Last`;
    expect(await found(rule)).toEqual([
      ['kim@tailspin.example', ['BR', 'CH'], '2026-03-12T08:10:00Z', '2026-03-12T08:50:00Z'],
    ]);
  });

  test('one address fails with many accounts', async () => {
    const rule = `
      let wrong = dynamic(['No such user or password', 'No such user', 'Incorrect password', '']);
      imAuthentication(starttime=ago(1d), eventresult='Failure', eventresultdetails_in=wrong)
      | where EventType == 'Logon' and isnotempty(SrcDvcIpAddr)
      | summarize Accounts = dcount(User), Users = array_sort_asc(make_set(User)), Vendors = array_sort_asc(make_set(EventVendor))
          by SrcDvcIpAddr, bin(TimeGenerated, 30m)
      | where Accounts >= 5
      | project SrcDvcIpAddr, Accounts, Users, Vendors`;
    expect(await found(rule)).toEqual([
      [
        '203.0.113.66',
        5,
        [
          'ida@tailspin.example',
          'jon@tailspin.example',
          'kim@tailspin.example',
          'lea@tailspin.example',
          'nia',
        ],
        ['AWS', 'Microsoft', 'Okta'],
      ],
    ]);
  });
});
