import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from '../cli/captured.js';
import type { Captured } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';
import { writeMmdb } from './mmdb.js';

const lisbon = {
  city: { names: { en: 'Lisbon' } },
  continent: { code: 'EU', names: { en: 'Europe' } },
  country: { iso_code: 'PT', names: { en: 'Portugal' } },
  location: { latitude: 38.7219, longitude: -9.1398, time_zone: 'Europe/Lisbon' },
  subdivisions: [{ iso_code: '11', names: { en: 'Lisboa' } }],
};

const folder = folderOf({
  'page.json': graphPage(
    ['203.0.113.9', '198.51.100.130', '2001:DB8::7', '10.0.0.1', '203.0.113.10'].map((ipAddress, index) =>
      graphSignIn({
        id: `aaaaaaaa-0000-4000-8000-00000000000${index}`,
        createdDateTime: `2026-03-04T0${index}:00:00Z`,
        userPrincipalName: `user${index}@alderfinch.example`,
        userDisplayName: `seen from 198.51.100.${index}, port 44${index}`,
        ipAddress,
      }),
    ),
  ),
  // As MaxMind and DB-IP write them, and flat as the packages of DB-IP's free data on npm are.
  'city.mmdb': writeMmdb({ '203.0.113.0/24': lisbon }, 'DBIP-City-Lite'),
  'flat.mmdb': writeMmdb(
    {
      '198.51.100.0/24': {
        country_code: 'US',
        city: 'Salem',
        state1: 'Oregon',
        latitude: 44.9,
        longitude: -123.5,
      },
      '2001:db8::/32': { country_code: 'JP', city: 'Osaka' },
    },
    'flat city',
  ),
  'asn.mmdb': writeMmdb(
    { '203.0.113.0/24': { autonomous_system_number: 64500, autonomous_system_organization: 'Composed Net' } },
    'GeoLite2-ASN',
  ),
  'broken.mmdb': 'no database',
});
afterAll(folder.remove);

const databases = ['city.mmdb', 'flat.mmdb', 'asn.mmdb'].flatMap((name) => ['--geo', folder.file(name)]);

async function ask(language: 'kql' | 'spl', text: string, given = databases): Promise<Captured> {
  return runCli(['query', folder.file('page.json'), `--${language}`, text, '--format', 'json', ...given]);
}

async function rows(language: 'kql' | 'spl', text: string): Promise<QueryResult['rows']> {
  const { out, err } = await ask(language, text);
  expect(err).not.toContain('internal error');
  const { rows: found, diagnostics } = JSON.parse(out) as QueryResult;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found;
}

describe('geo_info_from_ip_address', () => {
  test('gives the object that Kusto gives; nothing for an address without a place', async () => {
    expect(
      await rows(
        'kql',
        'SigninLogs | sort by UserPrincipalName asc | project where_ = geo_info_from_ip_address(IPAddress)',
      ),
    ).toEqual([
      [{ country: 'Portugal', state: 'Lisboa', city: 'Lisbon', latitude: 38.7219, longitude: -9.1398 }],
      [{ country: 'United States', state: 'Oregon', city: 'Salem', latitude: 44.9, longitude: -123.5 }],
      [{ country: 'Japan', state: '', city: 'Osaka', latitude: null, longitude: null }],
      [null],
      [{ country: 'Portugal', state: 'Lisboa', city: 'Lisbon', latitude: 38.7219, longitude: -9.1398 }],
    ]);
  });

  test('answers in conditions and groups, and leaves no column of its own', async () => {
    expect(
      await rows(
        'kql',
        `SigninLogs
         | where TimeGenerated > ago(1d) and tostring(geo_info_from_ip_address(IPAddress).country) == 'Portugal'
         | summarize count() by city = tostring(geo_info_from_ip_address(IPAddress).city)`,
      ),
    ).toEqual([['Lisbon', 2]]);
    expect(
      await rows(
        'kql',
        'SigninLogs | extend g = geo_info_from_ip_address(IPAddress) | getschema | where ColumnName startswith "$" | count',
      ),
    ).toEqual([[0]]);
  });

  test('keeps the order of sorted rows', async () => {
    expect(
      await rows(
        'kql',
        `SigninLogs | sort by UserPrincipalName desc
         | extend country = tostring(geo_info_from_ip_address(IPAddress).country)
         | take 2 | project UserPrincipalName, country`,
      ),
    ).toEqual([
      ['user4@alderfinch.example', 'Portugal'],
      ['user3@alderfinch.example', ''],
    ]);
  });

  test('knows addresses that a rule writes, cuts out of text, or gathers', async () => {
    expect(
      await rows(
        'kql',
        "print geo_info_from_ip_address('203.0.113.200').city, geo_info_from_ip_address('x')",
      ),
    ).toEqual([['Lisbon', null]]);
    expect(
      await rows(
        'kql',
        `SigninLogs | extend seen = extract(@'from ([0-9.]+)', 1, UserDisplayName)
         | summarize n = dcount(seen) by city = tostring(geo_info_from_ip_address(seen).city)`,
      ),
    ).toEqual([['Salem', 5]]);
    expect(
      await rows(
        'kql',
        `SigninLogs | summarize addresses = make_set(IPAddress), newest = max(TimeGenerated) | mv-expand address = addresses to typeof(string)
         | where newest > ago(1h)
         | extend country = tostring(geo_info_from_ip_address(address).country)
         | summarize count() by country | sort by country asc`,
      ),
    ).toEqual([
      ['', 1],
      ['Japan', 1],
      ['Portugal', 2],
      ['United States', 1],
    ]);
  });
});

describe('iplocation', () => {
  const signIns = 'sourcetype="azure:aad:signin" | sort userPrincipalName';

  test('adds its fields where an address has a place', async () => {
    expect(
      await rows('spl', `${signIns} | iplocation ipAddress | table City, Country, Region, lat, lon | head 4`),
    ).toEqual([
      ['Lisbon', 'Portugal', 'Lisboa', '38.7219', '-9.1398'],
      ['Salem', 'United States', 'Oregon', '44.9', '-123.5'],
      ['Osaka', 'Japan', null, null, null],
      [null, null, null, null, null],
    ]);
  });

  test('with a prefix and all fields', async () => {
    expect(
      await rows(
        'spl',
        `${signIns} | head 1 | iplocation prefix=src_ allfields=true ipAddress | table src_City, src_Continent, src_Timezone, src_MetroCode`,
      ),
    ).toEqual([['Lisbon', 'Europe', 'Europe/Lisbon', null]]);
  });

  test('goes on into statistics', async () => {
    expect(
      await rows('spl', `${signIns} | iplocation ipAddress | stats count by Country | sort - count, Country`),
    ).toEqual([
      ['Portugal', 2],
      ['Japan', 1],
      ['United States', 1],
    ]);
  });

  test('another language is refused', async () => {
    const { status, out } = await ask('spl', `${signIns} | iplocation lang=de ipAddress`);
    expect(status).toBe(2);
    expect(out).toContain('iplocation lang=de is not supported');
  });
});

describe('without a database', () => {
  test('a rule that asks is refused by name', async () => {
    const { status, out } = await ask('kql', "print geo_info_from_ip_address('203.0.113.9')", []);
    expect(status).toBe(2);
    expect(out).toContain('--geo');
  });

  test('a file that is none is said to be', async () => {
    const { status, err } = await ask('kql', 'SigninLogs | count', ['--geo', folder.file('broken.mmdb')]);
    expect(status).toBe(2);
    expect(err).toContain("no database in MaxMind's format");
  });
});
