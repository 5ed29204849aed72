import { describe, expect, test } from 'vitest';
import type { Json } from '@interloper/sql';
import { kql } from '@interloper/kql';
import { openEngine } from './run.js';

const run = openEngine();

interface Case {
  readonly query: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  /** The page of https://learn.microsoft.com/kusto/query/ that the answer comes from. */
  readonly page: string;
}

const networks =
  'let N = datatable(network: string, place: string) ["192.0.2.0/24", "one", "198.51.100.7/32", "two", "2001:db8::/32", "six"];';

const cases: readonly Case[] = [
  {
    page: 'ipv4-lookup-plugin',
    query: `${networks} datatable(ip: string) ["192.0.2.9", "198.51.100.7", "198.51.100.8", "no"] | evaluate ipv4_lookup(N, ip, network) | sort by ip asc`,
    columns: ['ip:string', 'network:string', 'place:string'],
    rows: [
      ['192.0.2.9', '192.0.2.0/24', 'one'],
      ['198.51.100.7', '198.51.100.7/32', 'two'],
    ],
  },
  {
    page: 'ipv4-lookup-plugin',
    query: `${networks} datatable(ip: string, place: string) ["192.0.2.9", "x"] | evaluate ipv4_lookup(N, ip, network, return_unmatched = true)`,
    columns: ['ip:string', 'place:string', 'network:string', 'place1:string'],
    rows: [['192.0.2.9', 'x', '192.0.2.0/24', 'one']],
  },
  {
    page: 'ipv4-lookup-plugin',
    query: `${networks} datatable(ip: string, place: string) ["192.0.2.9", "two", "198.51.100.7", "two"] | evaluate ipv4_lookup(N, ip, network, place, return_unmatched = true) | project ip, network | sort by ip asc`,
    columns: ['ip:string', 'network:string'],
    rows: [
      ['192.0.2.9', ''],
      ['198.51.100.7', '198.51.100.7/32'],
    ],
  },
  {
    page: 'ipv6-lookup-plugin',
    query: `${networks} datatable(ip: string) ["2001:db8::7", "2001:db9::7"] | evaluate ipv6_lookup(N, ip, network, true)`,
    columns: ['network:string', 'place:string', 'ip:string'],
    rows: [
      ['2001:db8::/32', 'six', '2001:db8::7'],
      ['', '', '2001:db9::7'],
    ],
  },
  {
    page: 'rows-near-plugin',
    query: 'range x from 1 to 9 step 1 | sort by x asc | evaluate rows_near(x == 5, 2, 1)',
    columns: ['x:long'],
    rows: [[3], [4], [5], [6]],
  },
  {
    page: 'bag-unpack-plugin',
    query:
      'datatable(Name: string, d: dynamic) ["x", dynamic({"Name": "n", "Age": 20}), "y", dynamic({"L": [1]})] | evaluate bag_unpack(d, columnsConflict = "keep_source")',
    columns: ['Name:string', 'Age:long', 'L:dynamic'],
    rows: [
      ['x', 20, null],
      ['y', null, [1]],
    ],
  },
  {
    page: 'bag-unpack-plugin',
    query: 'datatable(d: dynamic) [dynamic({"b": true, "a": 1.5})] | evaluate bag_unpack(d, "P_")',
    columns: ['P_a:real', 'P_b:bool'],
    rows: [[1.5, true]],
  },
  {
    page: 'geo-distance-2points-function',
    // A degree of the equator is the radius times π / 180.
    query: 'print d = round(geo_distance_2points(0, 0, 1, 0), 6), n = geo_distance_2points(300, 1, 1, 1)',
    columns: ['d:real', 'n:real'],
    rows: [[111195.101177, null]],
  },
  {
    page: 'geo-point-in-circle-function',
    query:
      'print a = geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500), b = geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500), c = geo_point_in_circle(200, 1, 1, 1, 1)',
    columns: ['a:bool', 'b:bool', 'c:bool'],
    rows: [[true, false, null]],
  },
  {
    page: 'geo-point-to-geohash-function',
    query:
      'print a = geo_point_to_geohash(139.806115, 35.554128, 12), b = geo_point_to_geohash(1, 1, int(null))',
    columns: ['a:string', 'b:string'],
    rows: [['xn76m27ty9g4', '']],
  },
  {
    page: 'geo-geohash-to-central-point-function',
    query: 'print p = geo_geohash_to_central_point("sunny"), n = geo_geohash_to_central_point("a")',
    columns: ['p:dynamic', 'n:dynamic'],
    rows: [[{ type: 'Point', coordinates: [42.47314453125, 23.70849609375] }, null]],
  },
];

/** What is refused by name: [query, code]. */
const refused = [
  ['SigninLogs | evaluate bag_unpack(d)', 'KQL0106'],
  ['SigninLogs | evaluate autocluster()', 'KQL0101'],
  ['print d = 1 | evaluate autocluster()', 'KQL0101'],
  ['datatable(a: string, d: dynamic) ["x", dynamic({"a": 1})] | evaluate bag_unpack(d)', 'KQL0106'],
  ['range x from 1 to 3 step 1 | summarize covariance(x, x) | take 1', 'KQL0110'],
  ['print indexof("aaaa", "aa", 0, -1, 2)', 'KQL0104'],
  ['print geo_geohash_neighbors("zzz")', 'KQL0104'],
] as const;

const catalog = {
  tables: [
    {
      name: 'SigninLogs',
      title: 'A log whose columns are known and whose values are not',
      time: 'd',
      scan: { kind: 'scan', dataset: 'd', columns: [{ name: 'd', type: 'dynamic' }] },
      columns: [{ name: 'd', type: 'dynamic', expression: { kind: 'column', name: 'd', type: 'dynamic' } }],
    },
  ],
  sourcetypes: [],
  logsources: [],
} as const;

describe('plugins and places', () => {
  test.each(cases)('$page: $query', async ({ query, columns, rows }) => {
    const answer = await run(query);
    expect(answer.columns).toEqual(columns);
    expect(answer.rows).toEqual(rows);
  });

  test('a property whose name is taken is refused once the data tells', () => {
    const query = 'datatable(a: string, d: dynamic) ["x", dynamic({"a": 1})] | evaluate bag_unpack(d)';
    const { pending } = kql.compile(query, catalog);
    const twice = [
      { name: 'a', type: 'string' },
      { name: 'a', type: 'long' },
    ];
    const { plan, diagnostics } = kql.compile(query, catalog, [{ at: pending?.at ?? -1, columns: twice }]);
    expect(plan).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['KQL0104']);
  });

  test.each(refused)('%s is refused with %s', (query, code) => {
    const { plan, diagnostics } = kql.compile(query, catalog);
    expect(plan).toBeUndefined();
    expect(diagnostics.map((item) => item.code)).toContain(code);
  });
});

test.each([
  [
    "print s = 'a' | reduce by s",
    /^The operator reduce \(how it groups texts is not published: .+\) is not supported\.$/,
  ],
  [
    'print d = 1 | evaluate autocluster()',
    /^The operator evaluate autocluster \(.+: basket finds .+\) is not supported\.$/,
  ],
] as const)('%s is refused with the reason', (query, message) => {
  const { diagnostics } = kql.compile(query, { tables: [], sourcetypes: [], logsources: [] });
  expect(diagnostics.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
});
