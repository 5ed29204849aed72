import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressRange } from '../../src/context/address-range.js';
import { observableOf, patternOf } from '../../src/context/threat-intelligence/observable.js';
import { readIndicators } from '../../src/context/threat-intelligence/read-indicators.js';
import { recogniseIndicators } from '../../src/context/threat-intelligence/recognise.js';
import { observablesOf } from '../../src/context/threat-intelligence/stix-pattern.js';
import { readTransforms } from '../../src/context/watchlists/transforms.js';

describe('networks', () => {
  test.each([
    ['192.0.2.7', '0000:0000:0000:0000:0000:ffff:c000:0207', '0000:0000:0000:0000:0000:ffff:c000:0207'],
    ['192.0.2.7/24', '0000:0000:0000:0000:0000:ffff:c000:0200', '0000:0000:0000:0000:0000:ffff:c000:02ff'],
    ['0.0.0.0/0', '0000:0000:0000:0000:0000:ffff:0000:0000', '0000:0000:0000:0000:0000:ffff:ffff:ffff'],
    ['2001:DB8::/32', '2001:0db8:0000:0000:0000:0000:0000:0000', '2001:0db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['::/0', '0000:0000:0000:0000:0000:0000:0000:0000', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    [
      '::ffff:192.0.2.1',
      '0000:0000:0000:0000:0000:ffff:c000:0201',
      '0000:0000:0000:0000:0000:ffff:c000:0201',
    ],
    ['1:2:3:4:5:6:7:8', '0001:0002:0003:0004:0005:0006:0007:0008', '0001:0002:0003:0004:0005:0006:0007:0008'],
  ])('%s', (text, first, last) => {
    expect(addressRange(text)).toEqual({ first, last });
  });

  test.each([
    '',
    'x',
    '192.0.2.256',
    '192.0.2.0/33',
    '192.0.2.0/',
    '192.0.2.0/1/2',
    '2001:db8::/129',
    'fe80::1%eth0',
  ])('%j is none', (text) => {
    expect(addressRange(text)).toBeUndefined();
  });
});

// STIX 2.1, part 9.
describe('STIX patterns', () => {
  test.each([
    ["[ipv4-addr:value = '192.0.2.1']", [['ipv4-addr:value', '192.0.2.1']]],
    ["[file:hashes.'SHA-256' = 'aa']", [["file:hashes.'SHA-256'", 'aa']]],
    ["[url:value = 'http://a.example/it\\'s\\\\x']", [['url:value', "http://a.example/it's\\x"]]],
    [
      "[ipv4-addr:value = '192.0.2.1' OR ipv4-addr:value IN ('192.0.2.2','192.0.2.3')] or ([domain-name:value='a.example'])",
      [
        ['ipv4-addr:value', '192.0.2.1'],
        ['ipv4-addr:value', '192.0.2.2'],
        ['ipv4-addr:value', '192.0.2.3'],
        ['domain-name:value', 'a.example'],
      ],
    ],
    ["[ipv4-addr:value ISSUBSET '192.0.2.0/24']", [['ipv4-addr:value', '192.0.2.0/24']]],
  ])('%s lists values', (pattern, expected) => {
    expect(observablesOf(pattern)?.map(({ key, value }) => [key, value])).toEqual(expected);
  });

  test.each([
    "[ipv4-addr:value = '192.0.2.1' AND network-traffic:dst_port = 443]",
    "[ipv4-addr:value = '192.0.2.1'] AND [domain-name:value = 'a.example']",
    "[ipv4-addr:value = '192.0.2.1'] WITHIN 300 SECONDS",
    "[ipv4-addr:value != '192.0.2.1']",
    "[NOT ipv4-addr:value = '192.0.2.1']",
    "[domain-name:value LIKE 'a%']",
    "[domain-name:value MATCHES 'a.*']",
    "[domain-name:value ISSUBSET 'a']",
    "[ipv4-addr:value = '192.0.2.1'",
    "[ipv4-addr:value = '192.0.2.1",
    '[]',
    '',
  ])('%s says more, or nothing', (pattern) => {
    expect(observablesOf(pattern)).toBeUndefined();
  });

  test('of one value are read as that value, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(observablesOf(patternOf({ key: 'url:value', value }))).toEqual([{ key: 'url:value', value }]);
      }),
    );
  });

  test('never keep a reader long, nor throw', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      ' OR ',
      ' AND ',
      '=',
      'ipv4-addr:value',
      "'x'",
      "'",
      '\\',
      ',',
      ' IN ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        observablesOf(pieces.join(''));
      }),
    );
  });
});

