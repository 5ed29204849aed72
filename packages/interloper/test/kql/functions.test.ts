import { describe, expect, test } from 'vitest';
import type { Json } from '@interloper/sql';
import { openEngine } from './run.js';

const run = openEngine();

/** An expression, its value and its page under https://learn.microsoft.com/kusto/query/. */
type Value = readonly [expression: string, value: Json, page: string];

const values: readonly Value[] = [
  ['strcat("a", 1, true)', 'a1true', 'strcat-function'],
  ['strcat_delim("-", 1, "2")', '1-2', 'strcat-delim-function'],
  ['strlen("hello")', 5, 'strlen-function'],
  ['substring("123456", 1)', '23456', 'substring-function'],
  ['substring("ABCD", 0, 2)', 'AB', 'substring-function'],
  ['split("aa_bb", "_")', ['aa', 'bb'], 'split-function'],
  ['split("aaa_bbb_ccc", "_", 1)', ['bbb'], 'split-function'],
  ['tostring(split("user@corp.example", "@")[1])', 'corp.example', 'split-function'],
  ['tolower("ABC")', 'abc', 'tolower-function'],
  ['trim("--", "--https://bing.com--")', 'https://bing.com', 'trim-function'],
  ['trim_end(@"[^\\w]+", "-  Te st1// $")', '-  Te st1', 'trim-end-function'],
  ['extract("x=([0-9.]+)", 1, "hello x=45.6|wo")', '45.6', 'extract-function'],
  ['extract("x=([0-9.]+)", 1, "hello x=45.6|wo", typeof(real))', 45.6, 'extract-function'],
  ['extract("nothing", 0, "hello")', '', 'extract-function'],
  ['replace_string("A magic trick", "trick", "box")', 'A magic box', 'replace-string-function'],
  ['replace_regex("Number is 1", @"is (\\d)", @"was: \\1")', 'Number was: 1', 'replace-regex-function'],
  ['indexof("abcdefg", "cde")', 2, 'indexof-function'],
  ['base64_decode_tostring("S3VzdG8=")', 'Kusto', 'base64-decode-tostring-function'],
  ['strcat_array(dynamic([1, 2, 3]), "->")', '1->2->3', 'strcat-array-function'],
  ['toint("123")', 123, 'toint-function'],
  ['toint("x")', null, 'toint-function'],
  ['tolong(1.9)', 1, 'tolong-function'],
  ['todouble("123.4")', 123.4, 'todouble-function'],
  ['tobool("x")', null, 'tobool-function'],
  ['tostring(dynamic({"a": 1}))', '{"a":1}', 'tostring-function'],
  ['tostring(int(null))', '', 'tostring-function'],
  ['tostring(true)', 'true', 'tostring-function'],
  ['tostring(datetime(2026-01-02))', '2026-01-02T00:00:00.0000000Z', 'tostring-function'],
  ['todatetime("2015-12-24")', '2015-12-24T00:00:00Z', 'todatetime-function'],
  ['totimespan("0.00:01:00")', '00:01:00', 'totimespan-function'],
  ['parse_json("{\\"a\\": [1]}").a[0]', 1, 'parse-json-function'],
  ['parse_json("not json")', 'not json', 'parse-json-function'],
  ['iff(2 > 1, "yes", "no")', 'yes', 'iff-function'],
  ['case(1 > 2, "a", 2 > 1, "b", "c")', 'b', 'case-function'],
  ['coalesce(tolong("not a number"), tolong("42"), 33)', 42, 'coalesce-function'],
  ['coalesce("", "b")', 'b', 'coalesce-function'],
  ['max_of(10, 1, -3, 17)', 17, 'max-of-function'],
  ['1 / 2', 0, 'numerical-operators'],
  ['1.0 / 2', 0.5, 'numerical-operators'],
  ['bin(4.5, 1)', 4, 'bin-function'],
  ['bin(-41, 10)', -50, 'bin-function'],
  ['bin(time(16d), 7d)', '14.00:00:00', 'bin-function'],
  ['round(2.15, 1)', 2.2, 'round-function'],
  ['datetime(2026-01-10) - datetime(2026-01-09)', '1.00:00:00', 'datetime-timespan-arithmetic'],
  ['datetime(2026-01-10) + 90m', '2026-01-10T01:30:00Z', 'datetime-timespan-arithmetic'],
  ['1d / 1h', 24, 'datetime-timespan-arithmetic'],
  ['ago(1h)', '2026-01-10T11:00:00Z', 'ago-function'],
  ['now(-2d)', '2026-01-08T12:00:00Z', 'now-function'],
  ['startofday(datetime(2017-01-01 10:10:17), -1)', '2016-12-31T00:00:00Z', 'startofday-function'],
  ['endofday(datetime(2017-01-01 10:10:17))', '2017-01-01T23:59:59.9999999Z', 'endofday-function'],
  ['startofweek(datetime(2017-01-01 10:10:17))', '2017-01-01T00:00:00Z', 'startofweek-function'],
  ['endofmonth(datetime(2017-01-01 10:10:17))', '2017-01-31T23:59:59.9999999Z', 'endofmonth-function'],
  ['dayofweek(datetime(2015-12-14))', '1.00:00:00', 'dayofweek-function'],
  [
    'datetime_diff("minute", datetime(2017-10-30 23:05:01), datetime(2017-10-30 23:00:59))',
    5,
    'datetime-diff-function',
  ],
  ['datetime_diff("month", datetime(2017-01-01), datetime(2015-12-30))', 13, 'datetime-diff-function'],
  ['datetime_add("month", 1, datetime(2026-01-31))', '2026-02-28T00:00:00Z', 'datetime-add-function'],
  [
    'format_datetime(datetime(2017-01-29 09:00:05), "yyyy-MM-dd HH:mm")',
    '2017-01-29 09:00',
    'format-datetime-function',
  ],
  ['unixtime_seconds_todatetime(1546300800)', '2019-01-01T00:00:00Z', 'unixtime-seconds-todatetime-function'],
  ['array_length(dynamic([1, 2]))', 2, 'array-length-function'],
  ['array_length(parse_json("{}"))', null, 'array-length-function'],
  ['bag_keys(dynamic({"a": 1, "b": 2}))', ['a', 'b'], 'bag-keys-function'],
  ['bag_pack("k", 1, "t", "x")', { k: 1, t: 'x' }, 'bag-pack-function'],
  ['pack_array("a", 1)', ['a', 1], 'pack-array-function'],
  ['array_sort_asc(dynamic([3, 1, 2]))', [1, 2, 3], 'array-sort-asc-function'],
  ['set_union(dynamic([1, 2]), dynamic([2, 3]))', [1, 2, 3], 'set-union-function'],
  ['ipv4_is_private("192.168.1.1")', true, 'ipv4-is-private-function'],
  ['ipv4_is_private("208.1.2.3")', false, 'ipv4-is-private-function'],
  ['ipv4_is_private("127.0.0")', null, 'ipv4-is-private-function'],
  ['ipv4_is_in_range("192.168.1.6", "192.168.1.1/24")', true, 'ipv4-is-in-range-function'],
  [
    'ipv4_is_in_any_range("192.168.2.6", dynamic(["192.168.1.1/24", "10.0.0.0/8"]))',
    false,
    'ipv4-is-in-any-range-function',
  ],
  [
    'ipv4_is_in_any_range("10.1.2.3", split("192.168.1.1/24,10.0.0.0/8", ","))',
    true,
    'ipv4-is-in-any-range-function',
  ],
  [
    'ipv6_is_in_range("a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112")',
    true,
    'ipv6-is-in-range-function',
  ],
  [
    'hash_sha256("World")',
    '78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524',
    'hash-sha256-function',
  ],
];

describe('scalar functions', () => {
  test.each(values)('%s is %j (%s)', async (expression, value) => {
    expect((await run(`print answer = ${expression}`)).rows).toEqual([[value]]);
  });
});
