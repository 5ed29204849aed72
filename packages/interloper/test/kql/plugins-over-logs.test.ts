import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

const mina = { userPrincipalName: 'mina.okafor@alderfinch.example' };
const omar = { userPrincipalName: 'omar.haddad@alderfinch.example', ipAddress: '198.51.100.8' };

/** A week in which one user signs in from a new place, and another forgets a password. */
const folder = folderOf({
  'page.json': graphPage([
    graphSignIn({ ...mina, id: 'a', createdDateTime: '2026-03-02T08:00:00Z' }),
    graphSignIn({ ...mina, id: 'b', createdDateTime: '2026-03-03T08:00:00Z' }),
    graphSignIn({
      ...mina,
      id: 'c',
      createdDateTime: '2026-03-04T08:00:00Z',
      ipAddress: '203.0.113.9',
      location: { city: 'Utrecht', state: '', countryOrRegion: 'NL', geoCoordinates: {} },
      deviceDetail: { browser: 'Firefox 140', operatingSystem: 'Linux', isManaged: false },
    }),
    graphSignIn({
      ...omar,
      id: 'd',
      createdDateTime: '2026-03-03T09:00:00Z',
      status: { errorCode: 50126, failureReason: 'Invalid username or password.' },
    }),
    graphSignIn({ ...omar, id: 'e', createdDateTime: '2026-03-04T09:00:00Z' }),
  ]),
});
afterAll(() => {
  folder.remove();
});

async function rowsOf(query: string): Promise<readonly unknown[]> {
  const { out } = await runCli(['query', folder.path, '--kql', query, '--format', 'ndjson']);
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
}

/** Rules as they are published use the plugins so; what the answer is follows from the five records. */
const cases: readonly (readonly [what: string, query: string, rows: readonly unknown[]])[] = [
  [
    'addresses that are new for a user on the last day',
    `SigninLogs
     | evaluate activity_counts_metrics(IPAddress, TimeGenerated, startofday(ago(3d)), now(), 1d, UserPrincipalName)
     | where TimeGenerated == startofday(now()) and new_dcount > 0
     | project UserPrincipalName, dcount, new_dcount, aggregated_dcount`,
    [{ UserPrincipalName: mina.userPrincipalName, dcount: 1, new_dcount: 1, aggregated_dcount: 2 }],
  ],
  [
    'the place of a sign-in as columns',
    `SigninLogs
     | evaluate bag_unpack(LocationDetails)
     | where countryOrRegion != "PT"
     | project UserPrincipalName, city, countryOrRegion`,
    [{ UserPrincipalName: mina.userPrincipalName, city: 'Utrecht', countryOrRegion: 'NL' }],
  ],
  [
    'columns that only some records fill',
    `SigninLogs
     | evaluate bag_unpack(DeviceDetail, "device_")
     | summarize n = count() by device_isManaged, device_operatingSystem
     | sort by n asc`,
    [
      { device_isManaged: false, device_operatingSystem: 'Linux', n: 1 },
      { device_isManaged: null, device_operatingSystem: 'Windows 11', n: 4 },
    ],
  ],
  [
    'two bags, one after the other, with the second one’s columns replacing',
    `SigninLogs
     | project UserPrincipalName, city = "none", DeviceDetail, LocationDetails
     | evaluate bag_unpack(DeviceDetail)
     | evaluate bag_unpack(LocationDetails, columnsConflict = "replace_source")
     | where browser startswith "Firefox"
     | project UserPrincipalName, city`,
    [{ UserPrincipalName: mina.userPrincipalName, city: 'Utrecht' }],
  ],
  [
    'sign-ins from outside the known networks',
    `let Egress = datatable(network: string, place: string)["198.51.100.0/24", "office"];
     SigninLogs
     | evaluate ipv4_lookup(Egress, IPAddress, network, return_unmatched = true)
     | where isempty(place)
     | project UserPrincipalName, IPAddress`,
    [{ UserPrincipalName: mina.userPrincipalName, IPAddress: '203.0.113.9' }],
  ],
  [
    'results as columns',
    `SigninLogs
     | evaluate pivot(ResultType, count(), UserPrincipalName)
     | where ['50126'] > 0
     | project UserPrincipalName, good = ['0'], bad = ['50126']`,
    [{ UserPrincipalName: omar.userPrincipalName, good: 1, bad: 1 }],
  ],
  [
    'what most sign-ins have in common',
    `SigninLogs
     | project UserPrincipalName, ResultType, Location
     | evaluate basket(0.5)
     | sort by Count desc, UserPrincipalName asc, ResultType asc
     | project-away SegmentId`,
    [
      { Count: 4, Percent: 80, UserPrincipalName: '', ResultType: '', Location: 'PT' },
      { Count: 4, Percent: 80, UserPrincipalName: '', ResultType: '0', Location: '' },
      { Count: 3, Percent: 60, UserPrincipalName: '', ResultType: '0', Location: 'PT' },
      { Count: 3, Percent: 60, UserPrincipalName: mina.userPrincipalName, ResultType: '0', Location: '' },
    ],
  ],
  [
    'users who were there on two of three days',
    `SigninLogs
     | evaluate active_users_count(UserPrincipalName, TimeGenerated, startofday(now()), now(), 3d, 1d, 2, 1d)`,
    [{ TimeGenerated: '2026-03-04T00:00:00Z', dcount: 2 }],
  ],
  [
    'users of each two days',
    `SigninLogs
     | evaluate sliding_window_counts(UserPrincipalName, TimeGenerated, startofday(ago(1d)), now(), 2d, 1d)
     | sort by TimeGenerated asc`,
    [
      { TimeGenerated: '2026-03-03T00:00:00Z', Count: 3, Dcount: 2 },
      { TimeGenerated: '2026-03-04T00:00:00Z', Count: 4, Dcount: 2 },
    ],
  ],
];

test.each(cases)('%s', async (_, query, rows) => {
  expect(await rowsOf(query)).toEqual(rows);
});