describe('values of lists', () => {
  test.each([
    ['192.0.2.1', 'ipv4-addr:value'],
    ['192.0.2.0/24', 'ipv4-addr:value'],
    ['2001:db8::/32', 'ipv6-addr:value'],
    ['bad[.]example', 'domain-name:value'],
    ['*.bad.example', 'domain-name:value'],
    ['https://bad.example/x', 'url:value'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'file:hashes.MD5'],
    ['someone@bad.example', 'email-addr:value'],
    ['word', undefined],
    ['192.0.2.999', undefined],
    ['a b.example', undefined],
  ])('%s', (text, key) => {
    expect(observableOf(text)?.key).toBe(key);
  });
});

// Lists and STIX patterns write an address as the network that holds only it; the addresses of logs have no prefix.
test.each([
  ['203.0.113.7/32', '203.0.113.7', 'true'],
  ['2001:db8::9/128', '2001:db8::9', 'true'],
  ['203.0.113.8', '203.0.113.8', 'true'],
  ['203.0.113.8/31', '203.0.113.8/31', 'false'],
])('%s is kept as %s', (written, value, single) => {
  const stix = JSON.stringify({
    type: 'indicator',
    id: 'indicator--1',
    pattern_type: 'stix',
    pattern: `[${written.includes(':') ? 'ipv6' : 'ipv4'}-addr:value = '${written}']`,
  });
  for (const text of [`${written}\n`, `{"type":"bundle","objects":[${stix}]}`])
    expect(readIndicators(text, 'a').rows).toMatchObject([{ observable_value: value, single }]);
});

describe('recognition by content', () => {
  test.each([
    ['# list\n192.0.2.1\n192.0.2.2 # why\n', 'list'],
    ['ExitNode AA\nPublished 2026-03-01 00:00:00\nExitAddress 192.0.2.1 2026-03-01 00:00:00\n', 'tor'],
    ['uuid,event_id,category,type,value,comment\n', 'misp'],
    ['{"type":"bundle","id":"bundle--1","objects":[]}', 'stix'],
    ['ip,count\n192.0.2.1,3\n', undefined],
    ['192.0.2.1 - - [01/Mar/2026] "GET /"\n', undefined],
    ['{"type":"bundle"}', undefined],
    ['{"Records":[]}', undefined],
    ['just words\n', undefined],
    ['', undefined],
  ])('%j', (text, format) => {
    expect(recogniseIndicators(text, true)).toBe(format);
  });
});

describe('transforms.conf', () => {
  test('the stanza of the lookup says how it matches', () => {
    const text =
      '[other]\nmax_matches = 3\n\n[vpn]\nmatch_type = CIDR(net), \\\n  WILDCARD(host,path)\nmax_matches=2\n';
    expect(readTransforms(text, 'vpn', 'vpn.transforms.conf')).toMatchObject({
      networks: ['net'],
      wildcards: ['host', 'path'],
      maxMatches: 2,
      caseSensitive: true,
    });
  });

  test.each([
    ['[vpn]\ntime_field = t', /time_field is not supported/],
    ['[vpn]\nmatch_type = REGEX(a)', /match_type takes/],
    ['[vpn]\nmax_matches = many', /a number from 1 to 1000/],
    ['[vpn]\nwhat is this', /neither a stanza nor a setting/],
    ['[a]\n[b]\n', /no stanza \[vpn\]/],
  ])('%j is refused', (text, message) => {
    expect(() => readTransforms(text, 'vpn', 'vpn.transforms.conf')).toThrow(message);
  });
});
